import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../../../src/imaging/image.ts';
import { countSet, type PlacedMask, trimMask } from '../../../../src/imaging/placed-mask.ts';
import { findShadow } from '../../../../src/puzzle/edits/looking/find-shadow.ts';
import { drawShapes, paint, type Shape, shapeMask } from '../../../support/pictures.ts';

const SIZE = { width: 160, height: 120 };
const THING: Shape = { kind: 'square', centre: { x: 80, y: 50 }, size: 40, colour: [200, 40, 40] };
const placed = trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(THING, SIZE) });

/** Grass that is this much darker where `isDark` says so. */
const grass = (light: number, isDark: (x: number, y: number) => boolean): RgbImage =>
  paint(SIZE, (x, y) => {
    const share = isDark(x, y) ? light : 1;
    return [Math.round(150 * share), Math.round(190 * share), Math.round(110 * share)];
  });
const isBelow = (x: number, y: number) => ((x - 80) / 22) ** 2 + ((y - 71) / 6) ** 2 <= 1;

describe('findShadow', () => {
  it('finds what is darker and of the same colour at the foot of a thing', () => {
    const shadow = findShadow(drawShapes(grass(0.75, isBelow), [THING]), placed);
    expect(shadow).toBeDefined();
    const { box, mask } = shadow ?? placed;
    let [right, all] = [0, 0];
    mask.data.forEach((value, pixel) => {
      if (!value) return;
      all++;
      if (isBelow(box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width))) right++;
    });
    expect(all).toBeGreaterThan(100);
    expect(right / all).toBeGreaterThan(0.95);
  });

  it.each<[string, RgbImage]>([
    ['there is none', grass(1, () => false)],
    ['the ground is another below the thing', grass(0.75, (_, y) => y > 68)],
    ['what lies there is a thing of its own', grass(0.2, isBelow)],
    ['it goes on beyond what is looked at', grass(0.9, (x, y) => x > 90 && Math.abs(y - 50) < 10)],
    ['it lies away from the thing', grass(0.75, (x, y) => Math.hypot(x - 124, y - 60) < 4)],
  ])('finds none where %s', (_, ground) => {
    expect(findShadow(drawShapes(ground, [THING]), placed)).toBeUndefined();
  });

  it.each<[string, Shape, (x: number, y: number) => boolean]>([
    [
      'right',
      { ...THING, centre: { x: 136, y: 50 } },
      (x, y) => x >= 130 && ((x - 150) / 20) ** 2 + ((y - 71) / 6) ** 2 <= 1,
    ],
    ['bottom', { ...THING, centre: { x: 80, y: 96 } }, (x, y) => ((x - 80) / 22) ** 2 + ((y - 117) / 6) ** 2 <= 1],
  ])('finds one that the %s border of the picture cuts off', (_, thing, isDark) => {
    const at = trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(thing, SIZE) });
    const shadow = findShadow(drawShapes(grass(0.75, isDark), [thing]), at);
    expect(shadow && countSet(shadow.mask)).toBeGreaterThan(60);
    const isFloor = (x: number, y: number) => isDark(x, y) || y > thing.centre.y + 17;
    expect(findShadow(drawShapes(grass(0.75, isFloor), [thing]), at) === undefined).toBe(true);
  });

  it('takes the ground along in which it fades out, and nothing of what stands beside it', () => {
    const isPot = (x: number, y: number) => x > 92 && x < 104 && Math.abs(y - 74) < 8;
    const beside = drawShapes(
      paint(SIZE, (x, y) => (isPot(x, y) ? [150, 80, 40] : isBelow(x, y) ? [112, 142, 82] : [150, 190, 110])),
      [THING],
    );
    const [crisp, soft] = [findShadow(beside, placed), findShadow(beside, placed, 3)];
    if (!crisp || !soft) throw new Error('expected a shadow, received none');
    expect(countSet(soft.mask)).toBeGreaterThan(countSet(crisp.mask));
    soft.mask.data.forEach((value, pixel) => {
      if (value)
        expect(isPot(soft.box.x + (pixel % soft.box.width), soft.box.y + Math.floor(pixel / soft.box.width))).toBe(
          false,
        );
    });
  });

  it('takes that ground along beyond what it looks at, and no rim of 0 pixels', () => {
    const isLong = (x: number, y: number) => Math.abs(x - 80) <= 6 && y >= 60 && y <= 80;
    const image = drawShapes(grass(0.75, isLong), [THING]);
    const [crisp, none, soft] = [findShadow(image, placed), findShadow(image, placed, 0), findShadow(image, placed, 3)];
    if (!crisp || !soft) throw new Error('expected a shadow, received none');
    expect(none).toEqual(crisp);
    const bottomOf = (shadow: PlacedMask) => {
      const { box } = trimMask(shadow);
      return box.y + box.height;
    };
    expect(bottomOf(crisp)).toBe(81);
    expect(bottomOf(soft)).toBe(84);
  });
});
