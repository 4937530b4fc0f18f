import { describe, expect, it } from 'vitest';
import { InTurn } from '../../src/puzzle/begin.ts';

describe('works in turn', () => {
  it('begin when the one before has ended, also when that failed', async () => {
    const { begin } = new InTurn();
    const seen: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const first = begin(async () => {
      seen.push('first');
      await gate;
      seen.push('first ended');
      throw new Error('first');
    });
    const second = begin(async () => {
      seen.push('second');
      return 2;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual(['first']);
    open();
    expect(await second).toBe(2);
    await expect(first).rejects.toThrow('first');
    expect(seen).toEqual(['first', 'first ended', 'second']);
  });
});
