import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerKey } from '../../src/contract/answer-key.ts';
import type { Point } from '../../src/contract/geometry.ts';
import { type Cell, cellAt, cellBox, parseCell } from '../../src/contract/grid.ts';
import { distanceToMask } from '../../src/contract/run-length-mask.ts';
import { CELL_PARTS, partBox } from '../../src/game/cell-parts.ts';
import { judgeGuess, targetBox } from '../../src/game/judge-guess.ts';
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
    expect(guessCell(key, 'A3')).toEqual({ kind: 'near' });
    expect(guessCell(key, 'B3')).toEqual({ kind: 'found', differenceId: 2 });
  });

  it('hits when the mask covers at least a quarter of it', () => {
    // 25 of 225 and 20 of 180 pixels are less than a fifth: only the covering counts.
    const key = keyWith(bar(45, 5, { x: 5, y: 2 }), bar(45, 4, { x: 5, y: 32 }));
    expect(guessCell(key, 'A1')).toEqual({ kind: 'found', differenceId: 1 });
    expect(guessCell(key, 'A4')).toEqual({ kind: 'near' });
  });

  it('hits when it holds the pixel nearest the centroid, however little of the mask that is', () => {
    // Six lone pixels, one in each of six cells: a sixth of the mask and a hundredth of a cell.
    const row = `#${'.'.repeat(9)}`.repeat(6);
    const key = keyWith(maskFrom([row], { x: 5, y: 25 }));
    expect(guessCell(key, 'C3')).toEqual({ kind: 'found', differenceId: 1 });
    for (const name of ['A3', 'B3', 'D3', 'E3', 'F3']) expect(guessCell(key, name)).toEqual({ kind: 'near' });
    expect(guessCell(key, 'G3')).toEqual({ kind: 'missed' });
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

  // 3 % of 300 pixels are 9 pixels.
  it.each([
    ['5 pixels to the left', 95, 200, 'near'],
    ['4 pixels up and left', 96, 196, 'near'],
    ['5 pixels down', 100, 206, 'near'],
    ['9 pixels to the left', 91, 200, 'near'],
    ['10 pixels to the left', 90, 200, 'missed'],
    ['7 pixels up and left', 93, 193, 'missed'],
  ])('misses %s', (_, x, y, kind) => {
    expect(guessPoint(x, y)).toEqual({ kind });
  });

  it('between two takes the nearer, then the other', () => {
    expect(guessPoint(104, 200)).toEqual({ kind: 'found', differenceId: 1 });
    expect(guessPoint(104, 200, new Set([1]))).toEqual({ kind: 'found', differenceId: 2 });
    expect(guessPoint(104, 200, new Set([1, 2]))).toEqual({ kind: 'repeated', differenceId: 1 });
  });
});

describe('a part of a cell', () => {
  // Parts of 33 or 34 pixels; a mask of 6 x 6 in the middle of B2.1, another across B2.5 and B2.6.
  const key = keyOf({ width: 700, height: 500 }, GRID, [bar(6, 6, { x: 114, y: 114 }), bar(40, 6, { x: 146, y: 147 })]);
  const guessPart = (part: number, found = NOTHING) =>
    judgeGuess(key, { kind: 'part', cell: { column: 1, row: 1 }, part }, found);

  it('hits what lies in it, and what reaches into it to a fair part', () => {
    expect(guessPart(1)).toEqual({ kind: 'found', differenceId: 1 });
    expect(guessPart(5)).toEqual({ kind: 'found', differenceId: 2 });
    expect(guessPart(6)).toEqual({ kind: 'found', differenceId: 2 });
    expect(guessPart(5, new Set([2]))).toEqual({ kind: 'repeated', differenceId: 2 });
  });

  it('tells the two apart that share a cell', () => {
    const cell = { kind: 'cell', cell: { column: 1, row: 1 } } as const;
    expect(judgeGuess(key, cell, NOTHING)).toEqual({ kind: 'found', differenceId: 2 });
    expect(guessPart(9)).toEqual({ kind: 'near' });
    expect(guessPart(9, new Set([2]))).toEqual({ kind: 'missed' });
  });

  it('hits what a point in its middle would', () => {
    // The middle of B2.1 is 116, 116; the mask begins 5 pixels further right, within 1.5 % of 500 pixels.
    const beside = keyOf({ width: 700, height: 500 }, GRID, [bar(300, 1, { x: 121, y: 116 })]);
    const target = { kind: 'part', cell: { column: 1, row: 1 }, part: 1 } as const;
    expect(judgeGuess(beside, target, NOTHING)).toEqual({ kind: 'found', differenceId: 1 });
  });
});

describe('near', () => {
  // 3 % of 500 pixels are 15 pixels; cells of 100 pixels.
  const key = keyOf({ width: 700, height: 500 }, GRID, [bar(10, 10, { x: 215, y: 130 })]);

  it('is a cell whose edge the mask comes close to, as long as it is not found', () => {
    expect(guessCell(key, 'C2')).toEqual({ kind: 'found', differenceId: 1 });
    expect(guessCell(key, 'B2')).toEqual({ kind: 'missed' });
    const closer = keyOf({ width: 700, height: 500 }, GRID, [bar(10, 10, { x: 214, y: 130 })]);
    expect(guessCell(closer, 'B2')).toEqual({ kind: 'near' });
    expect(guessCell(closer, 'B2', new Set([1]))).toEqual({ kind: 'missed' });
  });

  it('never tells of what was found, when something found is hit', () => {
    const two = keyOf({ width: 700, height: 500 }, GRID, [
      bar(10, 10, { x: 215, y: 130 }),
      bar(10, 10, { x: 302, y: 130 }),
    ]);
    expect(guessCell(two, 'C2', new Set([1]))).toEqual({ kind: 'repeated', differenceId: 1 });
    expect(guessCell(two, 'C2', new Set([1, 2]))).toEqual({ kind: 'repeated', differenceId: 1 });
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

  function isNear(key: AnswerKey, cell: Cell, found: readonly number[]): boolean {
    const { x, y, width, height } = targetBox({ kind: 'cell', cell }, key);
    const reach = 0.03 * Math.min(key.width, key.height);
    const beyond = (at: number, from: number, length: number) => Math.max(0, from - at, at - (from + length - 1));
    return key.differences
      .filter(({ id }) => !found.includes(id))
      .flatMap(({ mask }) => pixelsOf(mask))
      .some((pixel) => Math.hypot(beyond(pixel.x, x, width), beyond(pixel.y, y, height)) <= reach);
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
            : { kind: isNear(key, cell, found) ? 'near' : 'missed' };
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
        const distance = Math.min(...key.differences.map(({ mask }) => distanceToMask(mask, point)));
        const expected = distance <= tolerance ? 'found' : distance <= 2 * tolerance ? 'near' : 'missed';
        expect(judgeGuess(key, { kind: 'point', point }, NOTHING).kind).toBe(expected);
      }),
    );
  });

  it('a part of a cell hits whatever lies wholly in it, when it is the last one', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: CELL_PARTS }), ([key, cell], part) => {
        const box = partBox(cell, part, key.grid, key);
        const inside = { ...bar(1, 1, box), box: { ...box, width: 1, height: 1 } };
        const one = keyOf(key, key.grid, [inside]);
        expect(judgeGuess(one, { kind: 'part', cell, part }, NOTHING)).toEqual({ kind: 'found', differenceId: 1 });
      }),
    );
  });
});
