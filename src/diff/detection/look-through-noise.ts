import type { Size } from '../../contract/geometry.ts';
import { createFloatMap, type Mask, type RgbImage } from '../../imaging/image.ts';
import { pullBetween, type SteadyLevels, standOut, subtractWhere } from '../../imaging/kernels/difference-planes.ts';
import { forgiveShifts } from '../../imaging/kernels/forgive-shifts.ts';
import { roomFor } from '../../imaging/kernels/kernels.ts';
import { type PlaneRoom, withPlaneRoom } from '../../imaging/kernels/plane-room.ts';
import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { activityOf, ENCODER_REACH_PX } from '../postprocess/activity.ts';
import { type ActivityClasses, activityClasses, noiseLimits, patchReach } from '../postprocess/noise-level.ts';
import { type CommonLight, findCommonLight } from './common-light.ts';
import { LEAST_SEEN, type Look, standingOut, toUnitMap } from './look.ts';
import { doubleMask, doublePlane, halveMask } from './resize.ts';
import { smoothPlanes } from './smooth-planes.ts';
import { steadyDifference } from './steady-difference.ts';

/** Larger pictures are looked at at half their size: what was smoothed loses nothing by it. */
const MAX_PIXELS = 420_000;
/** Registration leaves shifts of up to this many pixels of the picture on some edges. */
const FORGIVEN_SHIFT_PX = 1;
/** What B shows lies between A and A resampled as B was, or up to this part of the way on: others resample harder than we do. */
const RESAMPLED_REACH = 1.5;
/** What lies beside itself or is softer leaves its noise at the edge itself: so many pixels of the planes to either side. */
const EDGE_REACH = 1;
/** Pixels of the planes whose averages are made of fewer pixels than others. */
const BORDER_REACH = 2;
/** Noise of half as many pixels is larger by the root of two. */
const BORDER_CALM = Math.SQRT1_2;

/** Planes that are taken at once: both pictures and their difference, and six for what is told of them. */
const PLANES = 15;

/** Two pictures that lie on each other, and how they are looked at. */
interface NoisyPair {
  readonly a: RgbImage;
  readonly laid: RgbImage;
  readonly thereAndBack: RgbImage | undefined;
  readonly light: CommonLight;
  /** The pixels to compare, on the planes' grid. */
  readonly compared: Mask;
  readonly halvings: 0 | 1;
}

/** Lowers a map at the border of the picture: what is averaged there is half mirrored, so noise is larger. */
function calmBorder({ width, height }: Size, data: Float32Array): void {
  for (let y = 0; y < height; y++) {
    const isEdgeRow = Math.min(y, height - 1 - y) < BORDER_REACH;
    for (let x = 0; x < width; x++) {
      if (!isEdgeRow && x === BORDER_REACH) x = Math.max(x, width - BORDER_REACH);
      data[y * width + x] *= BORDER_CALM;
    }
  }
}

/**
 * How far a difference stands out at each pixel: 1 where it begins to be seen and to be more than noise. The fine levels
 * say where a difference is, the coarse ones also that it is one; what nobody sees stays out.
 */
function prominenceOf(room: PlaneRoom, levels: SteadyLevels, activity: ActivityClasses): Float32Array {
  const factors = (map: Float32Array) =>
    noiseLimits(map, activity, patchReach).map((limit) => 1 / Math.max(LEAST_SEEN, limit));
  return standOut(
    room,
    levels,
    activity.classes,
    { fine: factors(levels.fine), coarse: factors(levels.coarse) },
    LEAST_SEEN,
  );
}

/** What a look tells, on A's grid. */
function lookInRoom(room: PlaneRoom, { a, laid, thereAndBack, light, compared, halvings }: NoisyPair): Look {
  const planesA = smoothPlanes(room, a, light.a, halvings);
  const planesB = smoothPlanes(room, laid, light.b, halvings);
  // Around a pixel, as encoders feel it, and at it, where edges are.
  const busy = activityOf(room, planesA, planesB, [ENCODER_REACH_PX / 2 ** halvings, EDGE_REACH]);
  const activity = activityClasses(room, busy);
  if (thereAndBack) {
    const resampled = smoothPlanes(room, thereAndBack, light.a, halvings);
    pullBetween(room, planesA, resampled, planesB, RESAMPLED_REACH);
    room.release(resampled);
  }
  const difference = subtractWhere(room, planesA, planesB, compared.data);
  if (thereAndBack) forgiveShifts(room, difference, [planesA, planesB], FORGIVEN_SHIFT_PX / 2 ** halvings, LEAST_SEEN);
  room.release(planesA, planesB, busy);
  const levels = steadyDifference(room, difference, halvings);
  calmBorder(room, levels.fine);
  calmBorder(room, levels.coarse);
  const { width, height } = room;
  const prominence = createFloatMap(width, height, prominenceOf(room, levels, activity));
  const changed = standingOut(prominence, room);
  if (halvings === 0) return { map: toUnitMap(room, levels.fine), changed };
  return { map: doublePlane(room, levels.fine, a, 1 / MAX_GREY_LEVEL), changed: doubleMask(changed, a) };
}

/**
 * Compares two pictures that lie on each other after they went through encoders, scanners or a resampling: what the
 * light, the noise of the pair and a rest of a shift explain is no difference.
 *
 * @param laid B on A's grid
 * @param overlap the pixels to compare
 * @param thereAndBack when B had to be resampled to lie on A: A, resampled as B was. Every resampling takes
 *   sharpness, and light where lines overshoot the range of bytes
 */
export function lookThroughNoise(a: RgbImage, laid: RgbImage, overlap: Mask, thereAndBack?: RgbImage): Look {
  const halvings = a.width * a.height > MAX_PIXELS && Math.min(a.width, a.height) > 1 ? 1 : 0;
  const compared = halvings === 1 ? halveMask(overlap) : overlap;
  const pair = { a, laid, thereAndBack, light: findCommonLight(a, laid, overlap), compared, halvings } as const;
  const { width, height } = compared;
  const bytes = a.data.length + 2 * roomFor(compared.data.length);
  return withPlaneRoom({ width, height, planes: PLANES, bytes }, (room) => lookInRoom(room, pair));
}
