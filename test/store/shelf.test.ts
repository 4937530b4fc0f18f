import { EventEmitter } from 'node:events';
import { Keyv } from 'keyv';
import { describe, expect, it, vi } from 'vitest';
import { type Migration, Shelf } from '../../src/store/shelf.ts';

interface Old {
  readonly name: string;
}
interface Middle {
  readonly names: readonly string[];
}

const MIGRATIONS: readonly Migration[] = [
  (old) => ({ names: [(old as Old).name] }),
  (middle) => ({ count: (middle as Middle).names.length }),
];

const makeKeyv = () => new Keyv({ store: new Map(), namespace: 'things' });

async function listAll<Value>(shelf: Shelf<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of shelf.all()) values.push(value);
  return values;
}

describe('Shelf', () => {
  it('writes the version of the schema into every value', async () => {
    const keyv = makeKeyv();
    await new Shelf(keyv).put('a', { name: 'x' });
    expect(await keyv.get('a')).toEqual({ schema: 1, data: { name: 'x' } });
    await new Shelf(keyv, MIGRATIONS).put('b', { count: 7 });
    expect(await keyv.get('b')).toEqual({ schema: 3, data: { count: 7 } });
  });

  it('lifts older values through every version when they are read or listed', async () => {
    const keyv = makeKeyv();
    await new Shelf(keyv).put('a', { name: 'x' });
    await new Shelf(keyv, MIGRATIONS.slice(0, 1)).put('b', { names: ['x', 'y'] });
    const shelf = new Shelf(keyv, MIGRATIONS);
    expect(await shelf.get('a')).toEqual({ count: 1 });
    expect(await listAll(shelf)).toEqual([{ count: 1 }, { count: 2 }]);
  });

  it('refuses values of a newer program, when read and when listed', async () => {
    const keyv = makeKeyv();
    await new Shelf(keyv, MIGRATIONS).put('a', { count: 7 });
    const older = new Shelf(keyv);
    const message = 'things a has schema 3; this version of the program knows 1 to 1.';
    await expect(older.get('a')).rejects.toThrow(message);
    await expect(listAll(older)).rejects.toThrow(message);
  });

  it.each([[{ name: 'x' }], [{ schema: 0, data: {} }], [{ schema: 1.5, data: {} }], ['text']])(
    'refuses %j, which it did not write',
    async (value) => {
      const keyv = makeKeyv();
      await keyv.set('a', value);
      await expect(new Shelf(keyv).get('a')).rejects.toThrow(/things a has schema/);
    },
  );

  it('rejects when what lies below says that it did not store', async () => {
    const store = Object.assign(new Map(), { set: () => false });
    const keyv = new Keyv({ store, namespace: 'things' });
    await expect(new Shelf(keyv).put('a', 1)).rejects.toThrow('The store did not take things a.');
  });

  it('rejects when what lies below fails, whoever listens', async () => {
    const fail = () => {
      throw new Error('disk full');
    };
    const keyv = new Keyv({
      store: Object.assign(new Map(), { get: fail, set: fail, delete: fail }),
      namespace: 'things',
    });
    keyv.on('error', () => undefined);
    const shelf = new Shelf(keyv);
    await expect(shelf.put('a', 1)).rejects.toThrow('disk full');
    await expect(shelf.get('a')).rejects.toThrow('disk full');
    await expect(shelf.delete('a')).rejects.toThrow('disk full');
  });

  describe('that keeps recent values', () => {
    const counted = () => {
      const store = new Map<string, string>();
      const keyv = new Keyv({ store, namespace: 'things' });
      const reads = vi.spyOn(keyv, 'get');
      return { store, keyv, reads };
    };

    it('reads each once, as long as it is among the last ones', async () => {
      const { keyv, reads } = counted();
      const writer = new Shelf<string>(keyv);
      for (const id of ['a', 'b', 'c']) await writer.put(id, id);
      const shelf = new Shelf<string>(keyv, [], 2);
      for (const id of ['a', 'b', 'a', 'b']) expect(await shelf.get(id)).toBe(id);
      expect(reads).toHaveBeenCalledTimes(2);
      await shelf.get('c');
      await shelf.get('b');
      expect(reads).toHaveBeenCalledTimes(3);
      await shelf.get('a');
      expect(reads).toHaveBeenCalledTimes(4);
    });

    it('knows what was put and what was deleted', async () => {
      const { keyv, reads } = counted();
      const shelf = new Shelf<string>(keyv, [], 2);
      await shelf.put('a', 'first');
      await shelf.put('a', 'second');
      expect(await shelf.get('a')).toBe('second');
      expect(reads).not.toHaveBeenCalled();
      await shelf.delete('a');
      expect(await shelf.get('a')).toBeUndefined();
    });

    it('does not take an old value for the new one that is written while it is read', async () => {
      const { keyv } = counted();
      await new Shelf<string>(keyv).put('a', 'old');
      const shelf = new Shelf<string>(keyv, [], 2);
      const reading = shelf.get('a');
      const writing = shelf.put('a', 'new');
      await Promise.all([reading, writing]);
      expect(await shelf.get('a')).toBe('new');
    });

    it('looks again after a write that failed', async () => {
      const { keyv } = counted();
      const shelf = new Shelf<string>(keyv, [], 2);
      await shelf.put('a', 'stored');
      vi.spyOn(keyv, 'set').mockRejectedValueOnce(new Error('disk full'));
      await expect(shelf.put('a', 'lost')).rejects.toThrow('disk full');
      expect(await shelf.get('a')).toBe('stored');
    });
  });

  it('lists once what the store names twice', async () => {
    const twice = async function* () {
      for (const id of ['a', 'b', 'a']) yield [`things:${id}`, JSON.stringify({ value: { schema: 1, data: id } })];
    };
    const adapter = Object.assign(new EventEmitter(), {
      opts: { dialect: 'sqlite' },
      get: async () => undefined,
      set: async () => true,
      delete: async () => true,
      clear: async () => undefined,
      iterator: twice,
    });
    expect(await listAll(new Shelf(new Keyv({ store: adapter, namespace: 'things' })))).toEqual(['a', 'b']);
  });

  it('cannot list what cannot be listed', async () => {
    const { get, set, delete: remove, clear } = new Map();
    const keyv = new Keyv({ store: { get, set, delete: remove, clear }, namespace: 'things' });
    await expect(listAll(new Shelf(keyv))).rejects.toThrow('The store of things cannot be listed.');
  });
});
