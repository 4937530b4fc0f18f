import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerKey } from '../../src/contract/answer-key.ts';
import type { Point } from '../../src/contract/geometry.ts';
import { type Cell, cellAt, cellBox, parseCell } from '../../src/contract/grid.ts';
import { distanceToMask } from '../../src/contract/run-length-mask.ts';
import { judgeGuess } from '../../src/game/judge-guess.ts';
import { centrePixel } from '../../src/game/mask-measures.ts';
import { maskFrom, pixelsOf } from '../contract/masks.ts';
import { keyOf, keys } from './keys.ts';

const NOTHING: ReadonlySet<number> = new Set();

/** Cells of 10 x 10 pixels. */
const SIZE = { width: 70, height: 50 };
const GRID = { columns: 7, rows: 5 };

const keyWith = (...masks: Parameters<typeof keyOf>[2]) => keyOf(SIZE, GRID, masks);
const bar = (width: number, height: number, at: Point) => maskFrom(Array(height).fill('#'.repeat(width)), at);

function guessCell(key: AnswerKey, name: string, found: ReadonlySet<number> = NOTHING) {
  const cell = parseCell(name, key.grid);
  if (!cell) throw new Error(`${name} is no cell`);
  return judgeGuess(key, { kind: 'cell', cell }, found);
}

describe('a cell', () => {
  it('hits when it holds at least a fifth of the mask', () => {
    const key = keyWith(bar(10, 1, { x: 8, y: 3 }), bar(10, 1, { x: 9, y: 23 }));
    expect(guessCell(key, 'A1')).toEqual({ kind: 'found', differenceId: 1 });
    expect(guessCell(key, 'A3')).toEqual({ kind: 'missed' });
    expect(guessCell(key, 'B3')).toEqual({ kind: 'found', differenceId: 2 });
  });

  it('hits when the mask covers at least a quarter of it', () => {
    // 25 of 225 and 20 of 180 pixels are less than a fifth: only the covering counts.
    const key = keyWith(bar(45, 5, { x: 5, y: 2 }), bar(45, 4, { x: 5, y: 32 }));
    expect(guessCell(key, 'A1')).toEqual({ kind: 'found', differenceId: 1 });
    expect(guessCell(key, 'A4')).toEqual({ kind: 'missed' });
  });

  it('hits when it holds the pixel nearest the centroid, however little of the mask that is', () => {
    // Six lone pixels, one in each of six cells: a sixth of the mask and a hundredth of a cell.
    const row = `#${'.'.repeat(9)}`.repeat(6);
    const key = keyWith(maskFrom([row], { x: 5, y: 25 }));
    expect(guessCell(key, 'C3')).toEqual({ kind: 'found', differenceId: 1 });
    for (const name of ['A3', 'B3', 'D3', 'E3', 'F3', 'G3']) expect(guessCell(key, name)).toEqual({ kind: 'missed' });
  });

  it('of several unfound hits takes the one with most mask in it, one a guess', () => {
    const key = keyWith(bar(2, 2, { x: 1, y: 1 }), bar(3, 3, { x: 5, y: 5 }));
    expect(guessCell(key, 'A1')).toEqual({ kind: 'found', differenceId: 2 });
    expect(guessCell(key, 'A1', new Set([2]))).toEqual({ kind: 'found', differenceId: 1 });
    expect(guessCell(key, 'A1', new Set([1, 2]))).toEqual({ kind: 'repeated', differenceId: 2 });
  });

  it('misses where nothing is, also at the last cell', () => {
    const key = keyWith(bar(2, 2, { x: 1, y: 1 }));
    expect(guessCell(key, 'G5')).toEqual({ kind: 'missed' });
  });
});

describe('a point', () => {
  // 1.5 % of 300 pixels are 4.5 pixels.
  const key = keyOf({ width: 400, height: 300 }, { columns: 12, rows: 9 }, [
    maskFrom(['###', '###'], { x: 100, y: 200 }),
    maskFrom(['##', '##'], { x: 108, y: 200 }),
  ]);
  const guessPoint = (x: number, y: number, found = NOTHING) =>
    judgeGuess(key, { kind: 'point', point: { x, y } }, found);

  it.each([
    ['inside', 101, 201],
    ['4 pixels to the left', 96, 200],
    ['3 pixels up and left', 97, 197],
    ['4 pixels down', 100, 205],
  ])('hits %s', (_, x, y) => {
    expect(guessPoint(x, y)).toEqual({ kind: 'found', differenceId: 1 });
  });

  it.each([
    ['5 pixels to the left', 95, 200],
    ['4 pixels up and left', 96, 196],
    ['5 pixels down', 100, 206],
  ])('misses %s', (_, x, y) => {
    expect(guessPoint(x, y)).toEqual({ kind: 'missed' });
  });

  it('between two takes the nearer, then the other', () => {
    expect(guessPoint(104, 200)).toEqual({ kind: 'found', differenceId: 1 });
    expect(guessPoint(104, 200, new Set([1]))).toEqual({ kind: 'found', differenceId: 2 });
    expect(guessPoint(104, 200, new Set([1, 2]))).toEqual({ kind: 'repeated', differenceId: 1 });
  });
});

