import { describe, expect, it } from 'vitest';
import { copyRgbImage, createFloatMap, type RgbImage } from '../../../../src/imaging/image.ts';
import { cropImage, pastePatch } from '../../../../src/imaging/patch.ts';
import { createRandom } from '../../../../src/imaging/random.ts';
import { calmBorder } from '../../../../src/puzzle/edits/clearing/calm-border.ts';
import { clearThing } from '../../../../src/puzzle/edits/clearing/clear-thing.ts';
import { type Colour, paint } from '../../../support/pictures.ts';
import { sameBytes } from '../../../support/same-bytes.ts';

const SIZE = { width: 160, height: 120 };
const SKY: Colour = [190, 220, 240];
const STONE: Colour = [120, 80, 50];
const LEAF: Colour = [60, 150, 60];
const place = { x: 60, y: 40, width: 40, height: 30 };
const isIn = (x: number, y: number) =>
  x >= place.x && y >= place.y && x < place.x + place.width && y < place.y + place.height;
/** Stands beside the place and touches it along half of one side. */
const isBeside = (x: number, y: number) => x >= 100 && x < 125 && y >= 45 && y < 60;
const sky = (y: number): Colour => [SKY[0] - Math.round(y / 4), SKY[1], SKY[2]];
const before = paint(SIZE, (x, y) => (isIn(x, y) ? LEAF : isBeside(x, y) ? STONE : sky(y)));

const matte = {
  box: place,
  alpha: createFloatMap(place.width, place.height, new Float32Array(place.width * place.height).fill(1)),
  foreground: new Float32Array(place.width * place.height * 3),
};
const pixelOf = ({ data }: RgbImage, x: number, y: number) =>
  Array.from(data.subarray((y * SIZE.width + x) * 3, (y * SIZE.width + x) * 3 + 3));

describe('a place beside another thing', () => {
  it('is filled with its ground alone, and the other thing keeps its edge', async () => {
    const cleared = await clearThing({ image: before, matte, others: [], seed: '1' });
    if (!cleared) throw new Error('expected a clearing, received none');
    expect(cleared.penalty).toBeLessThan(0.3);
    for (let y = place.y; y < place.y + place.height; y++) {
      for (let x = place.x; x < place.x + place.width; x++) {
        const [red, green, blue] = pixelOf(cleared.image, x, y);
        const off = Math.max(Math.abs(red - sky(y)[0]), Math.abs(green - SKY[1]), Math.abs(blue - SKY[2]));
        expect(off, `at ${x}, ${y}`).toBeLessThanOrEqual(6);
      }
      expect(pixelOf(cleared.image, 104, y)).toEqual(pixelOf(before, 104, y));
    }
  });
});

describe('a place in a large picture', () => {
  const LARGE = { width: 600, height: 420 };
  const at = { x: 300, y: 200, width: 24, height: 18 };
  const random = createRandom('stones');
  const grain = new Uint8Array(LARGE.width * LARGE.height).map(() => random.integer(0, 60));
  const isThing = (x: number, y: number) => x >= at.x && y >= at.y && x < at.x + at.width && y < at.y + at.height;
  const stones = paint(LARGE, (x, y) => (isThing(x, y) ? LEAF : [120 + grain[y * LARGE.width + x], 110, 100]));
  const thing = {
    box: at,
    alpha: createFloatMap(at.width, at.height, new Float32Array(at.width * at.height).fill(1)),
    foreground: new Float32Array(at.width * at.height * 3),
  };

  it('is cleared as in a part of it that holds all that counts, and nothing else changes', async () => {
    const part = { x: 150, y: 70, width: 330, height: 290 };
    const [whole, cut] = await Promise.all([
      clearThing({ image: stones, matte: thing, others: [], seed: '1' }),
      clearThing({
        image: cropImage(stones, part).image,
        matte: { ...thing, box: { ...at, x: at.x - part.x, y: at.y - part.y } },
        others: [],
        seed: '1',
      }),
    ]);
    if (!whole || !cut) throw new Error('expected two clearings');
    expect(whole.penalty).toBe(cut.penalty);
    expect(sameBytes(cropImage(whole.image, part).image.data, cut.image.data)).toBe(true);
    const restored = copyRgbImage(whole.image);
    pastePatch(restored, cropImage(stones, whole.hole.box));
    expect(sameBytes(restored.data, stones.data)).toBe(true);
  });
});

describe('calmBorder', () => {
  const hole = {
    box: place,
    mask: { width: place.width, height: place.height, data: new Uint8Array(place.width * place.height).fill(1) },
  };

  it('lets the ground go on where another thing touches the place', () => {
    const calm = calmBorder(before, hole);
    if (!calm) throw new Error('expected a calm picture, received none');
    expect(Math.abs(pixelOf(calm, 101, 50)[0] - sky(50)[0])).toBeLessThanOrEqual(3);
    expect(pixelOf(calm, 124, 50)).toEqual([...STONE]);
  });

  it('leaves the lines of a textured ground alone', () => {
    const boards = paint(SIZE, (x, y) => {
      const grain = ((x * 7 + y * 3) % 5) * 4;
      const seam = x % 30 < 2 ? 50 : 0;
      return [200 - grain - seam, 160 - grain - seam, 110 - grain - seam];
    });
    expect(calmBorder(boards, hole)).toBeUndefined();
  });

  it('has nothing to do where only ground touches it, and leaves two grounds as they are', () => {
    expect(
      calmBorder(
        paint(SIZE, (_, y) => sky(y)),
        hole,
      ),
    ).toBeUndefined();
    expect(
      calmBorder(
        paint(SIZE, (x, y) => (x < 80 ? STONE : sky(y))),
        hole,
      ),
    ).toBeUndefined();
  });
});
