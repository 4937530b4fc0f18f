import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keyv } from 'keyv';
import { describe, expect, it, vi } from 'vitest';
import { KeyvPuzzleStore } from '../../src/store/keyv-puzzle-store.ts';
import { KeyvRoundStore } from '../../src/store/keyv-round-store.ts';
import { openDatabase } from '../../src/store/libsql-database.ts';
import { LibsqlKeyvAdapter } from '../../src/store/libsql-keyv-adapter.ts';
import { newRound } from '../game/rounds.ts';
import { type StoresUnderTest, storeConformance } from './store-conformance.ts';

function storesOver(makeStore: () => object, close: () => void): StoresUnderTest {
  const namespace = (name: string) => new Keyv({ store: makeStore(), namespace: name });
  const [puzzles, rounds, channels] = [namespace('puzzles'), namespace('rounds'), namespace('channels')];
  const set = vi.spyOn(Keyv.prototype, 'set');
  set.mockClear();
  return {
    puzzles: new KeyvPuzzleStore(puzzles),
    rounds: new KeyvRoundStore(rounds, channels),
    writes: () => set.mock.calls.length,
    close: async () => close(),
  };
}

storeConformance('memory', () =>
  storesOver(
    () => new Map(),
    () => undefined,
  ),
);

storeConformance('a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const database = openDatabase(join(folder, 'store.sqlite'));
  return storesOver(
    () => new LibsqlKeyvAdapter(database),
    () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  );
});

describe('the index of channels', () => {
  const keyvs = () => ({
    rounds: new Keyv({ store: new Map(), namespace: 'rounds' }),
    channels: new Keyv({ store: new Map(), namespace: 'channels' }),
  });

  it('is rebuilt from the rounds when it is gone', async () => {
    const { rounds, channels } = keyvs();
    const before = new KeyvRoundStore(rounds, channels);
    await before.create(newRound({ id: 'r1', startedAt: 1000 }));
    await before.create(newRound({ id: 'r2', startedAt: 2000 }));
    await before.create(newRound({ id: 'r3', startedAt: 3000, channelId: 'channel-2' }));
    await before.update('r2', (round) => ({ ...round, ended: { why: 'revealed', at: 4000 } }));
    await channels.clear();

    const after = new KeyvRoundStore(rounds, channels);
    expect(await after.newestOpen('channel-1')).toBeUndefined();
    await after.prepare();
    expect((await after.newestOpen('channel-1'))?.id).toBe('r1');
    expect((await after.newestOpen('channel-2'))?.id).toBe('r3');
  });

  it('forgets rounds that are over, and channels without any', async () => {
    const { rounds, channels } = keyvs();
    const store = new KeyvRoundStore(rounds, channels);
    await store.create(newRound({ id: 'r1' }));
    await store.update('r1', (round) => ({ ...round, ended: { why: 'revealed', at: 4000 } }));
    expect(await channels.has('channel-1')).toBe(true);
    await store.newestOpen('channel-1');
    expect(await channels.has('channel-1')).toBe(false);
  });

  it('keeps a round findable or unknown, never lost, when writing the round fails', async () => {
    const { rounds, channels } = keyvs();
    const store = new KeyvRoundStore(rounds, channels);
    vi.spyOn(rounds, 'set').mockRejectedValueOnce(new Error('disk full'));
    await expect(store.create(newRound({ id: 'r1' }))).rejects.toThrow('disk full');
    expect(await store.newestOpen('channel-1')).toBeUndefined();
    await store.create(newRound({ id: 'r1' }));
    expect((await store.newestOpen('channel-1'))?.id).toBe('r1');
  });
});
