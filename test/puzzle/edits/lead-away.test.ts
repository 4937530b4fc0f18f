import { describe, expect, it } from 'vitest';
import { createFloatMap, type RgbImage } from '../../../src/imaging/image.ts';
import { leadsAway } from '../../../src/puzzle/edits/lead-away.ts';
import { type Colour, paint } from '../../support/pictures.ts';

const SIZE = { width: 200, height: 140 };
const WALL: Colour = [110, 70, 50];
const WOOD: Colour = [220, 190, 140];
const isBlade = (x: number, y: number) => ((x - 80) / 30) ** 2 + ((y - 70) / 14) ** 2 <= 1;
const blade = {
  box: { x: 0, y: 0, ...SIZE },
  alpha: createFloatMap(
    SIZE.width,
    SIZE.height,
    Float32Array.from({ length: SIZE.width * SIZE.height }, (_, at) =>
      Number(isBlade(at % SIZE.width, Math.floor(at / SIZE.width))),
    ),
  ),
  foreground: new Float32Array(SIZE.width * SIZE.height * 3),
};

/** A blade on a wall, and more wood where `isMore` says so. */
const wall = (isMore: (x: number, y: number) => boolean, more = WOOD): RgbImage =>
  paint(SIZE, (x, y) => (isBlade(x, y) ? WOOD : isMore(x, y) ? more : WALL));
const isShaft = (x: number, y: number) => x >= 100 && Math.abs(y - 70) <= 3;

describe('leadsAway', () => {
  it('sees the shaft of a paddle whose blade alone was found', () => {
    expect(leadsAway(wall(isShaft), blade)).toBe(true);
  });

  it('sees what a thing hangs on, unless that only passes behind it', () => {
    const isThread = (x: number, y: number) => Math.abs(x - 80) <= 2 && y < 70;
    expect(leadsAway(wall(isThread, [60, 90, 160]), blade)).toBe(true);
    expect(
      leadsAway(
        wall((x) => Math.abs(x - 80) <= 2, [60, 90, 160]),
        blade,
      ),
    ).toBe(false);
  });

  it.each<[string, RgbImage]>([
    ['nothing does', wall(() => false)],
    ['it ends close by', wall((x, y) => isShaft(x, y) && x < 115)],
    ['something wide stands beside it', wall((x, y) => x >= 100 && Math.abs(y - 70) <= 12, [60, 90, 160])],
    ['it is a patch of a surface', wall(() => true)],
  ])('sees nothing where %s', (_, image) => {
    expect(leadsAway(image, blade)).toBe(false);
  });
});
