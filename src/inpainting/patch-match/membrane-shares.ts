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

/** Root mean square difference of the patches over a pixel from their sources, per feature. */
function errorAt(nnf: NearestNeighbourField, pixel: number): number {
  const { width, sources, costs } = nnf.field;
  let [sum, count] = [0, 0];
  for (let dy = -PATCH_RADIUS_PX; dy <= PATCH_RADIUS_PX; dy++) {
    for (let dx = -PATCH_RADIUS_PX; dx <= PATCH_RADIUS_PX; dx++) {
      const centre = pixel + dy * width + dx;
      // Outside the map there are no sources either.
      if (!(sources.view[centre] >= 0)) continue;
      sum += costs.view[centre];
      count++;
    }
  }
  return count === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(sum / count / nnf.valuesOfPatch);
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
  hole.view.forEach((pixel, index) => {
    const thin = THIN_SHARE * clamp((THICK_PX - thickness[pixel]) / (THICK_PX - THIN_PX));
    const near = BORDER_SHARE * Math.exp((1 - depths[pixel]) / BORDER_PX);
    shares[index] = Math.max(thin, near) * clamp((errorAt(nnf, pixel) - SURE) / (UNSURE - SURE));
  });
  return shares;
}
