import type { FloatPlanes } from '../../imaging/image.ts';
import { largestChannel } from './largest-channel.ts';

/**
 * Least channel difference between a pixel of one picture and the places around it in the other: its own, and those a
 * share of the way to its eight neighbours.
 */
function nearestMatch(one: FloatPlanes, other: FloatPlanes, x: number, y: number, share: number): number {
  const { width, height } = one;
  const pixel = y * width + x;
  const [redOf, greenOf, blueOf] = other.planes;
  const [ownRed, ownGreen, ownBlue] = [redOf[pixel], greenOf[pixel], blueOf[pixel]];
  const red = one.planes[0][pixel] - ownRed;
  const green = one.planes[1][pixel] - ownGreen;
  const blue = one.planes[2][pixel] - ownBlue;
  let least = Number.POSITIVE_INFINITY;
  const [top, bottom] = [y > 0 ? y - 1 : y, y < height - 1 ? y + 1 : y];
  const [left, right] = [x > 0 ? x - 1 : x, x < width - 1 ? x + 1 : x];
  for (let ny = top; ny <= bottom; ny++) {
    for (let nx = left; nx <= right; nx++) {
      const at = ny * width + nx;
      const r = Math.abs(red - share * (redOf[at] - ownRed));
      const g = Math.abs(green - share * (greenOf[at] - ownGreen));
      const b = Math.abs(blue - share * (blueOf[at] - ownBlue));
      const distance = r > g ? (r > b ? r : b) : g > b ? g : b;
      if (distance < least) least = distance;
    }
  }
  return least;
}

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
  difference: FloatPlanes,
  [a, b]: readonly [FloatPlanes, FloatPlanes],
  shift: number,
  above: number,
): void {
  const size = largestChannel(difference);
  const [red, green, blue] = difference.planes;
  for (let y = 0, pixel = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++, pixel++) {
      if (size[pixel] <= above) continue;
      const rest = Math.max(nearestMatch(a, b, x, y, shift), nearestMatch(b, a, x, y, shift));
      const left = rest / size[pixel];
      red[pixel] *= left;
      green[pixel] *= left;
      blue[pixel] *= left;
    }
  }
}
