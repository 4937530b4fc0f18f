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

/**
 * Pulls each value of planes towards the target's, no farther than `reach` times the way to the others'. All planes are
 * the room's.
 */
export function pullBetween(
  room: PlaneRoom,
  planes: FloatPlanes,
  others: FloatPlanes,
  target: FloatPlanes,
  reach: number,
): void {
  planes.planes.forEach((plane, channel) => {
    const [other, towards] = [others.planes[channel], target.planes[channel]];
    room.kernels.pullBetween(plane.byteOffset, other.byteOffset, towards.byteOffset, reach, plane.length);
  });
}

/** The twin of pullBetween in plain TypeScript: the same bits. */
export function pullBetweenPlainly(planes: FloatPlanes, others: FloatPlanes, target: FloatPlanes, reach: number): void {
  planes.planes.forEach((plane, channel) => {
    plane.forEach((own, pixel) => {
      const towards = target.planes[channel][pixel];
      const way = fround(others.planes[channel][pixel] - own);
      const other = fround(own + fround(fround(reach) * way));
      plane[pixel] = Math.min(Math.max(towards, Math.min(own, other)), Math.max(own, other));
    });
  });
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

/** How much a class of pixels counts, for fine and for coarse levels. */
export interface ClassFactors {
  readonly fine: Float32Array;
  readonly coarse: Float32Array;
}

/**
 * Where the fine level is above `floor`, the larger of fine and coarse, each times the factor of the pixel's class; 0
 * elsewhere.
 */
export function standOut(
  room: PlaneRoom,
  { fine, coarse }: SteadyLevels,
  classes: Uint8Array,
  factors: ClassFactors,
  floor: number,
): Plane {
  const [ofFine, ofCoarse] = [factors.fine, factors.coarse].map((table) => {
    const copy = room.floats(table.length);
    copy.set(table);
    return copy;
  });
  const result = room.plane();
  room.kernels.standOut(
    fine.byteOffset,
    coarse.byteOffset,
    classes.byteOffset,
    ofFine.byteOffset,
    ofCoarse.byteOffset,
    floor,
    result.byteOffset,
    result.length,
  );
  room.release(ofFine, ofCoarse);
  return result;
}

/** The twin of standOut in plain TypeScript: the same bits. */
export function standOutPlainly(
  { fine, coarse }: SteadyLevels,
  classes: Uint8Array,
  factors: ClassFactors,
  floor: number,
): Plane {
  return fine.map((level, pixel) => {
    const own = classes[pixel];
    return level > floor ? Math.max(level * factors.fine[own], fround(coarse[pixel] * factors.coarse[own])) : 0;
  });
}
