import type { Box, Point, Size } from '../../../contract/geometry.ts';
import { atLeast } from '../../../imaging/at-least.ts';
import { copyRgbImage, createMask, type Mask, type RgbImage } from '../../../imaging/image.ts';
import { cropImage, type Patch, pastePatch } from '../../../imaging/patch.ts';
import { maskInBox, type PlacedMask, setPlaced, trimMask, uniteMasks } from '../../../imaging/placed-mask.ts';
import { inpaint } from '../../../inpainting/inpaint.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import type { Clearing } from '../edit.ts';
import { findCompanions } from '../looking/find-companions.ts';
import { findShadow } from '../looking/find-shadow.ts';
import { isWriting } from '../looking/is-writing.ts';
import { leadsAway } from '../looking/lead-away.ts';
import { withRim } from '../thing-rim.ts';
import { calmBorder } from './calm-border.ts';
import { cloneGround } from './clone-ground.ts';
import { GROUND_REACH } from './find-ground.ts';
import { judgeClearing } from './judge-clearing.ts';
import { judgeEnds } from './judge-ends.ts';
import { judgeTone } from './judge-tone.ts';
import { strangeGround } from './strange-ground.ts';
import { stretchAcross } from './stretch-across.ts';

/** What has less of a thing than this lies in its rim. */
const LEAST_SHARE = 0.35;
/** A shadow fades out beyond what can be told from its ground. */
const SHADOW_RIM_PX = 3;

/** A laid ground that gives itself away less than this needs no rival: filling takes the most time of all. */
const GOOD_ENOUGH = 0.3;
/**
 * Where the best of laid grounds gives itself away this much, nothing that was filled in ever showed too little for it: of
 * 26 such places none, of all others a third.
 */
const HOPELESS_GROUND = 1;
/** How ill a filling may continue what stands around (grey levels) at half the scale: of 38 that did so more ill none was good. */
const WORST_MISFIT = 25;
/** What gives itself away more than this by texture and seam alone is not looked at any further. */
const HOPELESS = 1.5;

/** A place is looked at as far around as ground is laid from, and so many pixels more: what fills it sees less. */
const MORE_PX = 64;

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

/** The thing with its rim, its shadow and what goes with it: what has to go. */
function holeOf({ box, alpha }: Matte, image: RgbImage, others: readonly PlacedMask[]): PlacedMask | undefined {
  const thing = atLeast(alpha, LEAST_SHARE);
  if (!thing.data.includes(1)) return undefined;
  const rimmed = withRim(image, { box, mask: thing });
  const companions = findCompanions(image, rimmed, others);
  const whole = companions ? trimMask(uniteMasks(rimmed, companions)) : rimmed;
  const shadow = findShadow(image, rimmed, SHADOW_RIM_PX);
  return shadow ? trimMask(uniteMasks(whole, shadow)) : whole;
}

/** A mask of the whole image in which these are set. */
function wholeMask({ width, height }: RgbImage, parts: readonly PlacedMask[]): Mask {
  const mask = createMask(width, height);
  for (const part of parts) setPlaced(mask, part);
  return mask;
}

/** The pixels of a place from one image, all others from another one. */
function joinAt({ box, mask }: PlacedMask, inside: RgbImage, outside: RgbImage): RgbImage {
  const joined = copyRgbImage(outside);
  for (let pixel = mask.data.indexOf(1); pixel >= 0; pixel = mask.data.indexOf(1, pixel + 1)) {
    const at = ((box.y + Math.floor(pixel / box.width)) * outside.width + box.x + (pixel % box.width)) * 3;
    joined.data.set(inside.data.subarray(at, at + 3), at);
  }
  return joined;
}

/** A place that is cleared. */
interface Place {
  readonly image: RgbImage;
  /** The image as its fillings see it: without what touches the place's border, where something does. */
  readonly calm: RgbImage;
  readonly hole: PlacedMask;
  /** What stands around, which must not be copied and is no ground, as large as the image. */
  readonly foreign: Mask;
}

/** What was made of a place. */
interface Filling {
  /** Of the calm image. */
  readonly image: RgbImage;
  /** All that it changed. */
  readonly hole: PlacedMask;
  /** Where the ground comes from that was laid there. */
  readonly from?: Point;
  /** How ill it continues what stands around. */
  readonly mismatch?: number;
}

/** A filling in the image, and how much it gives itself away. */
function judge({ image, calm, hole, foreign }: Place, filling: Filling): Clearing {
  const { image: filled, hole: changed, from, mismatch = 0 } = filling;
  // What stands beside the place is no part of what was filled: texture and tone are those of the ground alone.
  const isCalm = calm !== image;
  const [result, seen, clear] = isCalm
    ? [joinAt(hole, filled, image), joinAt(hole, filled, calm), hole]
    : [filled, filled, changed];
  const clearing = mismatch + judgeClearing(seen, wholeMask(image, [clear]), from);
  const isHopeless = clearing > HOPELESS;
  const more = isHopeless ? 0 : judgeTone(seen, clear, foreign) + judgeEnds(image, result, clear);
  return { image: result, hole: clear, penalty: clearing + more };
}

