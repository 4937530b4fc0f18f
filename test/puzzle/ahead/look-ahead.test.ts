import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { Helper } from '../../../src/puzzle/ahead/helper.ts';
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

  it('is looked for here when it has not begun, failed, or there is no helper', async () => {
    const expected = await findFacesAndText(image);
    // It is being loaded, and begins nothing.
    const slow = new Helper();
    expect(await lookAhead(image, slow)(image)).toEqual(expected);
    await slow.end();
    expect(await lookAhead(image, slow)(image)).toEqual(expected);
    // Larger than its pixels are many: it cannot be made smaller.
    const broken = { ...image, width: 100 * image.width };
    const looked = vi.spyOn(helper, 'look');
    const find = lookAhead(broken, helper);
    expect(await looked.mock.results[0].value).toBeUndefined();
    expect(await find(image)).toEqual(expected);
    expect(await lookAhead(image, undefined)(image)).toEqual(expected);
  });
});
