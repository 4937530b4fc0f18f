import { describe, expect, it, vi } from 'vitest';
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

  it('do not begin when nobody wants them any more', async () => {
    const stop = new AbortController();
    const { begin } = new InTurn(stop.signal);
    const first = begin(async () => stop.abort(new Error('nobody wants it')));
    const second = vi.fn(async () => 2);
    const rest = [begin(second), begin(second)];
    await first;
    for (const each of rest) await expect(each).rejects.toThrow('nobody wants it');
    expect(second).not.toHaveBeenCalled();
  });
});
