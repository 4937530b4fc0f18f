import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/contract/geometry.ts';
import { containsBox } from '../../src/imaging/geometry.ts';
import { copyRgbImage, createMask, type RgbImage } from '../../src/imaging/image.ts';
import { cropImage, type Patch, pastePatch } from '../../src/imaging/patch.ts';
import { countSet } from '../../src/imaging/placed-mask.ts';
import { checkEdit } from '../../src/puzzle/check-edit.ts';
import { checkPuzzle } from '../../src/puzzle/check-puzzle.ts';
import { MIN_DELTA_E, medianDeltaE } from '../../src/puzzle/visibility.ts';
import { type Colour, drawShapes, flat, paint, type Shape, shadedGround } from '../support/pictures.ts';

const SIZE = { width: 480, height: 360 };
const ground = shadedGround(SIZE);
const square = (x: number, y: number, size: number, colour: Colour = [200, 30, 40]): Shape => ({
  kind: 'square',
  centre: { x, y },
  size,
  colour,
});

/** A patch of the ground with shapes on it. */
function patchOf(box: Box, ...shapes: readonly Shape[]): Patch {
  return cropImage(drawShapes(ground, shapes), box);
}

const AROUND: Box = { x: 60, y: 40, width: 200, height: 160 };

describe('checkEdit', () => {
  it('passes one clear change and tells its pixels', () => {
    const checked = checkEdit(ground, patchOf(AROUND, square(150, 120, 40)), 'recolour', 'easy');
    expect(checked?.deltaE).toBeGreaterThan(MIN_DELTA_E.easy);
    const { box } = checked?.placed ?? { box: AROUND };
    expect(box.x).toBeLessThanOrEqual(130);
    expect(box.y).toBeLessThanOrEqual(100);
    expect(box.x + box.width).toBeGreaterThanOrEqual(170);
    expect(box.y + box.height).toBeGreaterThanOrEqual(140);
    expect(Math.max(box.width, box.height)).toBeLessThan(50);
  });

  it('refuses a change of nothing', () => {
    expect(checkEdit(ground, patchOf(AROUND), 'recolour', 'expert')).toBeUndefined();
  });

  it('refuses what falls into two parts', () => {
    expect(
      checkEdit(ground, patchOf(AROUND, square(100, 90, 30), square(220, 150, 30)), 'recolour', 'easy'),
    ).toBeUndefined();
  });

  it('refuses what is too faint for the level, and takes it where faint is wanted', () => {
    const patch = patchOf(AROUND, square(150, 120, 40, [180, 200, 160]));
    expect(checkEdit(ground, patch, 'recolour', 'easy')).toBeUndefined();
    expect(checkEdit(ground, patch, 'recolour', 'expert')).toBeDefined();
  });

  it('refuses specks, however bright', () => {
    const specks = [130, 150, 170].map((x) => square(x, 120, 6, [255, 255, 0]));
    expect(checkEdit(ground, patchOf(AROUND, ...specks.slice(0, 2)), 'recolour', 'expert')).toBeUndefined();
    expect(checkEdit(ground, patchOf(AROUND, ...specks), 'recolour', 'expert')).toBeDefined();
  });

  it('takes no notice of ground that was laid anew just as it was, but for a grey level', () => {
    const laid = (levels: number): Patch => {
      const patch = patchOf(AROUND, square(150, 120, 40));
      for (let at = 0; at < patch.image.data.length; at++) patch.image.data[at] += levels;
      return patch;
    };
    const checked = checkEdit(ground, laid(1), 'remove', 'medium');
    // Of what still changes only the rim, in which the change fades out, is not seen clearly.
    expect(checked?.seenShare).toBeGreaterThan(40 ** 2 / 48 ** 2);
    expect(checked?.deltaE).toBeGreaterThan(MIN_DELTA_E.easy);
    // The square is 40 x 40 and its middle at 150, 120; up to 4 pixels beside it may change, too.
    const { box, mask } = checked?.placed ?? { box: AROUND, mask: createMask(AROUND.width, AROUND.height) };
    expect(containsBox({ x: 126, y: 96, width: 48, height: 48 }, box)).toBe(true);
    expect(countSet(mask)).toBeLessThanOrEqual(48 ** 2);
    const untouched = checked && cropImage(checked.patch.image, { x: 0, y: 0, width: 60, height: 120 }).image.data;
    expect(untouched).toEqual(cropImage(ground, { ...AROUND, width: 60, height: 120 }).image.data);
    expect(checkEdit(ground, laid(16), 'remove', 'medium')).toBeUndefined();
  });

  it('refuses a patch of a weave in the place of its like where something is said to be gone', () => {
    const woven = (shift: number) =>
      paint(SIZE, (x, y) => {
        const isIn = Math.abs(x - 150) < 30 && Math.abs(y - 120) < 24;
        return (((x + (isIn ? shift : 0)) >> 3) + (y >> 3)) % 2 === 0 ? [40, 30, 25] : [150, 90, 50];
      });
    const patch = cropImage(woven(8), AROUND);
    expect(checkEdit(woven(0), patch, 'remove', 'expert')).toBeUndefined();
    expect(checkEdit(woven(0), patch, 'move', 'expert')).toBeDefined();
  });

  it('passes a change that fills most of its surroundings', () => {
    const patch = patchOf({ x: 100, y: 80, width: 150, height: 150 }, square(175, 155, 116));
    expect(checkEdit(ground, patch, 'recolour', 'easy')).toBeDefined();
  });

  it('passes a change in the corner of the picture', () => {
    expect(
      checkEdit(ground, patchOf({ x: 0, y: 0, width: 60, height: 60 }, square(20, 20, 40)), 'recolour', 'easy'),
    ).toBeDefined();
  });
});

