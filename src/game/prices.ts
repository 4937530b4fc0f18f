import type { AnswerKey } from '../contract/answer-key.ts';
import { judgeGuess } from './judge-guess.ts';
import type { HintStep } from './round.ts';

/** What things win and cost in the rounds of one puzzle, in whole points. */
export interface Prices {
  /** A find, without its bonuses. */
  readonly find: number;
  /** The first wrong guess of a player ... */
  readonly wrong: number;
  /** ... and what each further one costs more than the one before. */
  readonly wrongGrowth: number;
  readonly hint: Readonly<Record<HintStep, number>>;
}

/** A find in the easiest puzzle; the hardest (difficulty 100) gives twice that. */
const BASE_POINTS = 100;
/** Prices are multiples of this, so that they are easy to add up. */
const ROUNDING = 5;
/** What a blind hit can win with most luck, as a multiple of a find: 1.6 with speed and streak, and some to spare. */
const LUCKY_FIND = 2;
/** Share of a find by which the price of wrong guesses grows. */
const WRONG_GROWTH_RATIO = 0.15;
/** Shares of a find. Together one find: who is led all the way wins nothing by it. */
const HINT_RATIOS: Readonly<Record<HintStep, number>> = { quadrant: 0.2, cell: 0.3, circle: 0.5 };

const rounded = (points: number): number => ROUNDING * Math.ceil(points / ROUNDING);

/** How many blind guesses at a cell find something for each that is wrong. */
function blindOdds(key: AnswerKey): number {
  const nothing: ReadonlySet<number> = new Set();
  let found = 0;
  let missed = 0;
  for (let row = 0; row < key.grid.rows; row++) {
    for (let column = 0; column < key.grid.columns; column++) {
      const { kind } = judgeGuess(key, { kind: 'cell', cell: { column, row } }, nothing);
      if (kind === 'found') found++;
      if (kind === 'missed') missed++;
    }
  }
  return found / Math.max(1, missed);
}

function compute(key: AnswerKey): Prices {
  const find = rounded(BASE_POINTS + key.difficulty);
  const share = (ratio: number) => rounded(ratio * find);
  return {
    find,
    // The fair price of a blind guess: on average it wins nothing, and every further one loses.
    wrong: share(blindOdds(key) * LUCKY_FIND),
    wrongGrowth: share(WRONG_GROWTH_RATIO),
    hint: { quadrant: share(HINT_RATIOS.quadrant), cell: share(HINT_RATIOS.cell), circle: share(HINT_RATIOS.circle) },
  };
}

const known = new WeakMap<AnswerKey, Prices>();

/** The prices of a puzzle. */
export function pricesOf(key: AnswerKey): Prices {
  const prices = known.get(key) ?? compute(key);
  known.set(key, prices);
  return prices;
}
