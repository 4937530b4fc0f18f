import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import { type PlacedMask, padMask, setPlaced, trimMask, uniteMasks } from '../../imaging/placed-mask.ts';
import { inpaint } from '../../inpainting/inpaint.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { cloneGround } from './clone-ground.ts';
import type { Clearing } from './edit.ts';
import { findShadow } from './find-shadow.ts';
import { judgeClearing } from './judge-clearing.ts';
import { judgeEnds } from './judge-ends.ts';
import { judgeTone } from './judge-tone.ts';
import { stretchAcross } from './stretch-across.ts';
import { withRim } from './thing-rim.ts';

/** A shadow fades out beyond what can be told from its ground. */
const SHADOW_RIM_PX = 3;

/** A laid ground that gives itself away less than this needs no rival: filling takes the most time of all. */
const GOOD_ENOUGH = 0.3;
/** What gives itself away more than this by texture and seam alone is not looked at any further. */
const HOPELESS = 1.5;

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
  const rimmed = withRim(image, { box, mask: thing });
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

/** How much a cleared place gives itself away. */
function penaltyOf(original: RgbImage, image: RgbImage, hole: PlacedMask, foreign: Mask): number {
  const seen = judgeClearing(image, wholeMask(image, [hole]));
  return seen > HOPELESS ? seen : seen + judgeTone(image, hole, foreign) + judgeEnds(original, image, hole);
}

/** The best of what can be laid over a place. */
function layGround(image: RgbImage, hole: PlacedMask, foreign: Mask): Clearing | undefined {
  const taken = createMask(image.width, image.height, foreign.data.slice());
  setPlaced(taken, hole);
  let best: Clearing | undefined;
  for (const laid of cloneGround(image, hole, taken)) {
    const penalty = penaltyOf(image, laid.image, laid.hole, foreign);
    if (!best || penalty < best.penalty) best = { ...laid, penalty };
    if (penalty <= GOOD_ENOUGH) return best;
  }
  const stretched = stretchAcross(image, hole);
  const penalty = stretched ? penaltyOf(image, stretched, hole, foreign) : Number.POSITIVE_INFINITY;
  return stretched && !(best && best.penalty <= penalty) ? { image: stretched, hole, penalty } : best;
}

/**
 * Takes a thing away: a piece of the same ground is laid over the place, or its surroundings grow over it, whichever shows
 * less; undefined when there are none.
 */
export async function clearThing(task: ClearTask): Promise<Clearing | undefined> {
  const { image, matte, others, seed, prompt, signal } = task;
  const hole = holeOf(matte, image);
  if (!hole) return undefined;
  const mask = wholeMask(image, [hole]);
  if (!mask.data.includes(0)) return undefined;
  const foreign = wholeMask(image, others);
  const laid = prompt === undefined ? layGround(image, hole, foreign) : undefined;
  if (laid && laid.penalty <= GOOD_ENOUGH) return laid;
  const { image: filled, holes } = await inpaint(image, mask, {
    engine: 'auto',
    // The same picture, options and seed make the same puzzle, whichever models a machine has and has room for.
    isRepeatable: true,
    seed,
    forbid: foreign,
    prompt,
    signal,
  });
  const mismatch = Math.max(...holes.map((each) => each.mismatch));
  const penalty = mismatch + penaltyOf(image, filled, hole, foreign);
  return laid && laid.penalty <= penalty ? laid : { image: filled, hole, penalty };
}
