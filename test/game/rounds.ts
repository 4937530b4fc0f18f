import type { AnswerKey } from '../../src/contract/answer-key.ts';
import { parseTargets } from '../../src/game/parse-targets.ts';
import type { Round } from '../../src/game/round.ts';
import { applyGuesses, openRound, type RoundOpening } from '../../src/game/round-rules.ts';
import { maskFrom } from '../contract/masks.ts';
import { keyOf } from './keys.ts';

/** Three differences, in A1, C2 and G5. Difference 2 is the easiest, then 1, then 3. */
export const KEY: AnswerKey = (() => {
  const block = ['###', '###'];
  const places = [
    { x: 4, y: 4 },
    { x: 24, y: 14 },
    { x: 64, y: 44 },
  ];
  const key = keyOf(
    { width: 70, height: 50 },
    { columns: 7, rows: 5 },
    places.map((at) => maskFrom(block, at)),
  );
  const deltaE = [20, 40, 10];
  return {
    ...key,
    differences: key.differences.map((difference, index) => ({ ...difference, deltaE: deltaE[index] ?? 0 })),
  };
})();

export function newRound(change: Partial<RoundOpening> = {}): Round {
  return openRound({
    id: 'round-1',
    puzzleId: 'puzzle-1',
    channelId: 'channel-1',
    guildId: 'guild-1',
    ownerId: 'owner',
    locale: 'en',
    startedAt: 1000,
    ...change,
  });
}

/** The n-th guess comes this long after the start: time enough for every cooldown. */
export const TURN_MS = 10_000;

/** Plays guesses written as `player cell`; the n-th has id `g<n>` and comes n turns after the start. */
export function play(round: Round, ...moves: readonly string[]): Round {
  return moves.reduce((before, move) => {
    const [playerId = '', ...places] = move.split(' ');
    const number = before.guesses.length + 1;
    const targets = parseTargets(places.join(' '), KEY);
    return applyGuesses(before, KEY, { id: `g${number}`, playerId, targets, at: before.startedAt + number * TURN_MS })
      .round;
  }, round);
}
