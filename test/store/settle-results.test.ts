import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { dailyRoundId } from '../../src/game/daily.ts';
import { reveal } from '../../src/game/round-rules.ts';
import { createLog } from '../../src/log.ts';
import { cleanUp } from '../../src/store/clean-up.ts';
import { openStore } from '../../src/store/open-store.ts';
import { settleMissing, settleRound } from '../../src/store/settle-results.ts';
import { newRound, play } from '../game/rounds.ts';
import { puzzleRecord } from './store-conformance.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DAY_MS = 86_400_000;
/** So many that storing what each did takes some time. */
const PLAYERS = 100;
const over = (id: string) =>
  reveal(play(newRound({ id }), 'ada A1'), { playerId: 'owner', isModerator: false }, 20_000);

describe('results', () => {
  const folder = temporaryFolder();
  const open = () => openStore({ dataDir: folder.path, log: createLog('silent') });

  it('are stored when a round is over, and not before', async () => {
    const store = await open();
    await store.puzzles.put(puzzleRecord('puzzle-1'));
    await settleRound(newRound(), store);
    expect(await store.results.get('round-1')).toBeUndefined();
    await settleRound(over('round-1'), store);
    expect(await store.results.get('round-1')).toMatchObject({ why: 'revealed', players: [{ playerId: 'ada' }] });
    expect(await store.results.ofMonth('guild-1', '1970-01')).toHaveLength(1);
    await store.close();
  });

  it('let others go first, player by player', async () => {
    const store = await open();
    await store.puzzles.put(puzzleRecord('puzzle-1'));
    const guesses = Array.from({ length: PLAYERS }, (_, number) => `player-${number} A1`);
    const id = dailyRoundId('123456789012345678', '1970-01-01');
    const round = { ...over('crowd'), id, guesses: play(newRound(), ...guesses).guesses };
    let turns = 0;
    const stop = new AbortController();
    const others = (async () => {
      for (; !stop.signal.aborted; turns++) await breathe();
    })();
    await settleRound(round, store);
    stop.abort();
    await others;
    expect((await store.results.get(id))?.players).toHaveLength(PLAYERS);
    expect(turns).toBeGreaterThanOrEqual(PLAYERS);
    await store.close();
  });

  it('of rounds that ended just before the process died are stored at the next start', async () => {
    const before = await open();
    await before.puzzles.put(puzzleRecord('puzzle-1'));
    for (const round of [over('r1'), newRound({ id: 'r2' }), { ...over('r3'), guildId: null }]) {
      await before.rounds.create(round);
    }
    await before.close();
    const after = await open();
    expect((await after.results.ofMonth('guild-1', '1970-01')).map(({ roundId }) => roundId)).toEqual(['r1']);
    expect(await settleMissing(after)).toBe(0);
    await after.close();
  });

  it('stay when the rounds are deleted', async () => {
    const store = await open();
    await store.puzzles.put(puzzleRecord('puzzle-1'));
    await store.rounds.create(over('r1'));
    await cleanUp(store, 100 * DAY_MS, 30);
    expect(await store.rounds.get('r1')).toBeUndefined();
    expect(await store.results.get('r1')).toMatchObject({ roundId: 'r1' });
    await store.close();
  });
});
