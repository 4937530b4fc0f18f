import type { AnswerKey } from '../contract/answer-key.ts';
import { EXTRA_TRIES, GUESS_COOLDOWN_MS, TRIES_PER_DIFFERENCE } from '../contract/limits.ts';
import type { Guess, Round, Verdict } from './round.ts';

/** Why a player can no longer guess although the round goes on. */
export type BoardEnd = 'all-found' | 'gave-up' | 'no-guesses-left';

const findsNothing = ({ kind }: Verdict): boolean => kind === 'missed' || kind === 'near';

/** A difference that was found: by whom and when. */
export interface Finding {
  readonly differenceId: number;
  readonly playerId: string;
  readonly at: number;
}

/** What the guesses of a round say of the board of one player. */
interface Board {
  readonly findings: readonly Finding[];
  readonly foundIds: ReadonlySet<number>;
  /** How many of the player's own guesses found nothing. */
  readonly misses: number;
  readonly lastGuess: Guess | undefined;
}

/** Every guess of a crowd reads all guesses before it, so they are read once for all that is asked of them. */
function readBoard({ mode, guesses }: Round, playerId: string): Board {
  const found: Finding[] = [];
  let misses = 0;
  let lastGuess: Guess | undefined;
  for (const guess of guesses) {
    const { verdict, playerId: finder, at } = guess;
    const isOwn = finder === playerId;
    if (isOwn) lastGuess = guess;
    if (isOwn && findsNothing(verdict)) misses++;
    if (verdict.kind !== 'found' || (mode === 'solo' && !isOwn)) continue;
    found.push({ differenceId: verdict.differenceId, playerId: finder, at });
  }
  return { findings: found, foundIds: new Set(found.map(({ differenceId }) => differenceId)), misses, lastGuess };
}

/** Of each round the board that was asked for last: whoever guesses asks for the same one again and again. */
const lastBoards = new WeakMap<Round, { readonly playerId: string; readonly board: Board }>();

/** A round never changes: what is done in it makes another one. */
function boardOf(round: Round, playerId: string): Board {
  const last = lastBoards.get(round);
  if (last?.playerId === playerId) return last.board;
  const board = readBoard(round, playerId);
  lastBoards.set(round, { playerId, board });
  return board;
}

/** The finds that count on the board of a player, in their order: in solo their own, else everybody's. */
export function findings(round: Round, playerId: string): readonly Finding[] {
  return boardOf(round, playerId).findings;
}

/** The ids of the differences found so far on the board of a player. */
export function foundIds(round: Round, playerId: string): ReadonlySet<number> {
  return boardOf(round, playerId).foundIds;
}

/** How many guesses of one player may find nothing in one round of this puzzle. */
export const maxTries = (key: AnswerKey): number => TRIES_PER_DIFFERENCE * key.differences.length + EXTRA_TRIES;

/** How many guesses that find nothing a player has left. Rounds from before there was a limit may be beyond it. */
export function triesLeft(round: Round, key: AnswerKey, playerId: string): number {
  return Math.max(0, maxTries(key) - boardOf(round, playerId).misses);
}

/** Why a player can no longer guess, or undefined while they can. */
export function boardEnd(round: Round, key: AnswerKey, playerId: string): BoardEnd | undefined {
  if (round.surrenders.some((surrender) => surrender.playerId === playerId)) return 'gave-up';
  if (foundIds(round, playerId).size === key.differences.length) return 'all-found';
  return triesLeft(round, key, playerId) === 0 ? 'no-guesses-left' : undefined;
}

/** From when on a player may guess again: some time after a guess that found nothing, else at once. */
export function mayGuessFrom(round: Round, playerId: string): number {
  const { lastGuess } = boardOf(round, playerId);
  return lastGuess !== undefined && findsNothing(lastGuess.verdict) ? lastGuess.at + GUESS_COOLDOWN_MS : 0;
}
