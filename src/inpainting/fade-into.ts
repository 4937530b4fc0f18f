import type { Mask } from '../imaging/image.ts';
import { shapeOf, withGrids } from './laplace-grids.ts';

/** Sweeps over the hole for each squared pixel of reach: enough for a tenth of a grey level. */
const SWEEPS_RATIO = 3;

/**
 * Spreads values from the border of a hole into it so that they fade with the distance from it: the screened Poisson
 * equation u = reach^2 * Laplacian(u) (Bhat et al. 2008) with the known values as boundary, relaxed in place; the mask's border reflects.
 *
 * @param values four a pixel of the hole's mask: three channels and a 0; 0 in the hole
 * @param reach pixels over which a value that is the same all along the border falls to 1/e
 */
export function fadeInto(hole: Mask, values: Float32Array, reach: number): void {
  withGrids([shapeOf(hole)], ([grid], loops) => {
    grid.values.view.set(values);
    const share = 1 / (4 + 1 / reach ** 2);
    for (let sweep = Math.ceil(SWEEPS_RATIO * reach ** 2); sweep > 0; sweep--) loops.relax(grid, share);
    values.set(grid.values.view);
  });
}
