import { describe, expect, it } from 'vitest';
import { reveal } from '../../src/game/round-rules.ts';
import { createLog } from '../../src/log.ts';
import { cleanUp } from '../../src/store/clean-up.ts';
import { openStore } from '../../src/store/open-store.ts';
import { settleMissing, settleRound } from '../../src/store/settle-results.ts';
import { newRound, play } from '../game/rounds.ts';
import { puzzleRecord } from './store-conformance.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DAY_MS = 86_400_000;
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
