import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import { type PlacedMask, padMask, setPlaced, trimMask, uniteMasks } from '../../imaging/placed-mask.ts';
import { inpaint } from '../../inpainting/inpaint.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import type { Clearing } from './edit.ts';
import { findShadow } from './find-shadow.ts';
import { judgeClearing } from './judge-clearing.ts';

/** The hole takes the thing's anti-aliased rim and its compression halo with it. */
export const HOLE_RIM_PX = 4;
/** A shadow fades out beyond what can be told from its ground. */
const SHADOW_RIM_PX = 3;

/** What clearing a place needs to know. */
interface ClearTask {
  readonly image: RgbImage;
  readonly matte: Matte;
  /** What must not be copied into the place. */
  readonly others: readonly PlacedMask[];
  readonly seed: string;
  /** What to paint there instead of what surrounds it. */
  readonly prompt?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The thing with its rim and its shadow: what has to go. */
function holeOf({ box, alpha }: Matte, image: RgbImage): PlacedMask | undefined {
  const thing = createMask(
    box.width,
    box.height,
    Uint8Array.from(alpha.data, (share) => (share > 0 ? 1 : 0)),
  );
  if (!thing.data.includes(1)) return undefined;
  const padded = padMask({ box, mask: thing }, HOLE_RIM_PX, image);
  const rimmed = trimMask({ box: padded.box, mask: dilate(padded.mask, HOLE_RIM_PX) });
  const shadow = findShadow(image, rimmed);
  if (!shadow) return rimmed;
  const soft = padMask(shadow, SHADOW_RIM_PX, image);
  return trimMask(uniteMasks(rimmed, { box: soft.box, mask: dilate(soft.mask, SHADOW_RIM_PX) }));
}

/** A mask of the whole image in which these are set. */
function wholeMask({ width, height }: RgbImage, parts: readonly PlacedMask[]): Mask {
  const mask = createMask(width, height);
  for (const part of parts) setPlaced(mask, part);
  return mask;
}

/** Takes a thing away and lets its surroundings grow over the place; undefined when there are none. */
export async function clearThing(task: ClearTask): Promise<Clearing | undefined> {
  const { image, matte, others, seed, prompt, signal } = task;
  const hole = holeOf(matte, image);
  if (!hole) return undefined;
  const mask = wholeMask(image, [hole]);
  if (!mask.data.includes(0)) return undefined;
  const { image: filled, holes } = await inpaint(image, mask, {
    engine: 'auto',
    // The same picture, options and seed make the same puzzle, whichever models a machine has and has room for.
    isRepeatable: true,
    seed,
    forbid: wholeMask(image, others),
    prompt,
    signal,
  });
  const mismatch = Math.max(...holes.map((each) => each.mismatch));
  return { image: filled, hole, penalty: judgeClearing(filled, mask) + mismatch };
}
