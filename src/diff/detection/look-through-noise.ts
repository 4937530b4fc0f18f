import { createFloatMap, type FloatMap, type FloatPlanes, type Mask, type RgbImage } from '../../imaging/image.ts';
import { activityOf, ENCODER_REACH_PX } from '../postprocess/activity.ts';
import { activityClasses, noiseLimits, patchReach } from '../postprocess/noise-level.ts';
import { findCommonLight } from './common-light.ts';
import { forgiveShifts } from './forgive-shifts.ts';
import { LEAST_SEEN, type Look, standingOut, toUnitMap } from './look.ts';
import { doubleMap, doubleMask, halveMask } from './resize.ts';
import { largestChannel, signedDifference } from './signed-difference.ts';
import { smoothPlanes } from './smooth-planes.ts';
import { steadyDifference } from './steady-difference.ts';

/** Larger pictures are looked at at half their size: what was smoothed loses nothing by it. */
const MAX_PIXELS = 420_000;
/** Registration leaves shifts of up to this many pixels of the picture on some edges. */
const FORGIVEN_SHIFT_PX = 1;
/** What lies beside itself or is softer leaves its noise at the edge itself: so many pixels of the planes to either side. */
const EDGE_REACH = 1;
/**
 * A difference is at most this many times what is left of it over a patch. What lies beside itself, lost sharpness or
 * rings after an encoder is lighter here and darker there, and leaves nothing; a thin line leaves a third.
 */
const MAX_FINE_OVER_COARSE = 2.5;

/** Pixels of the planes whose averages are made of fewer pixels than others. */
const BORDER_REACH = 2;
/** Noise of half as many pixels is larger by the root of two. */
const BORDER_CALM = Math.SQRT1_2;

/** How busy a pair is at each pixel: around it, as encoders feel it, and at it, where edges are. */
function findActivity(a: FloatPlanes, b: FloatPlanes, halvings: number): FloatMap {
  const [around, edges] = activityOf(a, b, [ENCODER_REACH_PX / 2 ** halvings, EDGE_REACH]);
  for (let pixel = 0; pixel < around.data.length; pixel++) around.data[pixel] += edges.data[pixel];
  return around;
}

/** Lowers a map at the border of the picture: what is averaged there is half mirrored, so noise is larger. */
function calmBorder({ width, height, data }: FloatMap): void {
  for (let y = 0; y < height; y++) {
    const isEdgeRow = Math.min(y, height - 1 - y) < BORDER_REACH;
    for (let x = 0; x < width; x++) {
      if (!isEdgeRow && x === BORDER_REACH) x = Math.max(x, width - BORDER_REACH);
      data[y * width + x] *= BORDER_CALM;
    }
  }
}

/** Lowers a fine map to what the coarse one allows. */
function takeGhosts(fine: Float32Array, coarse: Float32Array): void {
  for (let pixel = 0; pixel < fine.length; pixel++) {
    const most = MAX_FINE_OVER_COARSE * coarse[pixel];
    if (fine[pixel] > most) fine[pixel] = most;
  }
}

/**
 * How far a difference stands out at each pixel: 1 where it begins to be seen and to be more than noise. The fine map
 * says where a difference is, the coarse one also that it is one; what nobody sees stays out.
 */
function prominenceOf(fine: FloatMap, coarse: FloatMap, activity: FloatMap): FloatMap {
  const classes = activityClasses(activity);
  const [finest, coarsest] = [fine, coarse].map((map) =>
    noiseLimits(map, classes, patchReach).map((limit) => 1 / Math.max(LEAST_SEEN, limit)),
  );
  const result = createFloatMap(fine.width, fine.height);
  for (let pixel = 0; pixel < result.data.length; pixel++) {
    const level = fine.data[pixel];
    if (level <= LEAST_SEEN) continue;
    const at = classes[pixel];
    const here = level * finest[at];
    const around = coarse.data[pixel] * coarsest[at];
    result.data[pixel] = here > around ? here : around;
  }
  return result;
}

/**
 * Compares two pictures that lie on each other after they went through encoders, scanners or a resampling: what the
 * light, the noise of the pair and a rest of a shift explain is no difference.
 *
 * @param laid B on A's grid
 * @param overlap the pixels to compare
 * @param isMoved whether B had to be resampled to lie on A
 */
export function lookThroughNoise(a: RgbImage, laid: RgbImage, overlap: Mask, isMoved: boolean): Look {
  const halvings = a.width * a.height > MAX_PIXELS && Math.min(a.width, a.height) > 1 ? 1 : 0;
  const light = findCommonLight(a, laid, overlap);
  const planesA = smoothPlanes(a, light.a, halvings);
  const planesB = smoothPlanes(laid, light.b, halvings);
  const compared = halvings === 1 ? halveMask(overlap) : overlap;
  const difference = signedDifference(planesA, planesB, compared);
  if (isMoved) forgiveShifts(difference, [planesA, planesB], FORGIVEN_SHIFT_PX / 2 ** halvings, LEAST_SEEN);
  const steady = steadyDifference(difference, halvings);
  const [fine, coarse] = [steady.fine, steady.coarse].map((each) =>
    createFloatMap(each.width, each.height, largestChannel(each)),
  );
  takeGhosts(fine.data, coarse.data);
  for (const map of [fine, coarse]) calmBorder(map);
  const prominence = prominenceOf(fine, coarse, findActivity(planesA, planesB, halvings));
  const changed = standingOut(prominence, compared);
  const units = toUnitMap(compared, fine.data);
  return halvings === 1 ? { map: doubleMap(units, a), changed: doubleMask(changed, a) } : { map: units, changed };
}
