import { rgbToLabInto } from './colour.ts';
import type { FloatPlanes, RgbImage } from './image.ts';

/** CIE 1976 L*a*b* of an image, plane by plane: L 0 to 100, a and b about -128 to 127. */
export function rgbToLab({ width, height, data }: RgbImage): FloatPlanes {
  const planes = [0, 1, 2].map(() => new Float32Array(width * height));
  const lab = new Float64Array(3);
  for (let pixel = 0, at = 0; pixel < width * height; pixel++, at += 3) {
    rgbToLabInto(data[at], data[at + 1], data[at + 2], lab);
    for (let plane = 0; plane < 3; plane++) planes[plane][pixel] = lab[plane];
  }
  return { width, height, planes: [planes[0], planes[1], planes[2]] };
}
