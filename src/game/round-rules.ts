import type { AnswerKey } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import { boardEnd, foundIds, maxTries, mayGuessFrom } from './board.ts';
import { isDailyRound } from './daily.ts';
import { judgeGuess } from './judge-guess.ts';
import type { Guess, GuessTarget, Round, Webhook } from './round.ts';

const MS_PER_SECOND = 1000;

/** What a round starts from. */
export interface RoundOpening
  extends Pick<Round, 'id' | 'puzzleId' | 'channelId' | 'guildId' | 'ownerId' | 'locale' | 'startedAt'> {
  /** `race` when left out. */
  readonly mode?: Round['mode'];
  /** No limit when left out. */
  readonly timeLimitMs?: number | undefined;
  /** `channel` when left out. */
  readonly reach?: Round['reach'];
}

/** What a player points at in one interaction. */
export interface GuessRequest {
  /** Of the interaction. */
  readonly id: string;
  readonly playerId: string;
  readonly targets: readonly GuessTarget[];
  readonly at: number;
}

/** Who asks, as far as permissions go. */
export interface Asker {
  readonly playerId: string;
  readonly isModerator: boolean;
}

/** A new round: nobody has guessed and its post is not known yet. */
export function openRound({ mode = 'race', reach = 'channel', timeLimitMs, ...opening }: RoundOpening): Round {
  const endsAt = timeLimitMs === undefined ? null : opening.startedAt + timeLimitMs;
  const nothingYet = { messageId: null, live: null, ended: null, guesses: [], hints: [], surrenders: [] };
  return { ...opening, mode, reach, endsAt, ...nothingYet };
}

/** The round after its post is known. @param webhook how to edit it where the bot may not do so itself */
export function withMessage(round: Round, messageId: string, webhook: Webhook | null = null): Round {
  return { ...round, messageId, live: { messageId, at: round.startedAt, webhook } };
}

/** Whether a round is over, be it that nobody has noted yet that its time is up. */
export function isOver({ ended, endsAt }: Round, at: number): boolean {
  return ended !== null || (endsAt !== null && at >= endsAt);
}

/**
 * Refuses those who cannot play on.
 *
 * @throws CodedError `round-ended`, `board-closed`, `no-guesses-left`
 */
export function refuseIdle(round: Round, key: AnswerKey, playerId: string, at: number): void {
  if (isOver(round, at)) throw new CodedError('round-ended', {});
  const end = boardEnd(round, key, playerId);
  if (end === 'no-guesses-left') throw new CodedError('no-guesses-left', { max: maxTries(key) });
  if (end !== undefined) throw new CodedError('board-closed', {});
}

function refuseHaste(round: Round, playerId: string, at: number): void {
  const waitMs = mayGuessFrom(round, playerId) - at;
  if (waitMs > 0) throw new CodedError('guess-too-soon', { seconds: Math.ceil(waitMs / MS_PER_SECOND) });
}

/** The last difference ends a round with one board; alone, others may still be playing. */
function withEnd(round: Round, key: AnswerKey, { playerId, at }: Guess): Round {
  const isComplete = round.mode !== 'solo' && foundIds(round, playerId).size === key.differences.length;
  return isComplete ? { ...round, ended: { why: 'all-found', at } } : round;
}

function withGuess(round: Round, key: AnswerKey, guess: Omit<Guess, 'verdict'>): Round {
  const verdict = judgeGuess(key, guess.target, foundIds(round, guess.playerId));
  const judged = { ...guess, verdict };
  return withEnd({ ...round, guesses: [...round.guesses, judged] }, key, judged);
}

const idOf = (requestId: string, index: number): string => (index === 0 ? requestId : `${requestId}+${index}`);

/**
 * Judges the guesses of one interaction in turn and records them; the last difference found ends the round. What is
 * named after the last difference or the last try is not judged. An interaction whose id is known already (Discord
 * delivers again) gets its recorded guesses, and the very same round comes back.
 *
 * @returns the round and the judged guesses of this interaction, at least one
 * @throws CodedError `round-ended`, `board-closed`, `no-guesses-left`, `guess-too-soon`
 */
export function applyGuesses(
  round: Round,
  key: AnswerKey,
  { id, playerId, targets, at }: GuessRequest,
): { readonly round: Round; readonly judged: readonly Guess[] } {
  const ids = targets.map((_, index) => idOf(id, index));
  const known = round.guesses.filter((guess) => ids.includes(guess.id));
  if (known.length > 0) return { round, judged: known };
  refuseIdle(round, key, playerId, at);
  refuseHaste(round, playerId, at);
  let after = round;
  for (const [index, target] of targets.entries()) {
    if (after.ended !== null || boardEnd(after, key, playerId) !== undefined) break;
    after = withGuess(after, key, { id: idOf(id, index), playerId, target, at });
  }
  return { round: after, judged: after.guesses.slice(round.guesses.length) };
}

/** The answers are for the owner and moderators until the round is over, then for everyone. */
export function mayReveal(round: Round, { playerId, isModerator }: Asker, at: number): boolean {
  // The answers of a daily come with the next one, for everybody at the same time.
  const mayEnd = !isDailyRound(round.id) && (isModerator || playerId === round.ownerId);
  return isOver(round, at) || mayEnd;
}

/**
 * Ends a round by showing its answers. A round that is over stays as it is, but for the note that its time is up.
 *
 * @throws CodedError `not-allowed-to-reveal`
 */
export function reveal(round: Round, asker: Asker, at: number): Round {
  if (!mayReveal(round, asker, at)) throw new CodedError('not-allowed-to-reveal', {});
  const current = endWhenTimeIsUp(round, at);
  return current.ended ? current : { ...current, ended: { why: 'revealed', at } };
}

/** Notes that the time of a round is up, when it is: it ended at its limit, whenever that is noticed. */
export function endWhenTimeIsUp(round: Round, at: number): Round {
  const { ended, endsAt } = round;
  return ended === null && endsAt !== null && at >= endsAt
    ? { ...round, ended: { why: 'time-up', at: endsAt } }
    : round;
}

/**
 * Closes the board of a player who wants to see the answers. Who gave up already stays so.
 *
 * @throws CodedError `round-ended`
 */
export function giveUp(round: Round, playerId: string, at: number): Round {
  if (round.surrenders.some((surrender) => surrender.playerId === playerId)) return round;
  if (isOver(round, at)) throw new CodedError('round-ended', {});
  return { ...round, surrenders: [...round.surrenders, { playerId, at }] };
}
