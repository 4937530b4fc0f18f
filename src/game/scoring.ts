import type { AnswerKey } from '../contract/answer-key.ts';
import { findings } from './board.ts';
import { type Prices, pricesOf } from './prices.ts';
import type { Guess, HintStep, Round } from './round.ts';

/** What one player made of a round. */
export interface PlayerScore {
  readonly playerId: string;
  /**
   * What counts: what the player won, together what all won, less what the player's own wrong guesses and hints cost.
   * May be below zero.
   */
  readonly points: number;
  /** What the player's own finds won. */
  readonly won: number;
  /** What the player's own wrong guesses and hints cost. */
  readonly lost: number;
  readonly found: number;
  readonly missed: number;
  readonly near: number;
  readonly hints: number;
  /** Finds without a wrong guess in between. */
  readonly longestStreak: number;
  /** Times of the player's first and last guess or hint. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** All scores of a round. Derived from what is stored, never stored itself. */
export interface Scores {
  /** Everyone who guessed or took a hint: most points first, then fewest wrong guesses, then who came first. */
  readonly players: readonly PlayerScore[];
  /** What each guess won or lost, by its id. */
  readonly byGuess: ReadonlyMap<string, number>;
}

/** A streak adds a tenth of a find for each find right before, up to three; see docs/scoring.md. */
const STREAK_BONUS_RATIO = 0.1;
const MAX_STREAK_STEPS = 3;
/** A find at once adds this share of a find; half of it is left after each half-life. */
const MAX_SPEED_BONUS_RATIO = 0.3;
const SPEED_HALF_LIFE_MS = 30_000;

interface Tally {
  won: number;
  lost: number;
  found: number;
  missed: number;
  near: number;
  hints: number;
  streak: number;
  longestStreak: number;
  firstAt: number;
  lastAt: number;
}

/** Since when people could look for the next difference. Finds at one moment share it. */
class Clock {
  #since: number;
  #lastFindAt: number;

  constructor(startedAt: number) {
    this.#since = startedAt;
    this.#lastFindAt = startedAt;
  }

