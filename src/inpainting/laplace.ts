import type { Mask } from '../imaging/image.ts';

/** Grids with a shorter side than this are relaxed until they stand still; they are tiny. */
const COARSEST_SIDE_PX = 4;
const COARSEST_SWEEPS = 60;
/** Gauss-Seidel sweeps before and after each coarse correction. */
const SWEEPS = 2;
/** A cycle that moves no value by more than this (grey levels) was the last: rounding then gives the exact byte. */
const EXACT = 0.01;
/** Each cycle takes nine tenths of the error: the odd shape that converges slowly must not hang. */
const MAX_CYCLES = 40;
/** Numbers of an unknown in Grid.links: itself and its four neighbours. */
const STRIDE = 5;

/** A grid on which Laplace's equation is solved; each next grid has half its sides. */
interface Grid {
  readonly width: number;
  readonly height: number;
  readonly unknown: Uint8Array;
  /** Unknown, left, right, upper, lower; at the border the unknown itself stands for the neighbour beyond it. */
  readonly links: Int32Array;
  /** Values and right hand side, in the whole grid's pixels. */
  readonly values: Float32Array;
  readonly source: Float32Array;
  readonly coarse?: Grid;
}

function linkUnknowns(unknown: Uint8Array, width: number, height: number): Int32Array {
  const links: number[] = [];
  for (let pixel = unknown.indexOf(1); pixel >= 0; pixel = unknown.indexOf(1, pixel + 1)) {
    const x = pixel % width;
    links.push(pixel, x > 0 ? pixel - 1 : pixel, x + 1 < width ? pixel + 1 : pixel);
    links.push(pixel >= width ? pixel - width : pixel, pixel < (height - 1) * width ? pixel + width : pixel);
  }
  return Int32Array.from(links);
}

/** A coarse pixel is unknown when all of its four are. */
function halveUnknown(unknown: Uint8Array, width: number, height: number): Uint8Array {
  const halfWidth = Math.ceil(width / 2);
  const half = new Uint8Array(halfWidth * Math.ceil(height / 2)).fill(1);
  for (let pixel = unknown.indexOf(0); pixel >= 0; pixel = unknown.indexOf(0, pixel + 1)) {
    half[(Math.floor(pixel / width) >> 1) * halfWidth + ((pixel % width) >> 1)] = 0;
  }
  return half;
}

function createGrid(unknown: Uint8Array, width: number, height: number): Grid {
  const grid = {
    width,
    height,
    unknown,
    links: linkUnknowns(unknown, width, height),
    values: new Float32Array(width * height),
    source: new Float32Array(width * height),
  };
  if (grid.links.length === 0 || Math.min(width, height) <= COARSEST_SIDE_PX) return grid;
  const half = halveUnknown(unknown, width, height);
  return { ...grid, coarse: createGrid(half, Math.ceil(width / 2), Math.ceil(height / 2)) };
}

/** One Gauss-Seidel sweep. @returns the largest movement */
function sweep({ links, values, source }: Grid): number {
  let largest = 0;
  for (let at = 0; at < links.length; at += STRIDE) {
    const pixel = links[at];
    const sum = values[links[at + 1]] + values[links[at + 2]] + values[links[at + 3]] + values[links[at + 4]];
    const value = (sum - source[pixel]) / 4;
    const moved = Math.abs(value - values[pixel]);
    if (moved > largest) largest = moved;
    values[pixel] = value;
  }
  return largest;
}

/** Adds up what is left of the equation in the four pixels of each coarse pixel. */
function restrictResidual({ width, links, values, source }: Grid, coarse: Grid): void {
  coarse.source.fill(0);
  coarse.values.fill(0);
  for (let at = 0; at < links.length; at += STRIDE) {
    const pixel = links[at];
    const sum = values[links[at + 1]] + values[links[at + 2]] + values[links[at + 3]] + values[links[at + 4]];
    const y = Math.floor(pixel / width);
    coarse.source[(y >> 1) * coarse.width + ((pixel - y * width) >> 1)] += source[pixel] - sum + 4 * values[pixel];
  }
}

/** Bilinear value of the coarse grid at a fine pixel, whose centre lies a quarter of a coarse pixel from a coarse one's. */
function interpolate({ width, height, values }: Grid, x: number, y: number): number {
  const nearX = x >> 1;
  const nearY = (y >> 1) * width;
  const farX = Math.min(width - 1, Math.max(0, nearX + (x % 2 === 0 ? -1 : 1)));
  const farY = Math.min(height - 1, Math.max(0, (y >> 1) + (y % 2 === 0 ? -1 : 1))) * width;
  const near = 3 * values[nearY + nearX] + values[nearY + farX];
  const far = 3 * values[farY + nearX] + values[farY + farX];
  return (3 * near + far) / 16;
}

function addCoarse({ width, links, values }: Grid, coarse: Grid): void {
  for (let at = 0; at < links.length; at += STRIDE) {
    const pixel = links[at];
    const y = Math.floor(pixel / width);
    values[pixel] += interpolate(coarse, pixel - y * width, y);
  }
}

/** One V-cycle of multigrid. @returns the largest movement of its last sweep */
function cycle(grid: Grid): number {
  const { coarse } = grid;
  let moved = 0;
  for (let pass = 0; pass < (coarse ? SWEEPS : COARSEST_SWEEPS); pass++) moved = sweep(grid);
  if (!coarse) return moved;
  restrictResidual(grid, coarse);
  cycle(coarse);
  addCoarse(grid, coarse);
  for (let pass = 0; pass < SWEEPS; pass++) moved = sweep(grid);
  return moved;
}

/** Known values of the coarse grid: means of the known of the four. */
function restrictKnown({ width, height, unknown, values }: Grid, coarse: Grid): void {
  const counts = new Uint8Array(coarse.values.length);
  coarse.values.fill(0);
  coarse.source.fill(0);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (unknown[pixel]) continue;
      const to = (y >> 1) * coarse.width + (x >> 1);
      coarse.values[to] += values[pixel];
      counts[to]++;
    }
  }
  for (let at = 0; at < counts.length; at++) if (counts[at] > 0) coarse.values[at] /= counts[at];
}

/** Starts the unknowns of a grid with what the next coarser one finds (full multigrid). */
function start(grid: Grid): void {
  const { coarse } = grid;
  if (coarse) {
    restrictKnown(grid, coarse);
    start(coarse);
    cycle(coarse);
    for (let at = 0; at < grid.links.length; at += STRIDE) grid.values[grid.links[at]] = 0;
    addCoarse(grid, coarse);
  }
}

/** Fills the unknowns of a plane in place. */
export type LaplaceSolver = (values: Float32Array) => void;

/**
 * Prepares to solve Laplace's equation where the mask is set: there each value becomes the mean of its four neighbours. The
 * mask's border reflects.
 *
 * @param tolerance a cycle that moves no value by more than this is the last; as it is, bytes come out exact
 * @returns a function that fills planes of the mask's size, any number of them
 */
export function createLaplaceSolver({ width, height, data }: Mask, tolerance = EXACT): LaplaceSolver {
  const grid = createGrid(data, width, height);
  return (values) => {
    grid.values.set(values);
    grid.source.fill(0);
    start(grid);
    for (let cycles = 0; cycles < MAX_CYCLES && cycle(grid) > tolerance; cycles++);
    for (let at = 0; at < grid.links.length; at += STRIDE) values[grid.links[at]] = grid.values[grid.links[at]];
  };
}
