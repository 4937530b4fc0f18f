import type { Size } from '../contract/geometry.ts';

/** Grids with a shorter side than this are solved directly by relaxation. */
const COARSEST_SIDE_PX = 4;
/** Relaxation sweeps on each grid: the coarser grid has already settled everything but the finest detail. */
const SWEEPS = 40;
/** Over-relaxation factor: between plain Gauss-Seidel (1) and divergence (2). */
const RELAXATION = 1.7;

/** One plane to fill: values, and 1 where a value is unknown. */
export interface LaplaceGrid extends Size {
  readonly values: Float32Array;
  readonly unknown: Uint8Array;
}

/** Halves a grid: a coarse pixel is known when any of its four is, and holds their mean. */
function coarsen({ width, height, values, unknown }: LaplaceGrid): LaplaceGrid {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const coarse = {
    ...half,
    values: new Float32Array(half.width * half.height),
    unknown: new Uint8Array(half.width * half.height),
  };
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      let [sum, count] = [0, 0];
      for (let fineY = 2 * y; fineY < Math.min(height, 2 * y + 2); fineY++) {
        for (let fineX = 2 * x; fineX < Math.min(width, 2 * x + 2); fineX++) {
          const pixel = fineY * width + fineX;
          if (unknown[pixel]) continue;
          sum += values[pixel];
          count++;
        }
      }
      coarse.values[y * half.width + x] = count > 0 ? sum / count : 0;
      coarse.unknown[y * half.width + x] = count > 0 ? 0 : 1;
    }
  }
  return coarse;
}

/** Successive over-relaxation of the unknowns towards the mean of their neighbours; the grid's border reflects. */
function relax({ width, height, values, unknown }: LaplaceGrid): void {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let y = 0, pixel = 0; y < height; y++) {
      const up = y > 0 ? -width : 0;
      const down = y + 1 < height ? width : 0;
      for (let x = 0; x < width; x++, pixel++) {
        if (!unknown[pixel]) continue;
        const left = x > 0 ? -1 : 0;
        const right = x + 1 < width ? 1 : 0;
        const mean = (values[pixel + up] + values[pixel + down] + values[pixel + left] + values[pixel + right]) / 4;
        values[pixel] += RELAXATION * (mean - values[pixel]);
      }
    }
  }
}

/** Fills the unknowns of a grid in place, from the coarsest grid to the finest (cascadic multigrid). */
export function solveLaplace(grid: LaplaceGrid): void {
  const { width, height, values, unknown } = grid;
  if (!unknown.includes(1)) return;
  if (Math.min(width, height) > COARSEST_SIDE_PX) {
    const coarse = coarsen(grid);
    solveLaplace(coarse);
    for (let y = 0, pixel = 0; y < height; y++) {
      for (let x = 0; x < width; x++, pixel++) {
        if (unknown[pixel]) values[pixel] = coarse.values[(y >> 1) * coarse.width + (x >> 1)];
      }
    }
  }
  relax(grid);
}
