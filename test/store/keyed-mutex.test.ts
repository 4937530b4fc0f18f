import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { KeyedMutex } from '../../src/store/keyed-mutex.ts';

describe('KeyedMutex', () => {
  it('runs the work of one key one after the other, in order', async () => {
    const mutex = new KeyedMutex();
    const events: string[] = [];
    const work = (name: string, ms: number) => async () => {
      events.push(`${name} starts`);
      await sleep(ms);
      events.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all([mutex.run('a', work('first', 20)), mutex.run('a', work('second', 1))]);
    expect(results).toEqual(['first', 'second']);
    expect(events).toEqual(['first starts', 'first ends', 'second starts', 'second ends']);
  });

  it('does not let other keys wait', async () => {
    const mutex = new KeyedMutex();
    let finish: () => void = () => undefined;
    const stuck = mutex.run('a', () => new Promise<void>((resolve) => (finish = resolve)));
    await expect(mutex.run('b', async () => 'done')).resolves.toBe('done');
    finish();
    await stuck;
  });

  it('goes on after work that failed, and tells only its own caller', async () => {
    const mutex = new KeyedMutex();
    const failing = mutex.run('a', async () => {
      throw new Error('broken');
    });
    const next = mutex.run('a', async () => 'fine');
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('fine');
  });

  it('keeps nothing of keys that are idle', async () => {
    const mutex = new KeyedMutex();
    const runs = Array.from({ length: 1000 }, (_, number) => mutex.run(`key ${number % 500}`, () => sleep(1)));
    expect(mutex.size).toBe(500);
    await Promise.all(runs);
    expect(mutex.size).toBe(0);
  });
});
