import { describe, expect, it, vi } from 'vitest';
import { type AnswerKey, DEFAULT_DIFFERENCES, LEVELS, type Level } from '../../src/contract/answer-key.ts';
import type { Box } from '../../src/contract/geometry.ts';
import type { Cell, Grid } from '../../src/contract/grid.ts';
import { MAX_DIFFERENCES } from '../../src/contract/limits.ts';
import { encodeRunLengths, type RunLengthMask } from '../../src/contract/run-length-mask.ts';
import { maxTries } from '../../src/game/board.ts';
import { judgeGuess } from '../../src/game/judge-guess.ts';
import { pricesOf } from '../../src/game/prices.ts';
import type { Guess, Round, Verdict } from '../../src/game/round.ts';
import { scoreRound } from '../../src/game/scoring.ts';
import { createRandom, type Random } from '../../src/imaging/random.ts';
import { keyOf } from './keys.ts';
import { newRound } from './rounds.ts';

// Whoever points at cells without looking must not win anything by it, and must not come near somebody who looks.

// Ten thousand games are a second of work, and other tests want the processor too.
vi.setConfig({ testTimeout: 60_000 });

const GAMES = 10_000;
/** Luck is in the guessing; what the keys add to it shows in 200 of them. */
const GAMES_A_KEY = 50;
const PX_A_CELL = 12;
/** No grid has more. */
const MOST_CELLS = 256;
/** As planned for the levels: shares of the picture that the box of a difference takes, and gaps between boxes. */
const BOX_AREA: Readonly<Record<Level, readonly [number, number]>> = {
  easy: [0.01, 0.08],
  medium: [0.005, 0.05],
  hard: [0.0025, 0.025],
  expert: [0.001, 0.012],
};
const GAP_RATIO = 0.05;
const DIFFICULTY: Readonly<Record<Level, number>> = { easy: 20, medium: 40, hard: 60, expert: 80 };
/** Of pictures 1:1, 4:3, 3:2 and upright 16:9. */
const GRIDS: readonly Grid[] = [
  { columns: 12, rows: 12 },
  { columns: 12, rows: 9 },
  { columns: 12, rows: 8 },
  { columns: 7, rows: 12 },
];

const isApart = (a: Box, b: Box, gap: number) =>
  a.x + a.width + gap <= b.x ||
  b.x + b.width + gap <= a.x ||
  a.y + a.height + gap <= b.y ||
  b.y + b.height + gap <= a.y;

/** Small things are more frequent than large ones: uniform on a scale of ratios. */
const between = ([min, max]: readonly [number, number], random: Random) => min * (max / min) ** random.next();

/** The largest ellipse in a box: things do not fill their boxes. */
function ellipseIn(box: Box): RunLengthMask {
  const { width, height } = box;
  const isInside = (x: number, y: number) => ((x + 0.5) / width - 0.5) ** 2 + ((y + 0.5) / height - 0.5) ** 2 <= 0.25;
  const data = Uint8Array.from({ length: width * height }, (_, index) =>
    isInside(index % width, Math.floor(index / width)) ? 1 : 0,
  );
  return { ...encodeRunLengths(data, width, { x: 0, y: 0, width, height }), box };
}

/** A key as the planner makes them, as far as the picture has room. */
function randomKey(level: Level, grid: Grid, count: number, random: Random): AnswerKey {
  const size = { width: grid.columns * PX_A_CELL, height: grid.rows * PX_A_CELL };
  const gap = GAP_RATIO * Math.hypot(size.width, size.height);
  const boxes: Box[] = [];
  for (let attempt = 0; attempt < 2000 && boxes.length < count; attempt++) {
    const area = between(BOX_AREA[level], random) * size.width * size.height;
    const width = Math.max(1, Math.round(Math.sqrt(area * random.between(0.5, 2))));
    const height = Math.max(1, Math.round(area / width));
    if (width > size.width || height > size.height) continue;
    const x = random.integer(0, size.width - width);
    const box = { x, y: random.integer(0, size.height - height), width, height };
    if (boxes.every((other) => isApart(box, other, gap))) boxes.push(box);
  }
  const key = keyOf(size, grid, boxes.map(ellipseIn));
  return { ...key, level, difficulty: DIFFICULTY[level] };
}

