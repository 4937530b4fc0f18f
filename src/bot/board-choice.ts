import { CodedError } from '../contract/coded-error.ts';
import { BOARD_PERIODS, type BoardPeriod } from '../game/leaderboards.ts';

/** Whose players compare: those of the server, or all who want to, of all servers that take part. */
export const BOARD_SCOPES = ['server', 'global'] as const;
export type BoardScope = (typeof BOARD_SCOPES)[number];

/** What counts: every round of the server, or its dailies alone. */
export const BOARD_GAMES = ['all', 'dailies'] as const;
export type BoardGames = (typeof BOARD_GAMES)[number];

/** One leaderboard. */
export interface BoardChoice {
  readonly period: BoardPeriod;
  readonly scope: BoardScope;
  readonly games: BoardGames;
}

/** `week-global-all`, as buttons carry it. */
export const boardSubject = ({ period, scope, games }: BoardChoice): string => [period, scope, games].join('-');

/** Reads what `boardSubject` wrote. @throws CodedError `round-not-found` for anything else */
export function parseBoardSubject(text: string): BoardChoice {
  const [first, second, third] = text.split('-');
  const period = BOARD_PERIODS.find((known) => known === first);
  const scope = BOARD_SCOPES.find((known) => known === second);
  const games = BOARD_GAMES.find((known) => known === third);
  if (!period || !scope || !games) throw new CodedError('round-not-found', {});
  return { period, scope, games };
}
