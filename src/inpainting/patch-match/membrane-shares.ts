import type { Box } from '../../contract/geometry.ts';
import { growBox } from '../../imaging/geometry.ts';
import { PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';
import type { NearestNeighbourField } from './field.ts';
import { thicknessOf } from './thickness.ts';

/** Copies whose patches differ from what they continue by this much (root mean square, grey levels) are sure ... */
const SURE = 4;
/** ... and by this much are a guess. */
const UNSURE = 28;
/** Share of the membrane in an unsure copy where the hole is thin: its sides tell the colours better than any guess. */
const THIN_SHARE = 0.9;
/** Half the width of a hole that is thin throughout, and of one that is no longer thin. */
const THIN_PX = 6;
const THICK_PX = 10;
/** The same where a hole is thick, right at its border, and how fast that ends. */
const BORDER_SHARE = 0.5;
const BORDER_PX = 2;

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** Sums over the patches around each pixel of a box, cut at its border. @param values row by row */
function sumAround(values: Float64Array, width: number): Float64Array {
  const height = values.length / width;
  const across = new Float64Array(values.length);
  const sums = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const last = Math.min(width - 1, x + PATCH_RADIUS_PX);
      for (let near = Math.max(0, x - PATCH_RADIUS_PX); near <= last; near++) {
        across[y * width + x] += values[y * width + near];
      }
    }
  }
  for (let y = 0; y < height; y++) {
    const last = Math.min(height - 1, y + PATCH_RADIUS_PX);
    for (let near = Math.max(0, y - PATCH_RADIUS_PX); near <= last; near++) {
      for (let x = 0; x < width; x++) sums[y * width + x] += across[near * width + x];
    }
  }
  return sums;
}

/** The box of some pixels of a map, which ascend. */
function boxOf(pixels: Int32Array, stride: number): Box {
  let [left, right] = [stride, -1];
  for (const pixel of pixels) {
    left = Math.min(left, pixel % stride);
    right = Math.max(right, pixel % stride);
  }
  const y = Math.floor(pixels[0] / stride);
  const last = Math.floor(pixels[pixels.length - 1] / stride);
  return { x: left, y, width: right - left + 1, height: last - y + 1 };
}

/** Root mean square difference of the patches over each pixel of a field from their sources, per feature. */
function errorsOf({ field, targets, valuesOfPatch }: NearestNeighbourField): (pixel: number) => number {
  const { costs } = field;
  const centres = targets.centres.view;
  if (centres.length === 0) return () => Number.POSITIVE_INFINITY;
  // Pixels of the hole lie as far beyond the centres as a patch.
  const { x: left, y: top, width, height } = growBox(boxOf(centres, field.width), PATCH_RADIUS_PX, field);
  const [sums, counts] = [new Float64Array(width * height), new Float64Array(width * height)];
  const placeOf = (pixel: number) => {
    const y = Math.floor(pixel / field.width);
    return (y - top) * width + pixel - y * field.width - left;
  };
  for (const centre of centres) {
    const at = placeOf(centre);
    sums[at] = costs.view[centre];
    counts[at] = 1;
  }
  const [cost, count] = [sumAround(sums, width), sumAround(counts, width)];
  return (pixel) => {
    const at = placeOf(pixel);
    return count[at] > 0 ? Math.sqrt(cost[at] / count[at] / valuesOfPatch) : Number.POSITIVE_INFINITY;
  };
}

/**
 * How much of each pixel of the hole should be the membrane's, 0 to 1: much where the hole is thin or its border is near,
 * but nothing where the copies are sure.
 *
 * @returns one share for each pixel of the field's hole, in its order
 */
export function membraneShares(nnf: NearestNeighbourField): Float32Array {
  const { width, height, hole } = nnf.field;
  const { depths } = nnf;
  const thickness = thicknessOf({ width, height, depths }, THICK_PX);
  const shares = new Float32Array(hole.view.length);
  const errorAt = errorsOf(nnf);
  hole.view.forEach((pixel, index) => {
    const thin = THIN_SHARE * clamp((THICK_PX - thickness[pixel]) / (THICK_PX - THIN_PX));
    const near = BORDER_SHARE * Math.exp((1 - depths[pixel]) / BORDER_PX);
    shares[index] = Math.max(thin, near) * clamp((errorAt(pixel) - SURE) / (UNSURE - SURE));
  });
  return shares;
}
