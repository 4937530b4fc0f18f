import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reveal } from '../../src/game/round-rules.ts';
import { createLog } from '../../src/log.ts';
import { backUp, dropIndexes, restore } from '../../src/store/backup.ts';
import { openRawStore, openStore, type RawStore } from '../../src/store/open-store.ts';
import { settleRound } from '../../src/store/settle-results.ts';
import { newRound, play } from '../game/rounds.ts';
import { type RealServer, redisProgram, startRedis } from './real-servers.ts';
import { puzzleRecord } from './store-conformance.ts';
import { temporaryFolder } from './temporary-folder.ts';

const log = createLog('silent');
const round = play(newRound(), 'ada A1', 'bob E1');
const over = reveal(newRound({ id: 'round-2' }), { playerId: 'owner', isModerator: false }, 20_000);
const BYTES = new Uint8Array([1, 2, 3]);

interface Place {
  readonly dataDir: string;
  readonly url?: string | undefined;
}

async function raw<Result>(place: Place, work: (store: RawStore) => Promise<Result>): Promise<Result> {
  const store = await openRawStore({ ...place, log });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** A puzzle with one picture, an open round, and one that is over with its result. */
async function fill(place: Place): Promise<string> {
  const store = await openStore({ ...place, log });
  const picture = await store.pictures.put(BYTES, 'image/png');
  await store.puzzles.put(puzzleRecord('puzzle-1'));
  await store.rounds.create(round);
  await store.rounds.create(over);
  await settleRound(over, store);
  await store.close();
  return picture;
}

async function expectAll(place: Place, picture: string): Promise<void> {
  const store = await openStore({ ...place, log });
  expect(await store.puzzles.get('puzzle-1')).toEqual(puzzleRecord('puzzle-1'));
  expect(await store.rounds.newestOpen('channel-1')).toEqual(round);
  expect((await store.results.ofMonth('guild-1', '1970-01')).map(({ roundId }) => roundId)).toEqual(['round-2']);
  expect([...(await store.pictures.get(picture))]).toEqual([...BYTES]);
  await store.close();
}

describe('a backup', () => {
  const folder = temporaryFolder();
  const from = () => ({ dataDir: join(folder.path, 'from') });
  const to = () => ({ dataDir: join(folder.path, 'to') });
  const copy = () => join(folder.path, 'backup');

  it('brings everything back, indexes included', async () => {
    const picture = await fill(from());
    expect(await raw(from(), (store) => backUp(store, copy()))).toEqual({ values: 4, pictures: 1 });
    expect(await raw(to(), (store) => restore(store, copy(), false))).toEqual({ values: 4, pictures: 1 });
    await expectAll(to(), picture);
  });

  it.skipIf(redisProgram === undefined)('moves from SQLite to Redis and back (skipped: without Redis)', async () => {
    const server: RealServer = await startRedis();
    const redis = { ...to(), url: server.url };
    const picture = await fill(from());
    await raw(from(), (store) => backUp(store, copy()));
    await raw(redis, (store) => restore(store, copy(), false));
    await expectAll(redis, picture);
    await raw(redis, (store) => backUp(store, `${copy()} 2`));
    const back = { dataDir: join(folder.path, 'back') };
    await raw(back, (store) => restore(store, `${copy()} 2`, false));
    await expectAll(back, picture);
    await server.stop();
  });

  it('does not go where a backup is already', async () => {
    await fill(from());
    await raw(from(), (store) => backUp(store, copy()));
    const again = raw(from(), (store) => backUp(store, copy()));
    await expect(again).rejects.toMatchObject({ code: 'folder-unwritable', details: { reason: 'EEXIST' } });
  });

  it('does not overwrite a store that holds something, unless asked to', async () => {
    await fill(from());
    await raw(from(), (store) => backUp(store, copy()));
    const other = await openStore({ ...to(), log });
    await other.rounds.create(newRound({ id: 'other' }));
    await other.close();
    await expect(raw(to(), (store) => restore(store, copy(), false))).rejects.toMatchObject({
      code: 'store-not-empty',
    });
    await raw(to(), (store) => restore(store, copy(), true));
    const store = await openStore({ ...to(), log });
    expect(await store.rounds.get('other')).toBeUndefined();
    expect(await store.rounds.get('round-1')).toEqual(round);
    await store.close();
  });

  it.each<[string, (path: string) => void]>([
    ['manifest.json', (path) => rmSync(path)],
    ['manifest.json', (path) => writeFileSync(path, '{"version":2}')],
    ['values.jsonl', (path) => appendFileSync(path, '{}')],
    ['values.jsonl', (path) => rmSync(path)],
  ])('that is damaged is refused before anything is lost: %s', async (file, spoil) => {
    await fill(from());
    await raw(from(), (store) => backUp(store, copy()));
    spoil(join(copy(), file));
    const failing = raw(from(), (store) => restore(store, copy(), true));
    await expect(failing).rejects.toMatchObject({ code: 'backup-damaged', details: { path: copy(), problem: file } });
    const store = await openStore({ ...from(), log });
    expect(await store.rounds.get('round-1')).toEqual(round);
    await store.close();
  });

  it.each<[string, (path: string) => void]>([
    ['is gone', (path) => rmSync(path)],
    ['is another', (path) => writeFileSync(path, 'x')],
  ])('is refused when a picture %s', async (_, spoil) => {
    const picture = await fill(from());
    await raw(from(), (store) => backUp(store, copy()));
    spoil(join(copy(), 'pictures', picture));
    const failing = raw(to(), (store) => restore(store, copy(), false));
    await expect(failing).rejects.toMatchObject({ code: 'backup-damaged', details: { problem: picture } });
  });

  it('of an empty store is a backup too', async () => {
    mkdirSync(copy());
    expect(await raw(from(), (store) => backUp(store, copy()))).toEqual({ values: 0, pictures: 0 });
    expect(readdirSync(copy()).sort()).toEqual(['manifest.json', 'pictures', 'values.jsonl']);
    expect(await raw(to(), (store) => restore(store, copy(), false))).toEqual({ values: 0, pictures: 0 });
  });
});

describe('the indexes', () => {
  const folder = temporaryFolder();

  it('can be dropped and are made anew', async () => {
    const place = { dataDir: folder.path };
    const picture = await fill(place);
    await raw(place, dropIndexes);
    await expectAll(place, picture);
  });
});