const allCells = ({ columns, rows }: Grid): Cell[] =>
  Array.from({ length: columns * rows }, (_, index) => ({ column: index % columns, row: Math.floor(index / columns) }));

/** Ways to go through all cells without looking. */
const STRATEGIES: Readonly<Record<string, (cells: readonly Cell[], random: Random) => Iterable<Cell>>> = {
  *random(cells, random) {
    const left = [...cells];
    for (let end = left.length - 1; end >= 0; end--) {
      const chosen = random.integer(0, end);
      [left[chosen], left[end]] = [left[end] as Cell, left[chosen] as Cell];
      yield left[end] as Cell;
    }
  },
  *sweeping(cells, random) {
    const start = random.integer(0, cells.length - 1);
    yield* cells.slice(start);
    yield* cells.slice(0, start);
  },
};

type Judge = (cell: Cell, found: ReadonlySet<number>) => Verdict;

/**
 * Judges cells of one key. A verdict depends on the cell and on what is found, and fifty games of a key meet the same ones
 * again and again: each is judged once.
 */
function judgeFor(key: AnswerKey): Judge {
  const known = new Map<number, Verdict>();
  return (cell, found) => {
    let place = cell.row * key.grid.columns + cell.column;
    // Ids run from 1 to MAX_DIFFERENCES, so each has a bit above the number of the cell.
    for (const id of found) place += MOST_CELLS * 2 ** id;
    const verdict = known.get(place) ?? judgeGuess(key, { kind: 'cell', cell }, found);
    known.set(place, verdict);
    return verdict;
  };
}

const NOTHING_YET = newRound();

/** Points at one cell after the other, as fast as can be, until all is found or no tries are left. */
function playBlindly(key: AnswerKey, cells: Iterable<Cell>, judge: Judge): Round {
  const guesses: Guess[] = [];
  const found = new Set<number>();
  let tries = maxTries(key);
  for (const cell of cells) {
    const target = { kind: 'cell', cell } as const;
    const verdict = judge(cell, found);
    guesses.push({ id: String(guesses.length), playerId: 'blind', target, at: 1000, verdict });
    if (verdict.kind === 'found') found.add(verdict.differenceId);
    if (verdict.kind === 'missed' || verdict.kind === 'near') tries--;
    if (tries === 0 || found.size === key.differences.length) break;
  }
  return { ...NOTHING_YET, guesses };
}

/** What somebody has who found half of the differences, slowly, without a streak, and was never wrong. */
const halfFound = (key: AnswerKey) => Math.ceil(key.differences.length / 2) * pricesOf(key).find;

function playMany(level: Level, grid: Grid, count: number, strategy: string) {
  const random = createRandom(`${level} ${grid.columns} x ${grid.rows} ${strategy}`);
  const cells = allCells(grid);
  const strategyOf = STRATEGIES[strategy];
  if (strategyOf === undefined) throw new Error(`no strategy ${strategy}`);
  let sum = 0;
  let below = 0;
  for (let number = 0; number < GAMES / GAMES_A_KEY; number++) {
    const key = randomKey(level, grid, count, random);
    const judge = judgeFor(key);
    for (let game = 0; game < GAMES_A_KEY; game++) {
      const points = scoreRound(playBlindly(key, strategyOf(cells, random), judge), key).players[0]?.points ?? 0;
      sum += points;
      if (points < halfFound(key)) below++;
    }
  }
  return { mean: sum / GAMES, share: below / GAMES };
}

const CASES = GRIDS.flatMap((grid) =>
  LEVELS.flatMap((level) =>
    Object.keys(STRATEGIES).map((strategy) => [strategy, level, `${grid.columns} x ${grid.rows}`, grid] as const),
  ),
);

describe('10,000 blind games', () => {
  it.each(CASES)('%s, %s, %s: win nothing, and stay behind who found half', (strategy, level, _, grid) => {
    const { mean, share } = playMany(level, grid, DEFAULT_DIFFERENCES[level], strategy);
    expect(mean).toBeLessThanOrEqual(0);
    expect(share).toBeGreaterThanOrEqual(0.99);
  });

  it.each(LEVELS)('random, %s, with as many differences as there can be', (level) => {
    const { mean, share } = playMany(level, { columns: 12, rows: 8 }, MAX_DIFFERENCES, 'random');
    expect(mean).toBeLessThanOrEqual(0);
    expect(share).toBeGreaterThanOrEqual(0.99);
  });
});
