import { rgbToLabInto } from './colour.ts';
import type { FloatPlanes, RgbImage } from './image.ts';

/** Colours come again and again: so many are remembered, in places that follow from the colour. */
const REMEMBERED = 2 ** 15;
/** A large odd number: its products spread over all high bits. */
const SPREAD = 0x9e3779b1;
const SHIFT = 32 - Math.log2(REMEMBERED);

/** CIE 1976 L*a*b* of an image, plane by plane: L 0 to 100, a and b about -128 to 127. */
export function rgbToLab({ width, height, data }: RgbImage): FloatPlanes {
  const [l, a, b] = [0, 1, 2].map(() => new Float32Array(width * height));
  const known = new Int32Array(REMEMBERED).fill(-1);
  const labs = new Float32Array(3 * REMEMBERED);
  for (let pixel = 0, at = 0; pixel < width * height; pixel++, at += 3) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    const place = Math.imul(colour, SPREAD) >>> SHIFT;
    if (known[place] !== colour) {
      known[place] = colour;
      rgbToLabInto(data[at], data[at + 1], data[at + 2], labs, 3 * place);
    }
    l[pixel] = labs[3 * place];
    a[pixel] = labs[3 * place + 1];
    b[pixel] = labs[3 * place + 2];
  }
  return { width, height, planes: [l, a, b] };
}
