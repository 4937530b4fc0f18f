import type { FloatPlanes } from '../image.ts';
import type { PlaneRoom } from './plane-room.ts';

const { fround } = Math;
type Plane = Float32Array;

/** A minus B in each channel where the mask (a byte of 0 or 1 a pixel) is set, 0 elsewhere. */
export function subtractWhere(room: PlaneRoom, a: FloatPlanes, b: FloatPlanes, mask: Uint8Array): FloatPlanes {
  const where = room.bytes(mask.length);
  where.set(mask);
  const result = room.planes();
  result.planes.forEach(({ byteOffset, length }, channel) => {
    const [one, other] = [a.planes[channel], b.planes[channel]];
    room.kernels.subtractWhere(one.byteOffset, other.byteOffset, where.byteOffset, byteOffset, length);
  });
  room.release(where);
  return result;
}

/** The twin of subtractWhere in plain TypeScript: the same bits. */
export function subtractWherePlainly(a: FloatPlanes, b: FloatPlanes, mask: Uint8Array): FloatPlanes {
  const plane = (channel: number) =>
    a.planes[channel].map((value, pixel) => (mask[pixel] ? value - b.planes[channel][pixel] : 0));
  return { width: a.width, height: a.height, planes: [plane(0), plane(1), plane(2)] };
}

/** The size of the channel that differs most. */
export interface SteadyLevels {
  readonly fine: Plane;
  readonly coarse: Plane;
}

/** A difference, the same smoothed, and that smoothed once more. */
export type SmoothedDifference = readonly [FloatPlanes, FloatPlanes, FloatPlanes];

/**
 * The size of the channel that differs most at each pixel: coarse in the difference that is smoothed most; fine in one
 * that has the lightness of the difference and the colour of the smoothed one, but at most `ratio` times coarse.
 *
 * @param shares of red, green and blue in lightness
 */
export function steadyLevels(
  room: PlaneRoom,
  [difference, smoothed, smoother]: SmoothedDifference,
  shares: readonly number[],
  ratio: number,
): SteadyLevels {
  const list = room.floats(shares.length);
  list.set(shares);
  const [fine, coarse] = [room.plane(), room.plane()];
  room.kernels.steadyLevels(
    difference.planes[0].byteOffset,
    smoothed.planes[0].byteOffset,
    smoother.planes[0].byteOffset,
    room.planeBytes,
    list.byteOffset,
    ratio,
    fine.byteOffset,
    coarse.byteOffset,
    fine.length,
  );
  room.release(list);
  return { fine, coarse };
}

/** The twin of steadyLevels in plain TypeScript: the same bits. */
export function steadyLevelsPlainly(
  [difference, smoothed, smoother]: SmoothedDifference,
  shares: readonly number[],
  ratio: number,
): SteadyLevels {
  const size = (values: readonly number[]) => Math.max(...values.map(Math.abs));
  const coarse = smoother.planes[0].map((_, pixel) => size(smoother.planes.map((plane) => plane[pixel])));
  const fine = coarse.map((most, pixel) => {
    const parts = difference.planes.map((plane, channel) =>
      fround(fround(shares[channel]) * fround(plane[pixel] - smoothed.planes[channel][pixel])),
    );
    const light = parts.reduce((sum, part) => fround(sum + part));
    const own = size(smoothed.planes.map((plane) => fround(plane[pixel] + light)));
    return Math.min(own, fround(fround(ratio) * most));
  });
  return { fine, coarse };
}

/** Where and how much levels count. */
export interface Prominence {
  /** The class of each pixel. */
  readonly classes: Uint8Array;
  /** By what the levels of a class are multiplied. */
  readonly fineFactors: Float32Array;
  readonly coarseFactors: Float32Array;
  /** Fine levels up to this one do not count at all. */
  readonly floor: number;
  /** How busy the pictures are at each pixel. */
  readonly busy: Plane;
  /** The result is at most the fine level over this share of how busy the place is; 0 for no such limit. */
  readonly share: number;
}

/**
 * Where the fine level counts, the larger of fine and coarse, each times the factor of the pixel's class, within the
 * limit of the place; 0 elsewhere. All planes are the room's.
 */
export function standOut(room: PlaneRoom, { fine, coarse }: SteadyLevels, prominence: Prominence): Plane {
  const { classes, busy, floor, share } = prominence;
  const [ofFine, ofCoarse] = [prominence.fineFactors, prominence.coarseFactors].map((table) => {
    const copy = room.floats(table.length);
    copy.set(table);
    return copy;
  });
  const result = room.plane();
  room.kernels.standOut(
    fine.byteOffset,
    coarse.byteOffset,
    busy.byteOffset,
    classes.byteOffset,
    ofFine.byteOffset,
    ofCoarse.byteOffset,
    floor,
    share,
    result.byteOffset,
    result.length,
  );
  room.release(ofFine, ofCoarse);
  return result;
}

/** The twin of standOut in plain TypeScript: the same bits. */
export function standOutPlainly({ fine, coarse }: SteadyLevels, prominence: Prominence): Plane {
  const { classes, fineFactors, coarseFactors, floor, busy, share } = prominence;
  return fine.map((level, pixel) => {
    if (level <= floor) return 0;
    const own = classes[pixel];
    const most = Math.max(fround(level * fineFactors[own]), fround(coarse[pixel] * coarseFactors[own]));
    return Math.min(most, fround(level / fround(fround(share) * busy[pixel])));
  });
}
