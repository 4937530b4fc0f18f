import { describe, expect, it } from 'vitest';
import { createMask, type RgbImage } from '../../../../src/imaging/image.ts';
import type { PlacedMask } from '../../../../src/imaging/placed-mask.ts';
import { createRandom } from '../../../../src/imaging/random.ts';
import { strangeGround } from '../../../../src/puzzle/edits/clearing/strange-ground.ts';
import { type Colour, paint } from '../../../support/pictures.ts';

const SIZE = { width: 200, height: 120 };
const BOX = { x: 60, y: 40, width: 42, height: 36 };
const HOLE: PlacedMask = { box: BOX, mask: createMask(42, 36, new Uint8Array(42 * 36).fill(1)) };
const place = createMask(SIZE.width, SIZE.height);
for (let y = BOX.y; y < BOX.y + BOX.height; y++) place.data.fill(1, y * SIZE.width + 60, y * SIZE.width + 102);
const nothing = createMask(SIZE.width, SIZE.height);

/** A rough wall. @param isOther what does not look like it */
function wall(isOther: (x: number, y: number) => boolean, other: Colour): RgbImage {
  const random = createRandom('wall');
  return paint(SIZE, (x, y) => {
    const grain = random.integer(-12, 12);
    return isOther(x, y) ? other : [110 + grain, 80 + grain, 60 + grain];
  });
}

const isVent = (x: number, y: number) => x >= 140 && x < 170 && y >= 50 && y < 70;
const at = (mask: { data: Uint8Array }, x: number, y: number) => mask.data[y * SIZE.width + x];

describe('strangeGround', () => {
  it('names what stands alone on the ground, and leaves the ground', () => {
    const strange = strangeGround(wall(isVent, [50, 48, 45]), HOLE, place, nothing);
    expect([at(strange, 142, 52), at(strange, 155, 60), at(strange, 168, 68)]).toEqual([1, 1, 1]);
    expect([at(strange, 30, 60), at(strange, 120, 60), at(strange, 190, 100)]).toEqual([0, 0, 0]);
  });

  it('finds nothing strange that stands beside the place, too', () => {
    const isSpot = (x: number, y: number) => isVent(x, y) || (x >= 106 && x < 112 && y >= 45 && y < 70);
    expect(at(strangeGround(wall(isSpot, [50, 48, 45]), HOLE, place, nothing), 155, 60)).toBe(0);
  });

  it('finds nothing strange where two grounds meet', () => {
    const isRight = (x: number, y: number) => x > 80 || isVent(x, y);
    const image = wall(isRight, [200, 205, 210]);
    for (let y = 100; y < 110; y++) image.data.fill(0, (y * SIZE.width + 20) * 3, (y * SIZE.width + 40) * 3);
    expect(strangeGround(image, HOLE, place, nothing)).toBe(nothing);
  });

  it('adds to other things, and gives the choice up where hardly any ground would be left', () => {
    const foreign = createMask(SIZE.width, SIZE.height);
    foreign.data[5] = 1;
    expect(strangeGround(wall(isVent, [50, 48, 45]), HOLE, place, foreign).data[5]).toBe(1);
    const isFar = (x: number, y: number) => x < 45 || x > 117 || y < 25 || y > 91;
    expect(strangeGround(wall(isFar, [50, 48, 45]), HOLE, place, foreign)).toBe(foreign);
  });
});
