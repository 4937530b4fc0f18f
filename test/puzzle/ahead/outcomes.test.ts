import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { Helper } from '../../../src/puzzle/ahead/helper.ts';
import { REQUEST_STATES } from '../../../src/puzzle/ahead/helper-messages.ts';
import { Outcomes } from '../../../src/puzzle/ahead/outcomes.ts';
import { type Attempt, Attempts, type Outcome } from '../../../src/puzzle/attempts.ts';
import { ODD_FLAW } from '../../../src/puzzle/edits/edit.ts';
import { PictureFacts } from '../../../src/puzzle/picture-facts.ts';
import { propose } from '../../../src/segmentation/propose.ts';
import { gridScene } from '../../support/pictures.ts';
import { LEVEL_SCENES } from '../../support/scenes.ts';

// A thread loads the compiler first.
vi.setConfig({ testTimeout: 30_000 });

/** The helper is at work for so long: time to begin something else. */
const A_WHILE_MS = 300;

const image = gridScene(LEVEL_SCENES.medium);
const found = await propose(image);
const picture = { image, facts: new PictureFacts(image), found, level: 'medium', seed: 'ahead' } as const;
const things = found.proposals.filter(({ keep }) => keep === null);
const attemptAt = (index: number, more: Partial<Attempt> = {}): Attempt => ({
  ...{ source: things[index], host: undefined, kind: 'remove', neighbours: [], mayClear: true },
  ...more,
});
const [first, second, third] = [0, 1, 2].map((index) => attemptAt(index));

/** All that lasts of what came of an attempt. */
const lasting = ({ checkMs, ...outcome }: Outcome) => outcome;
const freshly = async (attempt: Attempt) => lasting(await new Attempts(picture).make(attempt));

const helper = new Helper();
afterAll(() => helper.end());
afterEach(() => {
  vi.restoreAllMocks();
});

/** Waits until the helper has answered whatever it was asked for. */
async function answersOf(asked: { mock: { results: { value: unknown }[] } }) {
  return Promise.all(asked.mock.results.map(({ value }) => value));
}

