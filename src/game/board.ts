import type { AnswerKey } from '../contract/answer-key.ts';
import { EXTRA_TRIES, GUESS_COOLDOWN_MS, TRIES_PER_DIFFERENCE } from '../contract/limits.ts';
import type { Round, Verdict } from './round.ts';

/** Why a player can no longer guess although the round goes on. */
export type BoardEnd = 'all-found' | 'gave-up' | 'no-guesses-left';

const findsNothing = ({ kind }: Verdict): boolean => kind === 'missed' || kind === 'near';

/** A difference that was found: by whom and when. */
export interface Finding {
  readonly differenceId: number;
  readonly playerId: string;
  readonly at: number;
}

/** The finds that count on the board of a player, in their order: in solo their own, else everybody's. */
export function findings({ mode, guesses }: Round, playerId: string): readonly Finding[] {
  const found: Finding[] = [];
  // Every guess of a crowd reads all guesses before it: whatever is made for each of them here is made very often.
  for (const { verdict, playerId: finder, at } of guesses) {
    if (verdict.kind !== 'found' || (mode === 'solo' && finder !== playerId)) continue;
    found.push({ differenceId: verdict.differenceId, playerId: finder, at });
  }
  return found;
}

/** The ids of the differences found so far on the board of a player. */
export function foundIds(round: Round, playerId: string): ReadonlySet<number> {
  return new Set(findings(round, playerId).map(({ differenceId }) => differenceId));
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
