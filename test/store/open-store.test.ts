import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/store/libsql-database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { newRound, play } from '../game/rounds.ts';
import { puzzleRecord } from './store-conformance.ts';
import { temporaryFolder } from './temporary-folder.ts';

const log = createLog('silent');

describe('openStore', () => {
  const folder = temporaryFolder();
  const dataDir = () => join(folder.path, 'data');
  const open = () => openStore({ dataDir: dataDir(), log });

  it('remembers everything after it was closed and opened again', async () => {
    const before = await open();
    const round = play(newRound(), 'ada A1', 'bob B1');
    await before.puzzles.put(puzzleRecord('p1'));
    await before.rounds.create(round);
    const name = await before.pictures.put(new Uint8Array([1, 2, 3]), 'image/png');
    await before.close();

    const after = await open();
    expect(await after.puzzles.get('p1')).toEqual(puzzleRecord('p1'));
    expect(await after.rounds.get(round.id)).toEqual(round);
    expect(await after.rounds.newestOpen(round.channelId)).toEqual(round);
    expect([...(await after.pictures.get(name))]).toEqual([1, 2, 3]);
    await after.close();
  });

  it('keeps all of it in one folder, which it makes', async () => {
    const store = await open();
    await store.close();
    expect(existsSync(join(dataDir(), 'store.sqlite'))).toBe(true);
    expect(existsSync(join(dataDir(), 'pictures'))).toBe(true);
  });

  it('leaves a file that is complete without its log', async () => {
    const store = await open();
    await store.rounds.create(newRound());
    await store.close();
    expect(statSync(join(dataDir(), 'store.sqlite-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  });

  it('rejects what comes after it was closed: nothing is dropped in silence', async () => {
    const store = await open();
    await store.rounds.create(newRound());
    await store.close();
    await expect(store.rounds.get('round-2')).rejects.toThrow('closed');
    await expect(store.rounds.create(newRound())).rejects.toThrow('closed');
    await expect(store.puzzles.put(puzzleRecord('p1'))).rejects.toThrow('closed');
  });

  it('finds the open rounds of a channel although its index was lost', async () => {
    const before = await open();
    await before.rounds.create(newRound());
    await before.close();
    const database = openDatabase(join(dataDir(), 'store.sqlite'));
    expect(database.prepare("DELETE FROM entries WHERE key LIKE 'channels:%'").run().changes).toBe(1);
    database.close();

    const after = await open();
    expect((await after.rounds.newestOpen('channel-1'))?.id).toBe('round-1');
    await after.close();
  });

  it.each([['the folder is a file', (path: string) => writeFileSync(path, '')]])(
    'says so when %s',
    async (_, spoil) => {
      spoil(dataDir());
      await expect(open()).rejects.toMatchObject({
        code: 'folder-unwritable',
        details: { path: dataDir(), reason: 'EEXIST' },
      });
    },
  );

  it('does not open a file that is no database', async () => {
    const store = await open();
    await store.close();
    writeFileSync(join(dataDir(), 'store.sqlite'), 'This is a letter, not a database. '.repeat(100));
    await expect(open()).rejects.toMatchObject({ code: 'folder-unwritable', details: { reason: 'SQLITE_NOTADB' } });
  });
});