  /** Milliseconds that a find at this time took. */
  find(at: number): number {
    if (at > this.#lastFindAt) this.#since = this.#lastFindAt;
    this.#lastFindAt = Math.max(this.#lastFindAt, at);
    return Math.max(0, at - this.#since);
  }
}

const speedBonus = (elapsedMs: number): number => MAX_SPEED_BONUS_RATIO * 2 ** (-elapsedMs / SPEED_HALF_LIFE_MS);

/** Alone, everybody starts when they like, so that nobody is faster than another. */
function bonusOf(round: Round, streak: number, elapsedMs: number): number {
  const speed = round.mode === 'solo' ? 0 : speedBonus(elapsedMs);
  return speed + STREAK_BONUS_RATIO * Math.min(streak, MAX_STREAK_STEPS);
}

class Book {
  readonly #round: Round;
  readonly #prices: Prices;
  readonly #clock: Clock;
  readonly #tallies = new Map<string, Tally>();
  readonly #hinted: ReadonlySet<string>;
  readonly byGuess = new Map<string, number>();

  constructor(round: Round, key: AnswerKey) {
    this.#round = round;
    this.#prices = pricesOf(key);
    this.#clock = new Clock(round.startedAt);
    this.#hinted = new Set(round.hints.map(({ playerId, differenceId }) => `${playerId} ${differenceId}`));
  }

  get tallies(): ReadonlyMap<string, Readonly<Tally>> {
    return this.#tallies;
  }

  addGuess(guess: Guess): void {
    const tally = this.#tallyOf(guess.playerId, guess.at);
    const points = this.#pointsOf(guess, tally);
    if (points > 0) tally.won += points;
    else tally.lost -= points;
    this.byGuess.set(guess.id, points);
  }

  addHint(playerId: string, step: HintStep, at: number): void {
    const tally = this.#tallyOf(playerId, at);
    tally.lost += this.#prices.hint[step];
    tally.hints++;
  }

  #pointsOf({ playerId, at, verdict }: Guess, tally: Tally): number {
    if (verdict.kind === 'found') return this.#find(`${playerId} ${verdict.differenceId}`, at, tally);
    if (verdict.kind === 'near') tally.near++;
    if (verdict.kind !== 'missed') return 0;
    tally.streak = 0;
    tally.missed++;
    return -(this.#prices.wrong + (tally.missed - 1) * this.#prices.wrongGrowth);
  }

  #find(hint: string, at: number, tally: Tally): number {
    const elapsedMs = this.#clock.find(at);
    tally.found++;
    // What a hint led to is worth its points, and no praise.
    if (this.#hinted.has(hint)) return this.#prices.find;
    const bonus = bonusOf(this.#round, tally.streak, elapsedMs);
    tally.streak++;
    tally.longestStreak = Math.max(tally.longestStreak, tally.streak);
    return Math.round(this.#prices.find * (1 + bonus));
  }

  #tallyOf(playerId: string, at: number): Tally {
    const tally = this.#tallies.get(playerId);
    if (tally === undefined) return this.#begin(playerId, at);
    tally.firstAt = Math.min(tally.firstAt, at);
    tally.lastAt = Math.max(tally.lastAt, at);
    return tally;
  }

  #begin(playerId: string, at: number): Tally {
    const counts = { won: 0, lost: 0, found: 0, missed: 0, near: 0, hints: 0, streak: 0, longestStreak: 0 };
    const tally = { ...counts, firstAt: at, lastAt: at };
    this.#tallies.set(playerId, tally);
    return tally;
  }
}

/**
 * Computes all scores of a round from its guesses and hints, in one pass. Points are whole numbers; docs/scoring.md
 * has the rules and their reasons.
 */
export function scoreRound(round: Round, key: AnswerKey): Scores {
  const scores = known.get(round) ?? compute(round, key);
  known.set(round, scores);
  return scores;
}

/**
 * The part of a round that the scores of one player depend on: what the player did and, when its points or its moment
 * count for the player, what those did who found something. Of a crowd that guesses at once, most are neither.
 */
function partFor(round: Round, playerId: string): Round {
  const finders = findings(round, playerId).map((find) => find.playerId);
  // Who found nothing was not slower or faster than anybody, and where each plays for themselves gets nothing from others.
  const isAlone = round.mode !== 'together' && !finders.includes(playerId);
  const counting = new Set(isAlone ? [playerId] : [playerId, ...finders]);
  const counts = (entry: { readonly playerId: string }) => counting.has(entry.playerId);
  return { ...round, guesses: round.guesses.filter(counts), hints: round.hints.filter(counts) };
}

/**
 * Computes what `scoreRound` says of one player, without looking closely at all the others.
 *
 * @returns scores that are right for this player and this player's guesses alone
 */
export function scorePlayer(round: Round, key: AnswerKey, playerId: string): Scores {
  const last = lastPlayers.get(round);
  const scores =
    known.get(round) ?? (last?.playerId === playerId ? last.scores : compute(partFor(round, playerId), key));
  lastPlayers.set(round, { playerId, scores });
  return scores;
}

/** Of each round the player who was asked for last: an answer asks twice. */
const lastPlayers = new WeakMap<Round, { readonly playerId: string; readonly scores: Scores }>();

/** A round never changes: what is done in it makes another one. And it has one key. */
const known = new WeakMap<Round, Scores>();

function compute(round: Round, key: AnswerKey): Scores {
  const book = new Book(round, key);
  for (const guess of round.guesses) book.addGuess(guess);
  for (const { playerId, step, at } of round.hints) book.addHint(playerId, step, at);
  const wonByAll = [...book.tallies.values()].reduce((sum, { won }) => sum + won, 0);
  const players = [...book.tallies].map(([playerId, { streak: _, ...tally }]) => ({
    playerId,
    points: (round.mode === 'together' ? wonByAll : tally.won) - tally.lost,
    ...tally,
  }));
  players.sort((a, b) => b.points - a.points || b.won - a.won || a.missed - b.missed || a.firstAt - b.firstAt);
  return { players, byGuess: book.byGuess };
}
