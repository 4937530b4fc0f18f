import { rgbToLabInto } from '../../../imaging/colour.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { isAlike, type MainColour, okLabOfBytes } from './main-colour.ts';

/** Texture is looked at over this share of the picture's longer side, at least: beyond noise and blocks. */
const STEP_RATIO = 1 / 400;
const MIN_STEP_PX = 2;
/** Pixels that stand for all. */
const SAMPLES = 500;
/** The calmest third tells: the rest may be letters, seams and folds. */
const QUANTILE = 0.35;
/** Lightness, as a share of the main colour's (cube root of luminance), of what is neither outline nor highlight. */
const LIT = { min: 0.6, max: 1.5 };
/** Dark texture counts as if it were this light, down to this lightness. */
const REFERENCE = { lightness: 0.6, darkest: 0.15 };

/** CIE L* as the cube root of luminance, about what OkLab calls lightness. */
const rootOf = (lightness: number) => (lightness + 16) / 116;

/**
 * How rough the surface is that has a thing's main colour: the change of CIE L* over two small steps at right angles, in
 * its calmer parts, as if it were of middle lightness. Paint has 0 to 5, leaves and fur 5 to 20.
 */
export function roughnessOf({ colour, pixels }: MainColour, { box, alpha }: Matte, image: RgbImage): number {
  const step = Math.max(MIN_STEP_PX, Math.round(STEP_RATIO * Math.max(image.width, image.height)));
  const lab = new Float64Array(3);
  const { width } = box;
  /** L* of a pixel of the box, or NaN where it does not show the surface. */
  const lightnessAt = (column: number, row: number): number => {
    const isIn = column >= 0 && row >= 0 && column < width && row < box.height;
    if (!isIn || alpha.data[row * width + column] < 1) return Number.NaN;
    const at = ((box.y + row) * image.width + box.x + column) * 3;
    rgbToLabInto(image.data[at], image.data[at + 1], image.data[at + 2], lab);
    const lit = rootOf(lab[0]) / colour.l;
    return lit > LIT.min && lit < LIT.max && isAlike(okLabOfBytes(image.data, at), colour) ? lab[0] : Number.NaN;
  };
  const every = Math.max(1, Math.floor(pixels.length / SAMPLES));
  const changes = pixels
    .filter((_, index) => index % every === 0)
    .map((pixel) => {
      const [column, row] = [pixel % width, Math.floor(pixel / width)];
      const across = lightnessAt(column + step, row) - lightnessAt(column - step, row);
      return Math.abs(across) + Math.abs(lightnessAt(column, row + step) - lightnessAt(column, row - step));
    })
    .filter((change) => !Number.isNaN(change));
  const calm = Float64Array.from(changes).sort()[Math.floor(QUANTILE * changes.length)] ?? 0;
  return (calm * REFERENCE.lightness) / Math.max(REFERENCE.darkest, colour.l);
}
