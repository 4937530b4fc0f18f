import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KernelRoom, openKernelRoom } from '../../../src/imaging/kernels/kernels.ts';
import { LANES, type LaplaceGrid, type LaplaceLoops, laplaceLoops } from '../../../src/imaging/kernels/laplace-grid.ts';
import { plainLaplaceLoops } from '../../../src/imaging/kernels/laplace-grid-plainly.ts';
import { createRandom } from '../../../src/imaging/random.ts';

const ROOM_BYTES = 100_000;

/** A grid of random values in which about every second pixel is unknown, right up to its border. */
function randomGrid(room: KernelRoom, seed: string, width: number, height: number): LaplaceGrid {
  const random = createRandom(seed);
  const spans: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = random.integer(0, 2); x < width; x += random.integer(1, 3)) {
      const from = x;
      x = Math.min(width, x + random.integer(1, 5));
      spans.push(y * width + from, y * width + x);
    }
  }
  const length = width * height * LANES;
  const grid = {
    width,
    height,
    values: room.floats(length),
    source: room.floats(length),
    spans: room.integers(spans.length),
  };
  for (let at = 0; at < length; at++) grid.values.view[at] = random.between(0, 255);
  for (let at = 0; at < length; at++) grid.source.view[at] = random.between(-20, 20);
  grid.spans.view.set(spans);
  return grid;
}

/** Does everything once. @returns everything that was written */
function run(loops: LaplaceLoops, room: KernelRoom, seed: string, width: number, height: number) {
  const grid = randomGrid(room, seed, width, height);
  const coarse = randomGrid(room, `${seed} coarse`, Math.ceil(width / 2), Math.ceil(height / 2));
  const moved = loops.relax(grid, 0.25);
  loops.restrictResidual(grid, coarse);
  loops.addCoarse(grid, coarse);
  return { moved, values: grid.values.view.slice(), rest: coarse.source.view.slice() };
}

describe('the loops over Laplace grids', () => {
  it('give the bits of their plain twins', () => {
    const side = fc.integer({ min: 1, max: 19 });
    fc.assert(
      fc.property(side, side, fc.string(), (width, height, seed) => {
        const [fast, plain] = [openKernelRoom(ROOM_BYTES), openKernelRoom(ROOM_BYTES)];
        const received = run(laplaceLoops(fast.kernels), fast, seed, width, height);
        const expected = run(plainLaplaceLoops, plain, seed, width, height);
        fast.close();
        plain.close();
        expect(received).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('leave nothing of the equation where it holds, and everything where it does not', () => {
    const room = openKernelRoom(ROOM_BYTES);
    const [grid, coarse] = [randomGrid(room, 'ramp', 12, 9), randomGrid(room, 'rest', 6, 5)];
    const loops = laplaceLoops(room.kernels);
    grid.source.view.fill(0);
    for (let at = 0; at < grid.values.view.length; at++) grid.values.view[at] = 7;
    expect(loops.relax(grid, 0.25)).toBe(0);
    loops.restrictResidual(grid, coarse);
    expect(coarse.source.view.every((value) => value === 0)).toBe(true);
    grid.source.view.fill(1);
    loops.restrictResidual(grid, coarse);
    const { spans } = grid;
    const unknowns = spans.view.reduce((sum, place, at) => sum + (at % 2 === 0 ? -place : place), 0);
    expect(coarse.source.view.reduce((sum, value) => sum + value, 0)).toBe(unknowns * LANES);
    room.close();
  });
});
