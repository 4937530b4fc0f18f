import { join } from 'node:path';
import { Keyv } from 'keyv';
import type { Database } from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/libsql-database.ts';
import { LibsqlKeyvAdapter } from '../../src/store/libsql-keyv-adapter.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('LibsqlKeyvAdapter', () => {
  const folder = temporaryFolder();
  const path = () => join(folder.path, 'store.sqlite');
  let database: Database;
  let keyv: Keyv;

  const open = (namespace: string) =>
    new Keyv({ store: new LibsqlKeyvAdapter(database), namespace, throwOnErrors: true });
  const entriesOf = async (from: Keyv) => {
    const entries: [string, unknown][] = [];
    for await (const entry of from.iterator?.({}) ?? []) entries.push(entry);
    return entries;
  };

  beforeEach(() => {
    database = openDatabase(path());
    keyv = open('a');
  });
  afterEach(() => {
    vi.useRealTimers();
    database.close();
  });

  it('gets what was set, the last value of each key', async () => {
    expect(await keyv.set('k', { n: 1 })).toBe(true);
    await keyv.set('k', { n: 2 });
    expect(await keyv.get('k')).toEqual({ n: 2 });
    expect(await keyv.get('other')).toBeUndefined();
  });

  it('gets many in the order of the keys, undefined for unknown ones', async () => {
    await keyv.set('x', 1);
    await keyv.set('y', 2);
    expect(await keyv.getMany(['y', 'none', 'x'])).toEqual([2, undefined, 1]);
  });

  it('says whether a key is there', async () => {
    await keyv.set('x', 1);
    expect([await keyv.has('x'), await keyv.has('y')]).toEqual([true, false]);
  });

  it('deletes one or many, and says whether there was something to delete', async () => {
    for (const key of ['x', 'y', 'z']) await keyv.set(key, 1);
    expect(await keyv.delete('x')).toBe(true);
    expect(await keyv.delete('x')).toBe(false);
    expect(await keyv.delete(['y', 'z', 'none'])).toBe(true);
    expect(await entriesOf(keyv)).toEqual([]);
  });

  it('forgets what has a time to live when the time is over', async () => {
    vi.useFakeTimers({ now: 1000, toFake: ['Date'] });
    await keyv.set('short', 1, 500);
    await keyv.set('long', 2);
    vi.setSystemTime(1499);
    expect([await keyv.get('short'), await keyv.has('short')]).toEqual([1, true]);
    vi.setSystemTime(1501);
    expect([await keyv.get('short'), await keyv.has('short')]).toEqual([undefined, false]);
    expect(await keyv.getMany(['short', 'long'])).toEqual([undefined, 2]);
    expect(await entriesOf(keyv)).toEqual([['long', 2]]);
    await keyv.set('short', 3);
    expect(await keyv.get('short')).toBe(3);
  });

  it('keeps namespaces apart, also where one name begins with the other', async () => {
    const [longer, other] = [open('ab'), open('b')];
    for (const each of [keyv, longer, other]) await each.set('k', each.namespace);
    expect(await entriesOf(keyv)).toEqual([['k', 'a']]);
    expect(await entriesOf(longer)).toEqual([['k', 'ab']]);
    await keyv.clear();
    expect(await entriesOf(keyv)).toEqual([]);
    expect(await longer.get('k')).toBe('ab');
    expect(await other.get('k')).toBe('b');
  });

  it('needs a namespace for what concerns all keys', async () => {
    const bare = new LibsqlKeyvAdapter(database);
    await expect(bare.clear()).rejects.toThrow('namespace');
    await expect(bare.iterator().next()).rejects.toThrow('namespace');
  });

  it('iterates over more than one page, while entries come and go, and lets others work in between', async () => {
    for (let number = 100; number < 200; number++) await keyv.set(`k${number}`, number);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const seen: number[] = [];
    for await (const [key, value] of keyv.iterator?.({}) ?? []) {
      seen.push(value);
      await keyv.delete(key);
    }
    clearInterval(timer);
    expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => 100 + index));
    expect(turns).toBeGreaterThan(0);
  });

  it('takes keys and values of any characters', async () => {
    const odd = `'"\\; DROP TABLE entries; -- 🐈 %_`;
    await keyv.set(odd, { odd });
    expect(await keyv.get(odd)).toEqual({ odd });
    expect(await entriesOf(keyv)).toEqual([[odd, { odd }]]);
  });

  it('writes to the disk: another connection reads it', async () => {
    await keyv.set('k', 'kept');
    await keyv.disconnect();
    database.close();
    database = openDatabase(path());
    expect(await open('a').get('k')).toBe('kept');
  });

  it('uses a write-ahead log and waits for others, but not for ever', () => {
    const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() as object)[0];
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(1);
    expect(pragma('busy_timeout')).toBe(2000);
  });

  describe('rejects', () => {
    const uses = (): [string, () => Promise<unknown>][] => [
      ['get', () => keyv.get('k')],
      ['has', () => keyv.has('k')],
      ['getMany', () => keyv.getMany(['k'])],
      ['set', () => keyv.set('k', 1)],
      ['delete', () => keyv.delete('k')],
      ['deleteMany', () => keyv.delete(['k'])],
      ['clear', () => keyv.clear()],
      ['iterator', () => entriesOf(keyv)],
    ];

    it('every use after it was closed', async () => {
      await keyv.disconnect();
      for (const [, use] of uses()) await expect(use()).rejects.toThrow('The store is closed.');
    });

    it('writes to a database that cannot be written, and still reads', async () => {
      await keyv.set('k', 1);
      database.pragma('query_only = ON');
      await expect(keyv.set('k', 2)).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
      await expect(keyv.delete('k')).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
      await expect(keyv.clear()).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
      expect(await keyv.get('k')).toBe(1);
    });

    it('a write while another connection holds the file for too long', async () => {
      database.pragma('busy_timeout = 20');
      const other = openDatabase(path());
      other.exec('BEGIN IMMEDIATE');
      await expect(keyv.set('k', 1)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
      other.exec('COMMIT');
      other.close();
      expect(await keyv.set('k', 2)).toBe(true);
    });
  });
});