describe('laws of judging', () => {
  const cells = ({ grid }: AnswerKey): fc.Arbitrary<Cell> =>
    fc.record({
      column: fc.integer({ min: 0, max: grid.columns - 1 }),
      row: fc.integer({ min: 0, max: grid.rows - 1 }),
    });
  const idsOf = (key: AnswerKey) => key.differences.map(({ id }) => id);
  const cases = keys().chain((key) => fc.tuple(fc.constant(key), cells(key), fc.subarray(idsOf(key))));

  /** The rule of the text, pixel by pixel. */
  function hitsByTheBook(key: AnswerKey, cell: Cell) {
    const { x, y, width, height } = cellBox(cell, key.grid, key);
    const inside = (point: Point) => point.x >= x && point.x < x + width && point.y >= y && point.y < y + height;
    return key.differences.flatMap(({ id, mask }) => {
      const pixels = pixelsOf(mask);
      const within = pixels.filter(inside).length;
      const centroidX = pixels.reduce((sum, pixel) => sum + pixel.x, 0) / pixels.length;
      const centroidY = pixels.reduce((sum, pixel) => sum + pixel.y, 0) / pixels.length;
      const distance = (point: Point) => Math.hypot(point.x - centroidX, point.y - centroidY);
      const nearest = pixels.reduce((best, pixel) => (distance(pixel) < distance(best) - 1e-9 ? pixel : best));
      const hits = within / pixels.length >= 0.2 || within / (width * height) >= 0.25 || inside(nearest);
      return hits ? [{ id, within }] : [];
    });
  }

  it('agrees with the rule, counted pixel by pixel', () => {
    fc.assert(
      fc.property(cases, ([key, cell, found]) => {
        const hits = hitsByTheBook(key, cell).sort((a, b) => b.within - a.within || a.id - b.id);
        const unfound = hits.find(({ id }) => !found.includes(id));
        const [best] = hits;
        const expected = unfound
          ? { kind: 'found', differenceId: unfound.id }
          : best
            ? { kind: 'repeated', differenceId: best.id }
            : { kind: 'missed' };
        expect(judgeGuess(key, { kind: 'cell', cell }, new Set(found))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('every difference can be found by the cell of its centre, when it is the last one', () => {
    fc.assert(
      fc.property(keys(), (key) => {
        for (const { id, mask } of key.differences) {
          const cell = cellAt(centrePixel(mask), key.grid, key);
          const others = new Set(idsOf(key).filter((other) => other !== id));
          expect(judgeGuess(key, { kind: 'cell', cell }, others)).toEqual({ kind: 'found', differenceId: id });
        }
      }),
    );
  });

  it('all differences can be found by the cells of their centres, in any order', () => {
    fc.assert(
      fc.property(
        keys().chain((key) =>
          fc.tuple(fc.constant(key), fc.shuffledSubarray(idsOf(key), { minLength: key.differences.length })),
        ),
        ([key, order]) => {
          const found = new Set<number>();
          for (let turn = 0; turn < order.length; turn++)
            for (const id of order) {
              const mask = key.differences.find((difference) => difference.id === id)?.mask ?? maskFrom([]);
              const verdict = judgeGuess(key, { kind: 'cell', cell: cellAt(centrePixel(mask), key.grid, key) }, found);
              if (verdict.kind === 'found') found.add(verdict.differenceId);
            }
          expect(found.size).toBe(order.length);
        },
      ),
    );
  });

  it('does not depend on the order of the key', () => {
    fc.assert(
      fc.property(cases, ([key, cell, found]) => {
        const turned = { ...key, differences: key.differences.toReversed() };
        const target = { kind: 'cell', cell } as const;
        expect(judgeGuess(turned, target, new Set(found))).toEqual(judgeGuess(key, target, new Set(found)));
      }),
    );
  });

  it('a point hits exactly within the tolerance of some mask', () => {
    const points = keys().chain((key) =>
      fc.tuple(fc.constant(key), fc.record({ x: fc.nat({ max: key.width - 1 }), y: fc.nat({ max: key.height - 1 }) })),
    );
    fc.assert(
      fc.property(points, ([key, point]) => {
        const tolerance = 0.015 * Math.min(key.width, key.height);
        const isNear = key.differences.some(({ mask }) => distanceToMask(mask, point) <= tolerance);
        expect(judgeGuess(key, { kind: 'point', point }, NOTHING).kind).toBe(isNear ? 'found' : 'missed');
      }),
    );
  });
});
