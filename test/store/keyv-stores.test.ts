import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keyv, type KeyvStoreAdapter } from 'keyv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../src/log.ts';
import { KeyvDailyStore } from '../../src/store/keyv-daily-store.ts';
import { KeyvDraftStore } from '../../src/store/keyv-draft-store.ts';
import { KeyvPlayerStore } from '../../src/store/keyv-player-store.ts';
import { KeyvPuzzleStore } from '../../src/store/keyv-puzzle-store.ts';
import { KeyvResultStore } from '../../src/store/keyv-result-store.ts';
import { KeyvRoundStore } from '../../src/store/keyv-round-store.ts';
import { openBackend } from '../../src/store/open-backend.ts';
import { INDEX_NAMESPACES, VALUE_NAMESPACES } from '../../src/store/open-store.ts';
import { newRound } from '../game/rounds.ts';
import { postgresPrograms, type RealServer, redisProgram, startPostgres, startRedis } from './real-servers.ts';
import { type StoresUnderTest, storeConformance } from './store-conformance.ts';

const log = createLog('silent');

function storesOver(
  adapter: () => KeyvStoreAdapter | Map<string, unknown>,
  close: () => Promise<void>,
): StoresUnderTest {
  const namespace = (name: string) => new Keyv({ store: adapter(), namespace: name });
  const set = vi.spyOn(Keyv.prototype, 'set');
  set.mockClear();
  return {
    puzzles: new KeyvPuzzleStore(namespace('puzzles')),
    rounds: new KeyvRoundStore(namespace('rounds'), namespace('channels')),
    results: new KeyvResultStore(namespace('results'), namespace('months'), namespace('server-months')),
    dailies: new KeyvDailyStore({
      servers: namespace('dailies'),
      claims: namespace('claims'),
      secrets: namespace('secrets'),
    }),
    players: new KeyvPlayerStore(namespace('players'), namespace('global-players')),
    drafts: new KeyvDraftStore(namespace('drafts')),
    writes: () => set.mock.calls.length,
    close,
  };
}

storeConformance('memory', async () =>
  storesOver(
    () => new Map(),
    async () => undefined,
  ),
);

storeConformance('a SQLite file', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'store-'));
  const backend = await openBackend({ dataDir, log });
  return storesOver(
    () => backend.adapter(),
    async () => {
      await backend.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  );
});

async function empty(url: string): Promise<void> {
  const backend = await openBackend({ dataDir: '/nowhere', url, log });
  for (const namespace of [...VALUE_NAMESPACES, ...INDEX_NAMESPACES]) {
    await new Keyv({ store: backend.adapter(), namespace }).clear();
  }
  await backend.close();
}

/** The stores on a server, empty. */
async function storesOn(url: string | undefined): Promise<StoresUnderTest> {
  if (url === undefined) throw new Error('the server is started before its tests');
  await empty(url);
  const backend = await openBackend({ dataDir: '/nowhere', url, log });
  return storesOver(
    () => backend.adapter(),
    () => backend.close(),
  );
}

const SERVERS = [
  { name: 'Redis', program: redisProgram, start: startRedis },
  { name: 'PostgreSQL', program: postgresPrograms, start: startPostgres },
];

describe.each(SERVERS)('a server of $name', ({ name, program, start }) => {
  if (program === undefined) {
    it.skip(`skipped: ${name} is not installed`, () => undefined);
    return;
  }
  let server: RealServer | undefined;
  beforeAll(async () => {
    server = await start();
  }, 60_000);
  afterAll(() => server?.stop());

  storeConformance(name, () => storesOn(server?.url));

  it('keeps what it was given when the program is gone', async () => {
    const first = await storesOn(server?.url);
    await first.rounds.create(newRound());
    await first.close();
    const backend = await openBackend({ dataDir: '/nowhere', url: server?.url, log });
    const keyv = new Keyv({ store: backend.adapter(), namespace: 'rounds' });
    expect(await keyv.get('round-1')).toMatchObject({ data: { id: 'round-1' } });
    await backend.close();
  });

  it('rejects what comes after it was closed', async () => {
    const stores = await storesOn(server?.url);
    await stores.close();
    await expect(stores.rounds.get('round-1')).rejects.toThrow();
    await expect(stores.rounds.create(newRound())).rejects.toThrow();
  });
});

describe('a server that is not there', () => {
  it.each([
    'redis://user:secret@127.0.0.1:9/0',
    'postgres://user:secret@127.0.0.1:9/game',
    'valkey://:secret@127.0.0.1:9',
  ])('is named without its password: %s', async (url) => {
    const failure = await openBackend({ dataDir: '/nowhere', url, log }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'store-unreachable',
      details: { reason: expect.stringContaining('ECONNREFUSED') },
    });
    expect((failure as Error).message).not.toContain('secret');
  });

  it('must be of a kind that is known', async () => {
    await expect(openBackend({ dataDir: '/nowhere', url: 'mysql://127.0.0.1', log })).rejects.toThrow('mysql:');
  });
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
