import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/imaging/random.ts';
import { checkEdit } from '../../../../src/puzzle/check-edit.ts';
import { recolour } from '../../../../src/puzzle/edits/recolour.ts';
import { openThing } from '../../../../src/puzzle/open-thing.ts';
import { MIN_DELTA_E } from '../../../../src/puzzle/visibility.ts';
import { proposeCircles } from '../../../../src/segmentation/propose-circles.ts';
import { pictureOf } from '../../../support/picture-context.ts';
import { texture } from '../../../support/pictures.ts';

const image = texture({ width: 330, height: 240 }, 'tint');
const found = await proposeCircles(image, createRandom('tint'));
const [circle] = found.proposals;

/** Opens a circle. @param areAnywhere whether it is known to be one */
const open = (areAnywhere: boolean, mayChange = () => true) =>
  openThing(circle, undefined, pictureOf(image, circle, { ...found, areAnywhere }, { seed: 'tint' }), mayChange);

describe('a circle anywhere', () => {
  it('turns its colour so that everybody sees it, and nothing around it', async () => {
    const patch = await recolour.apply(open(true));
    if (!patch) throw new Error('no patch');
    const checked = checkEdit(image, patch, 'recolour', 'medium');
    expect(checked?.deltaE).toBeGreaterThanOrEqual(MIN_DELTA_E.medium);
  });

  it('is left alone where the puzzle has no room for it', async () => {
    expect(await recolour.apply(open(true, () => false))).toBeUndefined();
  });

  it('is no thing to paint where things are asked for', async () => {
    expect(await recolour.apply(open(false))).toBeUndefined();
  });
});
