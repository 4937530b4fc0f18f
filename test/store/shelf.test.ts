import { EventEmitter } from 'node:events';
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
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
