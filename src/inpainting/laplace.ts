import type { Mask } from '../imaging/image.ts';
import { LANES, type LaplaceGrid, type LaplaceLoops } from '../imaging/kernels/laplace-grid.ts';
import { type GridShape, halveShape, shapeOf, withGrids } from './laplace-grids.ts';

/** Grids with a shorter side than this are relaxed until they stand still; they are tiny. */
const COARSEST_SIDE_PX = 4;
const COARSEST_SWEEPS = 60;
/** Gauss-Seidel sweeps before and after each coarse correction. */
const SWEEPS = 2;
/** A cycle that moves no value by more than this (grey levels) was the last: rounding then gives the exact byte. */
const EXACT = 0.01;
/** Each cycle takes nine tenths of the error: the odd shape that converges slowly must not hang. */
const MAX_CYCLES = 40;
/** Laplace's equation: a value is the mean of its four neighbours. */
const QUARTER = 0.25;

/** A grid and those of half, a quarter ... its sides. */
interface Pyramid {
  readonly grid: LaplaceGrid;
  readonly unknown: Uint8Array;
  readonly loops: LaplaceLoops;
  readonly coarse?: Pyramid;
}

/** The unknowns of a mask at its own scale and at each coarser one. */
function shapesOf(mask: Mask): GridShape[] {
  const shapes = [shapeOf(mask)];
  for (let last = shapes[0]; last.spans.length > 0 && Math.min(last.width, last.height) > COARSEST_SIDE_PX; ) {
    last = halveShape(last);
    shapes.push(last);
  }
  return shapes;
}

/** One V-cycle of multigrid. @returns the largest movement of its last sweep */
function cycle({ grid, loops, coarse }: Pyramid): number {
  let moved = 0;
  for (let pass = 0; pass < (coarse ? SWEEPS : COARSEST_SWEEPS); pass++) moved = loops.relax(grid, QUARTER);
  if (!coarse) return moved;
  loops.restrictResidual(grid, coarse.grid);
  coarse.grid.values.view.fill(0);
  cycle(coarse);
  loops.addCoarse(grid, coarse.grid);
  for (let pass = 0; pass < SWEEPS; pass++) moved = loops.relax(grid, QUARTER);
  return moved;
}

/** Known values of the coarse grid: means of the known of the four. */
function restrictKnown({ grid: { width, height, values }, unknown }: Pyramid, coarse: LaplaceGrid): void {
  const to = coarse.values.view;
  const counts = new Uint8Array(coarse.width * coarse.height);
  to.fill(0);
  coarse.source.view.fill(0);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (unknown[pixel]) continue;
      const half = (y >> 1) * coarse.width + (x >> 1);
      for (let lane = 0; lane < LANES; lane++) to[half * LANES + lane] += values.view[pixel * LANES + lane];
      counts[half]++;
    }
  }
  counts.forEach((count, pixel) => {
    for (let at = pixel * LANES; count > 1 && at < (pixel + 1) * LANES; at++) to[at] /= count;
  });
}

/** Calls `visit` with the first and the last but one place of each span in arrays of LANES a pixel. */
function eachSpan({ spans: { view } }: LaplaceGrid, visit: (from: number, to: number) => void): void {
  for (let at = 0; at < view.length; at += 2) visit(view[at] * LANES, view[at + 1] * LANES);
}

/** Starts the unknowns of a grid with what the next coarser one finds (full multigrid). */
function start(pyramid: Pyramid): void {
  const { grid, loops, coarse } = pyramid;
  eachSpan(grid, (from, to) => grid.values.view.fill(0, from, to));
  if (!coarse) return;
  restrictKnown(pyramid, coarse.grid);
  start(coarse);
  cycle(coarse);
  loops.addCoarse(grid, coarse.grid);
}

/**
 * Solves Laplace's equation where the mask is set, in place: there each value becomes the mean of its four neighbours. The
 * mask's border reflects.
 *
 * @param values LANES a pixel of the mask: three channels and a 0; arbitrary where the mask is set
 * @param tolerance a cycle that moves no value by more than this is the last; as it is, bytes come out exact
 */
export function solveLaplace(mask: Mask, values: Float32Array, tolerance = EXACT): void {
  const shapes = shapesOf(mask);
  withGrids(shapes, (grids, loops) => {
    const pyramid = grids.reduceRight<Pyramid | undefined>(
      (coarse, grid, level) => ({ grid, loops, unknown: shapes[level].unknown, ...(coarse && { coarse }) }),
      undefined,
    );
    const [finest] = grids;
    if (!pyramid) return;
    finest.values.view.set(values);
    start(pyramid);
    for (let cycles = 0; cycles < MAX_CYCLES && cycle(pyramid) > tolerance; cycles++);
    values.set(finest.values.view);
  });
}
