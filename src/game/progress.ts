import type { AnswerKey } from '../contract/answer-key.ts';
import type { Round, RoundEnd } from './round.ts';

/** A difference that was found: by whom and when. */
export interface Finding {
  readonly differenceId: number;
  readonly playerId: string;
  readonly at: number;
}

/** What one player did in a round. */
export interface PlayerTally {
  readonly playerId: string;
  readonly found: number;
  readonly missed: number;
}

/** How far a round is. Derived from what is stored, never stored itself. */
export interface Progress {
  readonly total: number;
  /** In the order of finding. */
  readonly found: readonly Finding[];
  /** Ids of the differences not found yet, ascending. */
  readonly remaining: readonly number[];
  /** Wrong guesses; a guess at something found already is not wrong. */
  readonly missed: number;
  /** Everyone who guessed: most found first, then fewest missed, then who came first. */
  readonly players: readonly PlayerTally[];
  readonly ended: { readonly why: RoundEnd; readonly at: number } | null;
}

function tally(round: Round): PlayerTally[] {
  const players = new Map<string, PlayerTally>();
  for (const { playerId, verdict } of round.guesses) {
    const { found, missed } = players.get(playerId) ?? { found: 0, missed: 0 };
    players.set(playerId, {
      playerId,
      found: found + (verdict.kind === 'found' ? 1 : 0),
      missed: missed + (verdict.kind === 'missed' ? 1 : 0),
    });
  }
  return [...players.values()].sort((a, b) => b.found - a.found || a.missed - b.missed);
}

/** Everything that a post or an answer says about the state of a round. */
export function progress(round: Round, key: AnswerKey): Progress {
  const found = round.guesses.flatMap(({ playerId, at, verdict }) =>
    verdict.kind === 'found' ? [{ differenceId: verdict.differenceId, playerId, at }] : [],
  );
  const known = new Set(found.map(({ differenceId }) => differenceId));
  return {
    total: key.differences.length,
    found,
    remaining: key.differences
      .map(({ id }) => id)
      .filter((id) => !known.has(id))
      .sort((a, b) => a - b),
    missed: round.guesses.filter(({ verdict }) => verdict.kind === 'missed').length,
    players: tally(round),
    ended: round.ended,
  };
}