describe('what comes of attempts', () => {
  it('is the same when the helper made them', async () => {
    const asked = vi.spyOn(helper, 'ask');
    const made = vi.spyOn(Attempts.prototype, 'make');
    const outcomes = new Outcomes(picture, helper);
    outcomes.expect([first, second]);
    const answers = await answersOf(asked);
    expect(answers.every((answer) => answer !== undefined)).toBe(true);
    expect(answers).toHaveLength(2);
    const outcome = lasting(await outcomes.of(second));
    expect(made).not.toHaveBeenCalled();
    expect(outcome).toEqual(await freshly(second));
    expect(outcome.made).toBeDefined();
    outcomes.close();
  });

  it('is made here where it was not expected, not begun, or there is no helper', async () => {
    // It is being loaded, and begins nothing.
    const slow = new Helper();
    for (const given of [slow, undefined]) {
      const outcomes = new Outcomes(picture, given);
      outcomes.expect([first]);
      expect(lasting(await outcomes.of(first))).toEqual(await freshly(first));
      expect(lasting(await outcomes.of(second))).toEqual(await freshly(second));
      outcomes.close();
    }
    await slow.end();
  });

  it('is made anew where other neighbours stand in the way, or nothing may be taken away', async () => {
    const outcomes = new Outcomes(picture, helper);
    const asked = vi.spyOn(helper, 'ask');
    outcomes.expect([first]);
    await answersOf(asked);
    const beside = attemptAt(0, { neighbours: [{ box: first.source.placed.box }] });
    expect(lasting(await outcomes.of(beside))).toEqual(await freshly(beside));
    expect((await outcomes.of(beside)).made).toBeUndefined();
    const sparing = attemptAt(0, { mayClear: false });
    expect((await outcomes.of(sparing)).made).toBeUndefined();
    expect((await outcomes.of(first)).made).toBeDefined();
    outcomes.close();
  });

  it('is another one where it may look odd, in the helper too', async () => {
    const outcomes = new Outcomes(picture, helper);
    const asked = vi.spyOn(helper, 'ask');
    const [natural, odd] = [false, true].map((isOdd) => attemptAt(0, { kind: 'recolour', isOdd }));
    outcomes.expect([natural, odd]);
    await answersOf(asked);
    const flaws: (number | undefined)[] = [];
    for (const attempt of [natural, odd]) flaws.push((await outcomes.of(attempt)).made?.patch.flaw);
    expect(flaws[0]).toBeLessThan(ODD_FLAW);
    expect(flaws[1]).toBeGreaterThanOrEqual(ODD_FLAW);
    outcomes.close();
  });

  it('is worked on here while the helper works on what is asked for', async () => {
    let settle: (nothing: undefined) => void = () => undefined;
    const answer = new Promise<undefined>((resolve) => {
      settle = resolve;
    });
    vi.spyOn(helper, 'ask').mockImplementation(({ state, attempt }) => {
      if (things[attempt.source] !== first.source) return new Promise(() => undefined);
      Atomics.store(state, 0, REQUEST_STATES.begun);
      return answer;
    });
    const outcomes = new Outcomes(picture, helper);
    outcomes.expect([first, second]);
    const made = vi.spyOn(Attempts.prototype, 'make');
    const asked = outcomes.of(first);
    await vi.waitFor(() => expect(made).toHaveBeenCalledTimes(1));
    expect(made.mock.calls[0][0]).toEqual(second);
    settle(undefined);
    expect(lasting(await asked)).toEqual(await freshly(first));
    made.mockClear();
    await outcomes.of(second);
    expect(made).not.toHaveBeenCalled();
    outcomes.close();
  });

  it('is not lost when what nobody has asked for fails here', async () => {
    vi.spyOn(helper, 'ask').mockImplementation(({ state, attempt }) => {
      if (things[attempt.source] !== first.source) return new Promise(() => undefined);
      Atomics.store(state, 0, REQUEST_STATES.begun);
      return sleep(A_WHILE_MS, undefined);
    });
    const outcomes = new Outcomes(picture, helper);
    outcomes.expect([first, second]);
    const made = vi.spyOn(Attempts.prototype, 'make').mockRejectedValueOnce(new RangeError('a degenerate thing'));
    const outcome = lasting(await outcomes.of(first));
    expect(made.mock.calls[0][0]).toEqual(second);
    expect(outcome).toEqual(await freshly(first));
    expect(lasting(await outcomes.of(second))).toEqual(await freshly(second));
    outcomes.close();
  });

  it('is made without a helper where there is a prompt: its thread knows no server', async () => {
    const asked = vi.spyOn(helper, 'ask');
    const outcomes = new Outcomes({ ...picture, prompt: 'a red door' }, helper);
    outcomes.expect([first]);
    expect((await outcomes.of(first)).made).toBeDefined();
    expect(asked).not.toHaveBeenCalled();
    expect(outcomes.hasForesight).toBe(false);
    outcomes.close();
  });

  it('is not made to the end while nobody wants it, and all the same when somebody does', async () => {
    const asked = vi.spyOn(helper, 'ask');
    const outcomes = new Outcomes(picture, helper);
    outcomes.expect([first]);
    const [[{ state }]] = asked.mock.calls;
    while (Atomics.load(state, 0) !== REQUEST_STATES.begun) await breathe();
    outcomes.rest();
    expect(await answersOf(asked)).toEqual([undefined]);
    expect(lasting(await outcomes.of(first))).toEqual(await freshly(first));
    outcomes.close();
  });

  it('is made again after a rest', async () => {
    const outcomes = new Outcomes(picture, helper);
    outcomes.expect([first, second]);
    outcomes.rest();
    expect(lasting(await outcomes.of(first))).toEqual(await freshly(first));
    const asked = vi.spyOn(helper, 'ask');
    outcomes.expect([third]);
    expect(await answersOf(asked)).not.toContain(undefined);
    expect(lasting(await outcomes.of(third))).toEqual(await freshly(third));
    outcomes.close();
  });

  it('is waited for no longer than anybody wants it', async () => {
    vi.spyOn(helper, 'ask').mockImplementation(({ state }) => {
      Atomics.store(state, 0, REQUEST_STATES.begun);
      return new Promise(() => undefined);
    });
    const stop = new AbortController();
    const outcomes = new Outcomes({ ...picture, signal: stop.signal }, helper);
    outcomes.expect([first]);
    const asked = outcomes.of(first);
    stop.abort(new Error('nobody wants it'));
    await expect(asked).rejects.toThrow('nobody wants it');
    await expect(outcomes.of(first)).rejects.toThrow('nobody wants it');
    outcomes.close();
  });

  it('is not waited for when the helper ends', async () => {
    const mortal = new Helper();
    const outcomes = new Outcomes(picture, mortal);
    outcomes.expect([first]);
    await mortal.end();
    expect(mortal.isAvailable).toBe(false);
    expect((await outcomes.of(first)).made).toBeDefined();
    outcomes.expect([third]);
    expect((await outcomes.of(third)).made).toBeDefined();
    outcomes.close();
  });
});
