import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Admission, type Leave } from '../../src/jobs/admission.ts';

const LIMITS = { running: 2, waiting: 3, perUser: 3 };

/** A job at the door: outside, waiting, inside, or gone. */
interface Visitor {
  readonly userId: string | undefined;
  readonly abort: AbortController;
  state: 'waiting' | 'inside' | 'gone';
  leave: Leave | undefined;
}

/** Lets all promises that can settle do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('Admission', () => {
  it('counts nobody without a name', async () => {
    const admission = new Admission({ running: 5, waiting: 0, perUser: 1 });
    const { signal } = new AbortController();
    await Promise.all([1, 2, 3].map(() => admission.enter(undefined, signal)));
    expect(admission.running).toBe(3);
  });

  it('rejects the waiting with the reason of their signal', async () => {
    const admission = new Admission({ running: 1, waiting: 1, perUser: 1 });
    const leave = await admission.enter(undefined, new AbortController().signal);
    const abort = new AbortController();
    const waiting = admission.enter(undefined, abort.signal);
    const reason = new Error('had to go');
    abort.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    leave();
    expect([admission.running, admission.waiting]).toEqual([0, 0]);
  });

  it('keeps its limits and its count whatever comes, leaves or gives up', async () => {
    const action = fc.record({
      do: fc.constantFrom('enter', 'enter', 'leave', 'abort'),
      userId: fc.constantFrom('ada', 'bob', undefined),
      which: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const admission = new Admission(LIMITS);
        const visitors: Visitor[] = [];
        const inState = (...states: string[]) => visitors.filter(({ state }) => states.includes(state));

        const enter = async (userId: string | undefined) => {
          const mine = inState('waiting', 'inside').filter((other) => userId !== undefined && other.userId === userId);
          const isFull = admission.running === LIMITS.running && admission.waiting === LIMITS.waiting;
          const expected = mine.length === LIMITS.perUser ? 'too-many-jobs' : isFull ? 'queue-full' : undefined;
          const visitor: Visitor = { userId, abort: new AbortController(), state: 'waiting', leave: undefined };
          const entering = admission.enter(userId, visitor.abort.signal);
          if (expected !== undefined) return expect(entering).rejects.toMatchObject({ code: expected });
          visitors.push(visitor);
          entering.then(
            (leave) => Object.assign(visitor, { state: 'inside', leave }),
            () => Object.assign(visitor, { state: 'gone' }),
          );
        };

        for (const { do: what, userId, which } of actions) {
          const inside = inState('inside');
          const waiting = inState('waiting');
          if (what === 'enter') await enter(userId);
          if (what === 'leave' && inside.length > 0) {
            const visitor = inside[which % inside.length];
            visitor?.leave?.();
            if (visitor) visitor.state = 'gone';
          }
          if (what === 'abort' && waiting.length > 0) waiting[which % waiting.length]?.abort.abort();
          await settle();
          // First come, first served: nobody waits who came before somebody who is inside.
          const states = visitors.map(({ state }) => state);
          const firstWaiting = states.indexOf('waiting');
          expect(firstWaiting === -1 || firstWaiting > states.lastIndexOf('inside')).toBe(true);
          expect(admission.running).toBe(inState('inside').length);
          expect(admission.waiting).toBe(inState('waiting').length);
          expect(admission.waiting === 0 || admission.running === LIMITS.running).toBe(true);
        }

        for (const { abort } of inState('waiting')) abort.abort();
        for (const { leave } of inState('inside')) leave?.();
        await settle();
        expect([admission.running, admission.waiting]).toEqual([0, 0]);
        await expect(admission.enter('ada', new AbortController().signal)).resolves.toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});
