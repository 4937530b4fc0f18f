import type { AnswerKey } from '../contract/answer-key.ts';
import { progress } from './progress.ts';
import type { GameMode, Round } from './round.ts';
import { scoreRound } from './scoring.ts';

/** What became of a difference: seen without help, found with hints, found by another player, or not at all. */
export type ShareMark = 'found' | 'hinted' | 'others' | 'open';

/** What a player may show around: how it went, and nothing of where anything is. */
export interface ShareCard {
  readonly mode: GameMode;
  readonly level: AnswerKey['level'];
  /** In the order of finding, what was not found last: the order on the picture would tell places. */
  readonly marks: readonly ShareMark[];
  readonly found: number;
  readonly total: number;
  readonly hints: number;
  readonly missed: number;
  readonly points: number;
  /** From the player's first guess or hint (in solo) or the start of the round to their last. */
  readonly elapsedMs: number;
}

/** The share card of a player, or undefined for somebody who took no part. */
export function shareCard(round: Round, key: AnswerKey, playerId: string): ShareCard | undefined {
  const score = scoreRound(round, key).players.find((player) => player.playerId === playerId);
  if (score === undefined) return undefined;
  const { found, remaining, total } = progress(round, key, playerId);
  const hinted = new Set(round.hints.flatMap((hint) => (hint.playerId === playerId ? [hint.differenceId] : [])));
  const markOf = ({ playerId: finder, differenceId }: (typeof found)[number]): ShareMark => {
    if (finder !== playerId) return 'others';
    return hinted.has(differenceId) ? 'hinted' : 'found';
  };
  const { missed, points, hints, firstAt, lastAt } = score;
  return {
    mode: round.mode,
    level: key.level,
    marks: [...found.map(markOf), ...remaining.map((): ShareMark => 'open')],
    found: score.found,
    total,
    hints,
    missed,
    points,
    elapsedMs: lastAt - (round.mode === 'solo' ? firstAt : round.startedAt),
  };
}
