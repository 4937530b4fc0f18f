import type { AnswerKey } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import { judgeGuess } from './judge-guess.ts';
import type { Guess, Round, Verdict } from './round.ts';

/** What a round starts from. */
export interface RoundOpening
  extends Pick<Round, 'id' | 'puzzleId' | 'channelId' | 'guildId' | 'ownerId' | 'locale' | 'startedAt'> {}

/** A guess before it is judged. */
export type UnjudgedGuess = Omit<Guess, 'verdict'>;

/** Who asks, as far as permissions go. */
export interface Asker {
  readonly playerId: string;
  readonly isModerator: boolean;
}

/** A new round: nobody has guessed and its post is not known yet. */
export function openRound(opening: RoundOpening): Round {
  return { ...opening, messageId: null, ended: null, guesses: [], hints: [] };
}

/** The round after its post is known. */
export function withMessage(round: Round, messageId: string): Round {
  return { ...round, messageId };
}

/** The ids of the differences found so far. */
export function foundIds(round: Round): ReadonlySet<number> {
  return new Set(round.guesses.flatMap(({ verdict }) => (verdict.kind === 'found' ? [verdict.differenceId] : [])));
}

function withGuess(round: Round, key: AnswerKey, guess: Guess): Round {
  const next = { ...round, guesses: [...round.guesses, guess] };
  const complete = foundIds(next).size === key.differences.length;
  return complete ? { ...next, ended: { why: 'all-found', at: guess.at } } : next;
}

/**
 * Judges a guess and records it; the last difference found ends the round. A guess whose id is known already
 * (Discord delivers again) gets its recorded verdict, and the very same round comes back.
 *
 * @throws CodedError `round-ended`
 */
export function applyGuess(
  round: Round,
  key: AnswerKey,
  { id, playerId, target, at }: UnjudgedGuess,
): { readonly round: Round; readonly verdict: Verdict } {
  const known = round.guesses.find((guess) => guess.id === id);
  if (known) return { round, verdict: known.verdict };
  if (round.ended) throw new CodedError('round-ended', {});
  const verdict = judgeGuess(key, target, foundIds(round));
  return { round: withGuess(round, key, { id, playerId, target, at, verdict }), verdict };
}

/** The answers are for the owner and moderators until the round is over, then for everyone. */
export function mayReveal(round: Round, { playerId, isModerator }: Asker): boolean {
  return round.ended !== null || isModerator || playerId === round.ownerId;
}

/**
 * Ends a round by showing its answers. A round that is over stays as it is.
 *
 * @throws CodedError `not-allowed-to-reveal`
 */
export function reveal(round: Round, asker: Asker, at: number): Round {
  if (!mayReveal(round, asker)) throw new CodedError('not-allowed-to-reveal', {});
  return round.ended ? round : { ...round, ended: { why: 'revealed', at } };
}
