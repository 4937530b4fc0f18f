import { describe, expect, it } from 'vitest';
import { Shutdown } from '../src/shutdown.ts';

describe('Shutdown', () => {
  it('closes in reverse order, one after the other, once', async () => {
    const closed: string[] = [];
    const shutdown = new Shutdown(() => undefined);
    for (const name of ['store', 'runner', 'bot']) {
      shutdown.add(async () => {
        closed.push(`${name} begins`);
        await new Promise(setImmediate);
        closed.push(`${name} ends`);
      });
    }
    expect(shutdown.signal.aborted).toBe(false);
    await Promise.all([shutdown.run(), shutdown.run()]);
    expect(shutdown.signal.aborted).toBe(true);
    expect(closed).toEqual(['bot begins', 'bot ends', 'runner begins', 'runner ends', 'store begins', 'store ends']);
  });

  it('goes on when a step fails, and says so', async () => {
    const errors: unknown[] = [];
    const closed: string[] = [];
    const shutdown = new Shutdown((error) => errors.push(error));
    shutdown.add(async () => void closed.push('store'));
    shutdown.add(() => Promise.reject(new Error('stuck')));
    await shutdown.run();
    expect(closed).toEqual(['store']);
    expect(errors).toEqual([new Error('stuck')]);
  });
});
