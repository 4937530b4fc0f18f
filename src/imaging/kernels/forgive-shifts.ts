import type { FloatPlanes } from '../image.ts';
import type { PlaneRoom } from './plane-room.ts';

/**
 * Takes out of a difference what a residual shift explains: an edge that lies a little beside itself finds its match
 * there, a thing that is not in the other picture finds none. Each picture is matched in the other and the larger rest
 * counts, because a thing that is missing matches its surroundings only one way.
 *
 * @param difference a minus b; made smaller in place
 * @param shift pixels of the planes, 0 to 1
 * @param above only values above this are looked at: the rest is no difference anyway
 */
export function forgiveShifts(
  room: PlaneRoom,
  difference: FloatPlanes,
  [a, b]: readonly [FloatPlanes, FloatPlanes],
  shift: number,
  above: number,
): void {
  const [first, one, other] = [difference, a, b].map(({ planes }) => planes[0].byteOffset);
  room.kernels.forgiveShifts(first, one, other, room.planeBytes, room.width, room.height, shift, above);
}

const { fround } = Math;
type Rgb = readonly number[];

const at = ({ planes }: FloatPlanes, pixel: number): Rgb => planes.map((plane) => plane[pixel]);
const minus = (one: Rgb, other: Rgb): Rgb => one.map((value, channel) => fround(value - other[channel]));
const largest = (values: Rgb) => Math.max(...values.map(Math.abs));

/** The places around a pixel, with its own. */
function around({ width, height }: FloatPlanes, pixel: number): number[] {
  const x = pixel % width;
  const y = (pixel - x) / width;
  const rows = [y - 1, y, y + 1].filter((row) => row >= 0 && row < height);
  const columns = [x - 1, x, x + 1].filter((column) => column >= 0 && column < width);
  return rows.flatMap((row) => columns.map((column) => row * width + column));
}

/**
 * Least channel difference between a pixel of one picture and the places around it in the other: its own, and those a
 * share of the way to its eight neighbours.
 */
function nearestMatch(one: FloatPlanes, other: FloatPlanes, pixel: number, share: number): number {
  const own = at(other, pixel);
  const gap = minus(at(one, pixel), own);
  const rests = around(one, pixel).map((near) => {
    const step = minus(at(other, near), own);
    return largest(
      minus(
        gap,
        step.map((value) => fround(share * value)),
      ),
    );
  });
  return Math.min(...rests);
}

/** The twin of forgiveShifts in plain TypeScript: the same bits. */
export function forgiveShiftsPlainly(
  difference: FloatPlanes,
  [a, b]: readonly [FloatPlanes, FloatPlanes],
  shift: number,
  above: number,
): void {
  const share = fround(shift);
  for (let pixel = 0; pixel < difference.planes[0].length; pixel++) {
    const size = largest(at(difference, pixel));
    if (size <= above) continue;
    const kept = fround(Math.max(nearestMatch(a, b, pixel, share), nearestMatch(b, a, pixel, share)) / size);
    for (const plane of difference.planes) plane[pixel] *= kept;
  }
}
