import type { Size } from '../../contract/geometry.ts';
import { createFloatMap, type FloatMap } from '../../imaging/image.ts';
import type { ProjectiveMatrix } from '../../imaging/projective.ts';

/** Lays a map onto another grid (bilinear): pixel p shows `from` at matrix * p. Beyond the border the border repeats. */
export function warpMap(
  from: FloatMap,
  [a, b, c, d, e, f, g, h, i]: ProjectiveMatrix,
  { width, height }: Size,
): FloatMap {
  const result = createFloatMap(width, height);
  const { data } = from;
  const [maxX, maxY] = [from.width - 1, from.height - 1];
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to++) {
      const scale = 1 / (g * x + h * y + i);
      const column = Math.min(maxX, Math.max(0, (a * x + b * y + c) * scale));
      const row = Math.min(maxY, Math.max(0, (d * x + e * y + f) * scale));
      const left = column | 0;
      const top = row | 0;
      const tx = column - left;
      const ty = row - top;
      const p = top * from.width + left;
      const right = left < maxX ? 1 : 0;
      const q = top < maxY ? p + from.width : p;
      const upper = data[p] + tx * (data[p + right] - data[p]);
      const lower = data[q] + tx * (data[q + right] - data[q]);
      result.data[to] = upper + ty * (lower - upper);
    }
  }
  return result;
}
