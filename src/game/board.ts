import type { AnswerKey } from '../contract/answer-key.ts';
import { EXTRA_TRIES, GUESS_COOLDOWN_MS, TRIES_PER_DIFFERENCE } from '../contract/limits.ts';
import type { Guess, Round, Verdict } from './round.ts';

/** Why a player can no longer guess although the round goes on. */
export type BoardEnd = 'all-found' | 'gave-up' | 'no-guesses-left';

const findsNothing = ({ kind }: Verdict): boolean => kind === 'missed' || kind === 'near';

/** The guesses that count on the board of a player: in solo their own, else everybody's. */
export function guessesOnBoard({ mode, guesses }: Round, playerId: string): readonly Guess[] {
  return mode === 'solo' ? guesses.filter((guess) => guess.playerId === playerId) : guesses;
}

/** The ids of the differences found so far on the board of a player. */
export function foundIds(round: Round, playerId: string): ReadonlySet<number> {
  const found = guessesOnBoard(round, playerId);
  return new Set(found.flatMap(({ verdict }) => (verdict.kind === 'found' ? [verdict.differenceId] : [])));
}

/** How many guesses of one player may find nothing in one round of this puzzle. */
export const maxTries = (key: AnswerKey): number => TRIES_PER_DIFFERENCE * key.differences.length + EXTRA_TRIES;

/** How many guesses that find nothing a player has left. Rounds from before there was a limit may be beyond it. */
export function triesLeft(round: Round, key: AnswerKey, playerId: string): number {
  const used = round.guesses.filter((guess) => guess.playerId === playerId && findsNothing(guess.verdict)).length;
  return Math.max(0, maxTries(key) - used);
}

/** Why a player can no longer guess, or undefined while they can. */
export function boardEnd(round: Round, key: AnswerKey, playerId: string): BoardEnd | undefined {
  if (round.surrenders.some((surrender) => surrender.playerId === playerId)) return 'gave-up';
  if (foundIds(round, playerId).size === key.differences.length) return 'all-found';
  return triesLeft(round, key, playerId) === 0 ? 'no-guesses-left' : undefined;
}

/** From when on a player may guess again: some time after a guess that found nothing, else at once. */
export function mayGuessFrom({ guesses }: Round, playerId: string): number {
  const last = guesses.findLast((guess) => guess.playerId === playerId);
  return last !== undefined && findsNothing(last.verdict) ? last.at + GUESS_COOLDOWN_MS : 0;
}
