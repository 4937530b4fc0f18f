import { describe, expect, it } from 'vitest';
import { KeyedMutex } from '../../src/store/keyed-mutex.ts';
import { SharedWrites } from '../../src/store/shared-writes.ts';

/** A shelf in memory that counts its writes, and refuses them when told to. */
function shelfOf(...entries: readonly (readonly [string, string])[]) {
  const kept = new Map(entries);
  const shelf = {
    writes: [] as string[],
    failure: undefined as Error | undefined,
    kept,
    get: async (id: string) => kept.get(id),
    put: async (id: string, value: string) => {
      if (shelf.failure !== undefined) throw shelf.failure;
      shelf.writes.push(value);
      kept.set(id, value);
    },
  };
  return { shelf, writes: new SharedWrites<string>(shelf, new KeyedMutex()) };
}

const add = (letter: string) => (text: string) => text + letter;

describe('SharedWrites', () => {
  it('makes changes in their order, and those that come together in one write', async () => {
    const { shelf, writes } = shelfOf(['round', '']);
    const after = await Promise.all([...'abcd'].map((letter) => writes.update('round', add(letter))));
    expect(after).toEqual(['a', 'ab', 'abc', 'abcd']);
    expect(shelf.writes).toEqual(['abcd']);
    await writes.update('round', add('e'));
    expect(shelf.writes).toEqual(['abcd', 'abcde']);
  });

  it('tells nobody before the write is done, and takes what comes meanwhile into the next', async () => {
    const { shelf, writes } = shelfOf(['round', '']);
    const put = shelf.put;
    const later: Promise<string | undefined>[] = [];
    shelf.put = async (id, value) => {
      if (later.length === 0) later.push(writes.update('round', add('b')));
      await put(id, value);
    };
    expect(await writes.update('round', add('a'))).toBe('a');
    expect(await later[0]).toBe('ab');
    expect(shelf.writes).toEqual(['a', 'ab']);
  });

  it('tells a crowd a few at a time, so that the first can be answered before the last', async () => {
    const { writes } = shelfOf(['round', '']);
    const crowd = Array.from({ length: 40 }, () => writes.update('round', add('a')));
    const turns = new Set<number>();
    let turn = 0;
    let isOver = false;
    const tick = () => {
      turn++;
      if (!isOver) setImmediate(tick);
    };
    setImmediate(tick);
    for (const told of crowd) void told.then(() => turns.add(turn));
    await Promise.all(crowd);
    isOver = true;
    expect(turns.size).toBeGreaterThan(1);
  });

  it('lets a change that is refused hurt nobody else', async () => {
    const { shelf, writes } = shelfOf(['round', '']);
    const refused = writes.update('round', () => {
      throw new RangeError('refused');
    });
    const others = Promise.all([writes.update('round', add('a')), writes.update('round', add('b'))]);
    await expect(refused).rejects.toThrow('refused');
    expect(await others).toEqual(['a', 'ab']);
    expect(shelf.kept.get('round')).toBe('ab');
  });

  it('tells all of them when the write fails', async () => {
    const { shelf, writes } = shelfOf(['round', '']);
    shelf.failure = new Error('the disk is full');
    const both = await Promise.allSettled([writes.update('round', add('a')), writes.update('round', add('b'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    shelf.failure = undefined;
    expect(await writes.update('round', add('c'))).toBe('c');
  });

  it('writes nothing when nothing changes, and knows nothing of what is not there', async () => {
    const { shelf, writes } = shelfOf(['round', 'a']);
    expect(await writes.update('round', (text) => text)).toBe('a');
    expect(await writes.update('other', add('b'))).toBeUndefined();
    expect(shelf.writes).toEqual([]);
  });
});
