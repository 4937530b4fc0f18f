import { afterAll, describe, expect, it, vi } from 'vitest';
import { ClearAhead } from '../../../src/puzzle/ahead/clear-ahead.ts';
import { Helper } from '../../../src/puzzle/ahead/helper.ts';
import { REQUEST_STATES } from '../../../src/puzzle/ahead/helper-messages.ts';
import { lookCloser } from '../../../src/puzzle/ahead/look-closer.ts';
import { clearPatch } from '../../../src/puzzle/edits/clear-thing.ts';
import { propose } from '../../../src/segmentation/propose.ts';
import { gridScene } from '../../support/pictures.ts';
import { LEVEL_SCENES } from '../../support/scenes.ts';

// A thread loads the compiler first.
vi.setConfig({ testTimeout: 30_000 });

const image = gridScene(LEVEL_SCENES.medium);
const found = await propose(image);
const [first, second, third] = found.proposals.filter(({ keep }) => keep === null);
const helper = new Helper();
afterAll(() => helper.end());

describe('taking things away ahead', () => {
  it('gives what is made without a helper', async () => {
    const ahead = new ClearAhead(helper, { image, found });
    ahead.expect([first, second]);
    await vi.waitFor(() => expect(ahead.known(first)).toBeDefined(), { timeout: 20_000 });
    const cleared = await ahead.take(first);
    const look = lookCloser(first, { image, found });
    expect(cleared).toEqual({ ...look, place: await clearPatch({ image, ...look }) });
    expect(cleared?.place).toBeDefined();
    ahead.close();
  });

  it('leaves to others what was not asked for, or not begun', async () => {
    // It is being loaded, and begins nothing.
    const slow = new Helper();
    const ahead = new ClearAhead(slow, { image, found });
    expect(await ahead.take(first)).toBeUndefined();
    ahead.expect([first, second]);
    expect(await ahead.take(second)).toBeUndefined();
    ahead.expect([third]);
    expect(await ahead.take(first)).toBeUndefined();
    expect(ahead.known(first)).toBeUndefined();
    ahead.close();
    await slow.end();
  });

  it('waits no longer than anybody wants what is made', async () => {
    const beginsAndNeverEnds = vi.spyOn(helper, 'ask').mockImplementation(({ state }) => {
      Atomics.store(state, 0, REQUEST_STATES.begun);
      return new Promise(() => undefined);
    });
    const stop = new AbortController();
    const ahead = new ClearAhead(helper, { image, found }, stop.signal);
    ahead.expect([first]);
    const taken = ahead.take(first);
    stop.abort(new Error('nobody wants it'));
    await expect(taken).rejects.toThrow('nobody wants it');
    await expect(ahead.take(first)).rejects.toThrow('nobody wants it');
    ahead.close();
    beginsAndNeverEnds.mockRestore();
  });

  it('waits for nothing when the helper ends', async () => {
    const mortal = new Helper();
    const ahead = new ClearAhead(mortal, { image, found });
    ahead.expect([first]);
    await mortal.end();
    expect(await ahead.take(first)).toBeUndefined();
    expect(mortal.isAvailable).toBe(false);
    ahead.expect([second]);
    expect(await ahead.take(second)).toBeUndefined();
    ahead.close();
  });
});
