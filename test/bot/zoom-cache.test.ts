import { describe, expect, it } from 'vitest';
import { ZoomCache } from '../../src/bot/zoom-cache.ts';
import type { EncodedPicture } from '../../src/contract/messages.ts';

/** Makes pictures of ten bytes and notes which. */
function maker() {
  const made: string[] = [];
  const picture = (name: string) => async (): Promise<EncodedPicture> => {
    made.push(name);
    return { bytes: new Uint8Array(10), mediaType: 'image/png', width: 1, height: 1 };
  };
  return { made, picture };
}

describe('ZoomCache', () => {
  it('makes what many want at once once, and what is asked for again not at all', async () => {
    const { made, picture } = maker();
    const cache = new ZoomCache(100);
    const all = await Promise.all(Array.from({ length: 50 }, () => cache.get('a', picture('a'))));
    expect(new Set(all).size).toBe(1);
    expect(await cache.get('a', picture('a'))).toBe(all[0]);
    expect(made).toEqual(['a']);
  });

  it('tells what is at hand without making anything', async () => {
    const { made, picture } = maker();
    const cache = new ZoomCache(25);
    expect(cache.peek('a')).toBeUndefined();
    const a = await cache.get('a', picture('a'));
    await cache.get('b', picture('b'));
    expect(cache.peek('a')).toBe(a);
    await cache.get('c', picture('c'));
    // Looking counts as use: the other one went.
    expect(cache.peek('a')).toBe(a);
    expect(cache.peek('b')).toBeUndefined();
    expect(made).toEqual(['a', 'b', 'c']);
  });

  it('drops what was not asked for longest when it is full', async () => {
    const { made, picture } = maker();
    const cache = new ZoomCache(25);
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(name, picture(name));
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('keeps nothing that is larger than all it may hold', async () => {
    const { made, picture } = maker();
    const cache = new ZoomCache(5);
    for (const name of ['a', 'a']) await cache.get(name, picture(name));
    expect(made).toEqual(['a', 'a']);
  });

  it('tries again after a failure', async () => {
    const { picture } = maker();
    const cache = new ZoomCache();
    const fail = async (): Promise<EncodedPicture> => {
      throw new Error('busy');
    };
    await expect(Promise.all([cache.get('a', fail), cache.get('a', picture('a'))])).rejects.toThrow('busy');
    expect((await cache.get('a', picture('a'))).bytes).toHaveLength(10);
  });
});
