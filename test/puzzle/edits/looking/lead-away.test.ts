import { describe, expect, it } from 'vitest';
import { createFloatMap, createMask, type RgbImage } from '../../../../src/imaging/image.ts';
import { padMask, trimMask } from '../../../../src/imaging/placed-mask.ts';
import { leadsAway } from '../../../../src/puzzle/edits/looking/lead-away.ts';
import type { Matte } from '../../../../src/segmentation/refine-mask.ts';
import { type Colour, paint } from '../../../support/pictures.ts';

const SIZE = { width: 200, height: 140 };
const WALL: Colour = [110, 70, 50];
const WOOD: Colour = [220, 190, 140];
const BLUE: Colour = [60, 90, 160];
type IsIn = (x: number, y: number) => boolean;
const isBlade: IsIn = (x, y) => ((x - 80) / 30) ** 2 + ((y - 70) / 14) ** 2 <= 1;

/** The matte of a thing, in a box with a band around it that the picture cuts off; `band` undefined: the whole picture. */
function matteOf(isIn: IsIn, band?: number): Matte {
  const mask = createMask(SIZE.width, SIZE.height);
  for (let at = 0; at < mask.data.length; at++)
    mask.data[at] = Number(isIn(at % SIZE.width, Math.floor(at / SIZE.width)));
  const whole = { box: { x: 0, y: 0, ...SIZE }, mask };
  const { box, mask: placed } = band === undefined ? whole : padMask(trimMask(whole), band, SIZE);
  return {
    box,
    alpha: createFloatMap(box.width, box.height, Float32Array.from(placed.data)),
    foreground: new Float32Array(box.width * box.height * 3),
  };
}
const blade = matteOf(isBlade, 4);

/** A blade on a wall, and more wood where `isMore` says so. */
const wall = (isMore: IsIn, more = WOOD): RgbImage =>
  paint(SIZE, (x, y) => (isBlade(x, y) ? WOOD : isMore(x, y) ? more : WALL));
const isShaft: IsIn = (x, y) => x >= 100 && Math.abs(y - 70) <= 3;

describe('leadsAway', () => {
  it('sees the shaft of a paddle whose blade alone was found', () => {
    expect(leadsAway(wall(isShaft), blade)).toBe(true);
  });

  it('sees what a thing hangs on, unless that only passes behind it', () => {
    const isThread = (x: number, y: number) => Math.abs(x - 80) <= 2 && y < 70;
    expect(leadsAway(wall(isThread, BLUE), blade)).toBe(true);
    expect(
      leadsAway(
        wall((x) => Math.abs(x - 80) <= 2, BLUE),
        blade,
      ),
    ).toBe(false);
  });

  it.each<[string, RgbImage]>([
    ['nothing does', wall(() => false)],
    ['it ends close by', wall((x, y) => isShaft(x, y) && x < 115)],
    ['something wide stands beside it', wall((x, y) => x >= 100 && Math.abs(y - 70) <= 12, BLUE)],
    ['it is a patch of a surface', wall(() => true)],
  ])('sees nothing where %s', (_, image) => {
    expect(leadsAway(image, blade)).toBe(false);
  });

  it('follows what leads away by the size of the thing, however wide its matte is', () => {
    const short = wall((x, y) => isShaft(x, y) && x < 132);
    for (const band of [4, 30, undefined]) expect(leadsAway(short, matteOf(isBlade, band)), `${band}`).toBe(true);
    expect(
      leadsAway(
        short,
        matteOf(() => false),
      ),
    ).toBe(false);
  });

  it('sees that a thing hangs on two cords, and that one line passes behind it', () => {
    const cords: IsIn = (x, y) => (Math.abs(x - 62) <= 2 || Math.abs(x - 98) <= 2) && y < 70;
    expect(leadsAway(wall(cords, BLUE), blade)).toBe(true);
    const across: IsIn = (_, y) => Math.abs(y - 66) <= 2;
    expect(leadsAway(wall(across, BLUE), blade)).toBe(false);
  });

  it.each([5, 15])('sees what leads to the border of the picture %i pixels away', (gap) => {
    const isTop: IsIn = (x, y) => isBlade(x, y + 56 - gap);
    const atTop = (isMore: IsIn) => paint(SIZE, (x, y) => (isTop(x, y) ? WOOD : isMore(x, y) ? BLUE : WALL));
    const top = matteOf(isTop, 8);
    expect(
      leadsAway(
        atTop((x, y) => Math.abs(x - 80) <= 2 && y < gap + 10),
        top,
      ),
    ).toBe(true);
    expect(
      leadsAway(
        atTop(() => false),
        top,
      ),
    ).toBe(false);
    expect(
      leadsAway(
        atTop((_, y) => y < gap - 1),
        top,
      ),
    ).toBe(false);

    const isRight: IsIn = (x, y) => isBlade(x - 89 + gap, y);
    const atRight = (isMore: IsIn) => paint(SIZE, (x, y) => (isRight(x, y) || isMore(x, y) ? WOOD : WALL));
    const right = matteOf(isRight, 8);
    expect(
      leadsAway(
        atRight((x, y) => x > 150 && Math.abs(y - 70) <= 3),
        right,
      ),
    ).toBe(true);
    expect(
      leadsAway(
        atRight((x, y) => x > 150 && Math.abs(y - 70) <= 3 && x < 200 - gap / 2),
        right,
      ),
    ).toBe(false);
  });

  it('takes for no cord what is wider at the border of the picture', () => {
    const isTop: IsIn = (x, y) => isBlade(x, y + 50);
    const atTop = (half: number) =>
      paint(SIZE, (x, y) => (isTop(x, y) ? WOOD : y < 6 && Math.abs(x - 80) <= (y < 2 ? half : 2) ? BLUE : WALL));
    expect(leadsAway(atTop(2), matteOf(isTop, 8))).toBe(true);
    expect(leadsAway(atTop(8), matteOf(isTop, 8))).toBe(false);
  });
});
