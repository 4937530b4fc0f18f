import { createFloatMap, type FloatMap, type Mask, type RgbImage } from '../../imaging/image.ts';
import { activityOf, ENCODER_REACH_PX } from '../postprocess/activity.ts';
import { noiseLevel, patchReach } from '../postprocess/noise-level.ts';
import { coarseDifference } from './coarse-difference.ts';
import { findCommonLight } from './common-light.ts';
import { forgiveShifts } from './forgive-shifts.ts';
import { LEAST_SEEN, type Look, standingOut, toUnitMap } from './look.ts';
import { doubleMap, doubleMask, halveMask } from './resize.ts';
import { largestChannel, signedDifference } from './signed-difference.ts';
import { smoothPlanes } from './smooth-planes.ts';

/** Larger pictures are looked at at half their size: what was smoothed loses nothing by it. */
const MAX_PIXELS = 420_000;
/** Registration leaves shifts of up to this many pixels of the picture on some edges. */
const FORGIVEN_SHIFT_PX = 1;
/** What lies beside itself or is softer leaves its noise at the edge itself: so many pixels of the planes to either side. */
const EDGE_REACH = 1;

/** How far a difference stands out at each pixel: 1 where it begins to be seen and to be more than noise. */
function prominenceOf(map: Float32Array, activity: FloatMap): Float32Array {
  const noise = noiseLevel({ ...activity, data: map }, activity, patchReach);
  const result = new Float32Array(map.length);
  for (let pixel = 0; pixel < map.length; pixel++) {
    result[pixel] = map[pixel] / (noise[pixel] > LEAST_SEEN ? noise[pixel] : LEAST_SEEN);
  }
  return result;
}

/** The fine map says where a difference is, the coarse one also that it is one; what nobody sees stays out. */
function combine(fine: Float32Array, coarse: Float32Array, map: Float32Array, size: Mask): FloatMap {
  const result = createFloatMap(size.width, size.height);
  for (let pixel = 0; pixel < map.length; pixel++) {
    const larger = coarse[pixel] > fine[pixel] && map[pixel] > LEAST_SEEN ? coarse[pixel] : fine[pixel];
    result.data[pixel] = larger;
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
  const halvings = a.width * a.height > MAX_PIXELS ? 1 : 0;
  const light = findCommonLight(a, laid, overlap);
  const planesA = smoothPlanes(a, light.a, halvings);
  const planesB = smoothPlanes(laid, light.b, halvings);
  const compared = halvings === 1 ? halveMask(overlap) : overlap;
  const difference = signedDifference(planesA, planesB, compared);
  const map = largestChannel(difference);
  if (isMoved) forgiveShifts(map, difference, [planesA, planesB], FORGIVEN_SHIFT_PX / 2 ** halvings, LEAST_SEEN);
  const activity = activityOf(planesA, planesB, [ENCODER_REACH_PX / 2 ** halvings, EDGE_REACH]);
  const coarse = largestChannel(coarseDifference(difference, halvings));
  const prominence = combine(prominenceOf(map, activity), prominenceOf(coarse, activity), map, compared);
  const changed = standingOut(prominence, compared);
  const units = toUnitMap(compared, map);
  return halvings === 1 ? { map: doubleMap(units, a), changed: doubleMask(changed, a) } : { map: units, changed };
}
