import { fromPlanes, toBytePlanes } from '../../imaging/tensor.ts';
import { sharedInference } from '../../inference/shared-inference.ts';
import type { InpaintingEngine } from '../engine.ts';
import { hideHole, withRim } from './hide-hole.ts';

const MODEL = 'migan';
/** What its mask says: the opposite of ours. */
const KEEP = 255;
const FILL = 0;

/**
 * MI-GAN (Sargsyan et al., ICCV 2023) as its authors export it: the network cuts out the hole, scales it to 512 x 512,
 * paints and blends by itself, so pictures of any size go in as they are.
 */
export const migan: InpaintingEngine = {
  takesPrompt: false,
  kind: 'imagines',
  whyUnavailable: () => sharedInference().obstacle(MODEL),
  async fill(task) {
    const { width, height } = task.image;
    const image = await hideHole(task);
    const mask = Uint8Array.from(withRim(task.hole).data, (isHole) => (isHole ? FILL : KEEP));
    const feeds = [
      { type: 'uint8', data: toBytePlanes(image), dims: [1, 3, height, width] },
      { type: 'uint8', data: mask, dims: [1, 1, height, width] },
    ] as const;
    const [painted] = await sharedInference().use(MODEL, (network) => network.run(feeds), task.signal);
    return { image: fromPlanes(painted.data, width, height) };
  },
};