const better = (one: Clearing | undefined, other: Clearing) => (one && one.penalty <= other.penalty ? one : other);

/** The best of what can be laid over a place. */
function layGround(place: Place): Clearing | undefined {
  const { calm, hole, foreign } = place;
  const taken = createMask(calm.width, calm.height, foreign.data.slice());
  setPlaced(taken, hole);
  let best: Clearing | undefined;
  for (const laid of cloneGround(calm, hole, taken)) {
    best = better(best, judge(place, laid));
    if (best.penalty <= GOOD_ENOUGH) return best;
  }
  const stretched = stretchAcross(calm, hole);
  return stretched ? better(best, judge(place, { image: stretched, hole })) : best;
}

/** All that is looked at around a place: the picture beyond costs time and changes nothing. */
function windowAround({ x, y, width, height }: Box, image: Size): Box {
  const longer = Math.max(width, height);
  const [across, down] = [GROUND_REACH.across, GROUND_REACH.down].map((ratio) => Math.ceil(ratio * longer) + MORE_PX);
  const [left, top] = [Math.max(0, x - across), Math.max(0, y - down)];
  const [right, bottom] = [Math.min(image.width, x + width + across), Math.min(image.height, y + height + down)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Clears a place of a picture, or of the part of one that counts. @returns undefined where nothing surrounds it */
async function clearPlace(
  image: RgbImage,
  hole: PlacedMask,
  foreign: Mask,
  { seed, prompt, signal }: ClearTask,
): Promise<Clearing | undefined> {
  const mask = wholeMask(image, [hole]);
  if (!mask.data.includes(0)) return undefined;
  const calm = (prompt === undefined ? calmBorder(image, hole) : undefined) ?? image;
  const place: Place = { image, calm, hole, foreign };
  const laid = prompt === undefined ? layGround(place) : undefined;
  if (laid && (laid.penalty <= GOOD_ENOUGH || laid.penalty > HOPELESS_GROUND)) return laid;
  const { image: filled, holes } = await inpaint(calm, mask, {
    engine: 'auto',
    // The same picture, options and seed make the same puzzle, whichever models a machine has and has room for.
    isRepeatable: true,
    seed,
    forbid: prompt === undefined ? strangeGround(calm, hole, mask, foreign) : foreign,
    worstMisfit: WORST_MISFIT,
    prompt,
    signal,
  });
  const mismatch = Math.max(...holes.map((each) => each.mismatch));
  return better(laid, judge(place, { image: filled, hole, mismatch }));
}

const moveMask = ({ box, mask }: PlacedMask, x: number, y: number): PlacedMask => ({
  box: { ...box, x: box.x + x, y: box.y + y },
  mask,
});

/** What a thing's place becomes without it, as a patch. */
export interface ClearedPlace extends Patch {
  readonly hole: PlacedMask;
  /** As in Clearing. */
  readonly penalty: number;
}

/** The picture with a place cleared. */
export function showCleared(image: RgbImage, { hole, penalty, ...patch }: ClearedPlace): Clearing {
  const cleared = copyRgbImage(image);
  pastePatch(cleared, patch);
  return { image: cleared, hole, penalty };
}

/**
 * Whether a thing has to stay as it is. Words always do: text that carries meaning is never distorted. What leads away, as
 * the blade of a paddle, may not leave its shaft behind; where a prompt has something else painted there, that stands at the
 * end of the shaft, and no cut is seen.
 */
const mustStay = ({ image, matte, prompt }: ClearTask) =>
  isWriting(image, matte) || (prompt === undefined && leadsAway(image, matte));

/**
 * Takes a thing away: a piece of the same ground is laid over the place, or its surroundings grow over it, whichever shows
 * less; or what a prompt asks for is painted there. Undefined when there are none, and for what has to stay: words, and what
 * cannot go by itself.
 */
export async function clearPatch(task: ClearTask): Promise<ClearedPlace | undefined> {
  const { image, matte, others } = task;
  if (mustStay(task)) return undefined;
  const hole = holeOf(matte, image, others);
  if (!hole) return undefined;
  const box = windowAround(hole.box, image);
  const view = cropImage(image, box).image;
  const clearing = await clearPlace(view, moveMask(hole, -box.x, -box.y), maskInBox(others, box), task);
  if (!clearing) return undefined;
  return { ...clearing, box, hole: moveMask(clearing.hole, box.x, box.y) };
}

/** Does the same, and gives the whole picture. */
export async function clearThing(task: ClearTask): Promise<Clearing | undefined> {
  const place = await clearPatch(task);
  return place && showCleared(task.image, place);
}
