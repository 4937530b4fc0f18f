import process from 'node:process';
import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { Helper } from '../../../src/puzzle/ahead/helper.ts';
import { REQUEST_STATES } from '../../../src/puzzle/ahead/helper-messages.ts';
import { lookAhead } from '../../../src/puzzle/ahead/look-ahead.ts';
import { findFacesAndText } from '../../../src/segmentation/keep/find-keepers.ts';
import { gridScene } from '../../support/pictures.ts';
import { LEVEL_SCENES } from '../../support/scenes.ts';

// A thread loads the compiler first.
vi.setConfig({ testTimeout: 30_000 });

const image = gridScene(LEVEL_SCENES.medium);
const helper = new Helper();
afterAll(() => helper.end());
afterEach(() => {
  vi.restoreAllMocks();
});

describe('what the helper looks for', () => {
  it('is what is found here', async () => {
    const looked = vi.spyOn(helper, 'look');
    const find = lookAhead(image, helper);
    const [{ value: answer }] = looked.mock.results;
    expect(await answer).toEqual(await findFacesAndText(image));
    expect(await find(image)).toBe(await answer);
  });

  it('is looked for here when it has not begun, or there is no helper', async () => {
    const expected = await findFacesAndText(image);
    // It is being loaded, and begins nothing.
    const slow = new Helper();
    const looked = vi.spyOn(slow, 'look');
    expect(await lookAhead(image, slow)(image)).toEqual(expected);
    const [[{ state }]] = looked.mock.calls;
    expect(Atomics.load(state, 0)).toBe(REQUEST_STATES.calledOff);
    expect(await looked.mock.results[0].value).toBeUndefined();
    await slow.end();
    expect(await lookAhead(image, slow)(image)).toEqual(expected);
    expect(await lookAhead(image, undefined)(image)).toEqual(expected);
  });

  it('is looked for here, with the same error, when that failed', async () => {
    // Larger than its pixels are many: it cannot be made smaller.
    const broken = { ...image, width: 100 * image.width };
    const looked = vi.spyOn(helper, 'look');
    const find = lookAhead(broken, helper);
    expect(await looked.mock.results[0].value).toBeUndefined();
    await expect(find(broken)).rejects.toThrow();
  });

  it('is looked for here when the helper cannot be told, which holds no program up', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const released = vi.spyOn(Worker.prototype, 'unref');
    const unclonable = { ...image, paint: () => undefined };
    const find = lookAhead(unclonable, helper);
    // Whoever wants to know may ask much later.
    await breathe();
    expect(await find(unclonable)).toEqual(await findFacesAndText(image));
    expect(released).toHaveBeenCalledOnce();
    expect(warned).toHaveBeenCalledOnce();
  });

  it('is called off when nobody will want to know', async () => {
    const slow = new Helper();
    const looked = vi.spyOn(slow, 'look');
    const stop = new AbortController();
    lookAhead(image, slow, stop.signal);
    stop.abort();
    expect(await looked.mock.results[0].value).toBeUndefined();
    const [[{ state }]] = looked.mock.calls;
    expect(Atomics.load(state, 0)).toBe(REQUEST_STATES.calledOff);
    await slow.end();
  });

  it('is not told of another picture', async () => {
    await expect(lookAhead(image, helper)({ ...image })).rejects.toThrow(RangeError);
  });
});
