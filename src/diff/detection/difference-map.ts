import type { Size } from '../../contract/geometry.ts';
import type { Mask } from '../../imaging/image.ts';
import type { BlurredPlanes } from './blurred-planes.ts';

/** Largest difference of the three channels at each pixel, 0 to 255; 0 where the pictures do not overlap. */
export function channelDifference(a: BlurredPlanes, b: BlurredPlanes, overlap: Mask): Float32Array {
  const map = new Float32Array(overlap.data.length);
  for (let pixel = 0; pixel < map.length; pixel++) {
    if (!overlap.data[pixel]) continue;
    map[pixel] = Math.max(
      Math.abs(a[0][pixel] - b[0][pixel]),
      Math.abs(a[1][pixel] - b[1][pixel]),
      Math.abs(a[2][pixel] - b[2][pixel]),
    );
  }
  return map;
}

/** Least channel difference between a pixel of one picture and the pixels around the same place in the other. */
function nearestMatch(
  one: BlurredPlanes,
  other: BlurredPlanes,
  x: number,
  y: number,
  radius: number,
  { width, height }: Size,
) {
  const pixel = y * width + x;
  const [r, g, b] = [one[0][pixel], one[1][pixel], one[2][pixel]];
  let least = Number.POSITIVE_INFINITY;
  for (let ny = Math.max(0, y - radius); ny <= Math.min(height - 1, y + radius); ny++) {
    for (let nx = Math.max(0, x - radius); nx <= Math.min(width - 1, x + radius); nx++) {
      const at = ny * width + nx;
      const distance = Math.max(Math.abs(r - other[0][at]), Math.abs(g - other[1][at]), Math.abs(b - other[2][at]));
      if (distance < least) least = distance;
    }
  }
  return least;
}

/**
 * Takes out of the map what a residual shift of up to `radius` pixels explains: an edge that lies a little beside itself
 * finds its match there, a thing that is not in the other picture finds none. Each picture is matched in the other and
 * the larger rest counts, because a thing that is missing matches its surroundings only one way.
 *
 * @param above only values above this are looked at: the rest is no difference anyway
 */
export function forgiveShifts(
  map: Float32Array,
  a: BlurredPlanes,
  b: BlurredPlanes,
  size: Size,
  radius: number,
  above: number,
): void {
  for (let y = 0, pixel = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, pixel++) {
      if (map[pixel] <= above) continue;
      map[pixel] = Math.max(nearestMatch(a, b, x, y, radius, size), nearestMatch(b, a, x, y, radius, size));
    }
  }
}
