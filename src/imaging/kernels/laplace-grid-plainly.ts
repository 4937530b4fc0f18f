import { LANES, type LaplaceGrid, type LaplaceLoops, SPAN_LENGTH } from './laplace-grid.ts';

const { fround } = Math;

/** Calls `visit` with every unknown. */
function eachUnknown({ width, spans }: LaplaceGrid, visit: (pixel: number, x: number, y: number) => void): void {
  for (let index = 0; index < spans.view.length; index += SPAN_LENGTH) {
    for (let pixel = spans.view[index]; pixel < spans.view[index + 1]; pixel++) {
      visit(pixel, pixel % width, Math.floor(pixel / width));
    }
  }
}

/** Sum of the neighbours of an unknown, in the order in which a vector adds them up. */
function around({ width, height, values }: LaplaceGrid, pixel: number, x: number, y: number, lane: number): number {
  const value = (near: number) => values.view[near * LANES + lane];
  const across = fround(value(x > 0 ? pixel - 1 : pixel) + value(x + 1 < width ? pixel + 1 : pixel));
  return fround(across + fround(value(y > 0 ? pixel - width : pixel) + value(y + 1 < height ? pixel + width : pixel)));
}

function relax(grid: LaplaceGrid, share: number): number {
  const [values, source] = [grid.values.view, grid.source.view];
  let largest = 0;
  eachUnknown(grid, (pixel, x, y) => {
    for (let lane = 0; lane < LANES; lane++) {
      const at = pixel * LANES + lane;
      const value = fround(fround(around(grid, pixel, x, y, lane) - source[at]) * fround(share));
      largest = Math.max(largest, Math.abs(fround(value - values[at])));
      values[at] = value;
    }
  });
  return largest;
}

function restrictResidual(grid: LaplaceGrid, coarse: LaplaceGrid): void {
  coarse.source.view.fill(0);
  eachUnknown(grid, (pixel, x, y) => {
    for (let lane = 0; lane < LANES; lane++) {
      const at = pixel * LANES + lane;
      const left = fround(grid.source.view[at] - around(grid, pixel, x, y, lane));
      const to = ((y >> 1) * coarse.width + (x >> 1)) * LANES + lane;
      coarse.source.view[to] += fround(left + fround(4 * grid.values.view[at]));
    }
  });
}

function addCoarse(grid: LaplaceGrid, coarse: LaplaceGrid): void {
  const far = (at: number, length: number) => Math.min(length - 1, Math.max(0, (at >> 1) + (at % 2 === 0 ? -1 : 1)));
  eachUnknown(grid, (pixel, x, y) => {
    const [farX, farY] = [far(x, coarse.width), far(y, coarse.height)];
    for (let lane = 0; lane < LANES; lane++) {
      const row = (atY: number) => {
        const value = (atX: number) => coarse.values.view[(atY * coarse.width + atX) * LANES + lane];
        return fround(fround(3 * value(x >> 1)) + value(farX));
      };
      grid.values.view[pixel * LANES + lane] += fround(fround(fround(3 * row(y >> 1)) + row(farY)) / 16);
    }
  });
}

/** The twins of the loops in plain TypeScript: the same bits. */
export const plainLaplaceLoops: LaplaceLoops = { relax, restrictResidual, addCoarse };
