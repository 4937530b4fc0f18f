import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WorkQueue } from '../../src/bot/work-queue.ts';

function queueOf(atOnce: number) {
  const errors: [string, unknown][] = [];
  return { queue: new WorkQueue(atOnce, (key, error) => errors.push([key, error])), errors };
}

describe('a queue of work', () => {
  it('does everything, in order, never more at once than it may', async () => {
    const { queue } = queueOf(3);
    const began: string[] = [];
    let running = 0;
    let most = 0;
    for (let number = 0; number < 20; number++) {
      queue.add(`k${number}`, async () => {
        began.push(`k${number}`);
        most = Math.max(most, ++running);
        await sleep(2);
        running--;
      });
    }
    await queue.whenIdle();
    expect(began).toEqual(Array.from({ length: 20 }, (_, number) => `k${number}`));
    expect(most).toBe(3);
  });

  it('takes no second work for a key until the first is done', async () => {
    const { queue } = queueOf(1);
    const did: string[] = [];
    expect(queue.add('a', async () => void did.push('first'))).toBe(true);
    expect(queue.add('a', async () => void did.push('second'))).toBe(false);
    await queue.done('a');
    expect(queue.add('a', async () => void did.push('third'))).toBe(true);
    await queue.done('a');
    expect(did).toEqual(['first', 'third']);
  });

  it('goes on after a failure, and tells of it', async () => {
    const { queue, errors } = queueOf(1);
    const did: string[] = [];
    queue.add('a', async () => {
      throw new Error('no');
    });
    queue.add('b', async () => void did.push('b'));
    await queue.done('b');
    expect(did).toEqual(['b']);
    expect(errors).toEqual([['a', new Error('no')]]);
  });

  it('drops what waits when it is closed, and waits for what is at work', async () => {
    const { queue } = queueOf(1);
    const did: string[] = [];
    queue.add('a', async () => {
      await sleep(5);
      did.push('a');
    });
    queue.add('b', async () => void did.push('b'));
    await queue.close();
    expect(did).toEqual(['a']);
    expect(queue.add('c', async () => undefined)).toBe(false);
  });
});