describe('checkPuzzle', () => {
  const shapes = [square(100, 100, 40), square(300, 240, 40)];
  const made = shapes.map((shape) => {
    const { x, y } = shape.centre;
    const patch = patchOf({ x: x - 30, y: y - 30, width: 60, height: 60 }, shape);
    const checked = checkEdit(ground, patch, 'recolour', 'easy');
    if (!checked) throw new Error('the fixture is not visible');
    return { ...checked, patch };
  });

  function alter(...patches: readonly Patch[]): RgbImage {
    const altered = copyRgbImage(ground);
    for (const patch of patches) pastePatch(altered, patch);
    return altered;
  }

  it('passes when everything planned is found and nothing else, however the pictures were shared', async () => {
    expect(await checkPuzzle(ground, alter(...made.map(({ patch }) => patch)), made)).toEqual({
      culprits: [],
      passed: true,
      found: { plain: 2, jpeg: 2, webp: 2, phone: 2 },
    });
  });

  it('fails for the one that is missing', async () => {
    expect(await checkPuzzle(ground, alter(made[1].patch), made)).toMatchObject({
      culprits: [made[0]],
      passed: false,
    });
  });

  it('fails for the last one made when all are missing', async () => {
    const check = await checkPuzzle(ground, ground, made);
    expect(check).toMatchObject({ culprits: [made[1]], passed: false, found: { plain: 0 } });
  });

  it.each([
    [180, 0],
    [380, 1],
  ])('fails for the one beside which something else has changed, at %i', async (x, nearest) => {
    const stray = patchOf({ x, y: 40, width: 60, height: 60 }, square(x + 30, 70, 40));
    const check = await checkPuzzle(ground, alter(...made.map(({ patch }) => patch), stray), made);
    expect(check).toMatchObject({ culprits: [made[nearest]], passed: false, found: { plain: 3 } });
  });

  it('fails when two have grown together', async () => {
    const bridge = cropImage(flat(SIZE, [200, 30, 40]), { x: 100, y: 100, width: 220, height: 150 });
    expect((await checkPuzzle(ground, alter(...made.map(({ patch }) => patch), bridge), made)).passed).toBe(false);
  });
});

describe('medianDeltaE', () => {
  it('looks only at what changed', () => {
    const black = flat({ width: 9, height: 7 }, [0, 0, 0]);
    const dotted = copyRgbImage(black);
    dotted.data.fill(255, 0, 9);
    expect(medianDeltaE(black, dotted)).toBeCloseTo(100, 4);
    expect(medianDeltaE(black, black)).toBe(0);
  });
});
