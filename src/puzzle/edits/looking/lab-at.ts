import { rgbToLabInto } from '../../../imaging/colour.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import type { Lab } from '../../../imaging/lab.ts';

const CHANNELS = 3;
/** Colours are means of 3x3 pixels, as grain says nothing. */
const WINDOW = 3;

/** The colour of an image around the pixel that holds a point, in CIE Lab. @returns undefined at its border and beyond */
export function labAt({ width, height, data }: RgbImage, x: number, y: number): Lab | undefined {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 1 || row < 1 || column >= width - 1 || row >= height - 1) return undefined;
  const sums = [0, 0, 0];
  for (let down = -1; down <= 1; down++) {
    const from = ((row + down) * width + column - 1) * CHANNELS;
    for (let at = from; at < from + WINDOW * CHANNELS; at++) sums[(at - from) % CHANNELS] += data[at];
  }
  const [red, green, blue] = sums.map((sum) => Math.round(sum / WINDOW ** 2));
  const lab = new Float64Array(CHANNELS);
  rgbToLabInto(red, green, blue, lab, 0);
  return [lab[0], lab[1], lab[2]];
}
