import type { Box } from '../../contract/geometry.ts';
import { resizeImage } from '../../imaging/codec.ts';
import { copyRgbImage, type RgbImage } from '../../imaging/image.ts';
import { scaleMask, trimMask } from '../../imaging/placed-mask.ts';
import { sharedInference } from '../../inference/shared-inference.ts';
import type { HoleTask, InpaintingEngine } from '../engine.ts';
import { hideHole } from './hide-hole.ts';
import { LAMA_SIDE, runLama } from './lama-network.ts';
import { imageWindow, maskWindow } from './mirrored-window.ts';

/** Two exports of one network; the first that is here serves. */
const MODELS = ['lama', 'lama-opencv'] as const;
/** Around large holes it sees less than the task shows, but at least so many hole sides: scaling down costs texture. */
const WINDOW_RATIO = 2;

/** The first model that nothing keeps from working, or what keeps the first one. */
async function findModel() {
  const obstacles = await Promise.all(MODELS.map((model) => sharedInference().obstacle(model)));
  const free = obstacles.indexOf(undefined);
  return { model: MODELS[Math.max(0, free)], obstacle: free < 0 ? obstacles[0] : undefined };
}

/** The square around the hole that the network is shown; it may reach over the image's border. */
function windowAround({ image, hole }: HoleTask): Box {
  const whole = { x: 0, y: 0, width: image.width, height: image.height };
  const { x, y, width, height } = trimMask({ box: whole, mask: hole }).box;
  const side = Math.min(
    Math.max(image.width, image.height),
    Math.max(LAMA_SIDE, WINDOW_RATIO * Math.max(width, height)),
  );
  return {
    x: Math.floor(x + (width - side) / 2),
    y: Math.floor(y + (height - side) / 2),
    width: side,
    height: side,
  };
}

/** Writes what lies inside the image of a window into a copy of the image. */
function withWindow(image: RgbImage, { x: left, y: top }: Box, window: RgbImage): RgbImage {
  const result = copyRgbImage(image);
  const from = Math.max(0, left);
  const to = Math.min(image.width, left + window.width);
  for (let y = Math.max(0, top); y < Math.min(image.height, top + window.height); y++) {
    const row = ((y - top) * window.width - left) * 3;
    result.data.set(window.data.subarray(row + from * 3, row + to * 3), (y * image.width + from) * 3);
  }
  return result;
}

/** LaMa (Suvorov et al., WACV 2022): Fourier convolutions that see the whole picture at once; strong on structure. */
export const lama: InpaintingEngine = {
  takesPrompt: false,
  kind: 'imagines',
  whyUnavailable: async () => (await findModel()).obstacle,
  async fill(task) {
    const { model } = await findModel();
    const window = windowAround(task);
    const size = { width: LAMA_SIDE, height: LAMA_SIDE };
    const shown = await resizeImage(imageWindow(await hideHole(task), window, window), size);
    const seen = { box: { ...window, x: 0, y: 0 }, mask: maskWindow(task.hole, window, window) };
    const hole = scaleMask(seen, window, size).mask;
    const painted = await sharedInference().use(model, (network) => runLama(network, shown, hole), task.signal);
    return { image: withWindow(task.image, window, await resizeImage(painted, window)) };
  },
};
