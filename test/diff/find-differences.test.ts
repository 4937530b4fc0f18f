import { describe, expect, it } from 'vitest';
import type { DetectedDifference } from '../../src/diff/detection/gather.ts';
import { findDifferences, findEdits } from '../../src/diff/find-differences.ts';
import { ciede2000, rgbToLabInto } from '../../src/imaging/colour.ts';
import { copyRgbImage, createRgbImage, type RgbImage } from '../../src/imaging/image.ts';
import { decodeRgb, jpegOf } from '../support/encode.ts';
import {
  type Colour,
  drawShapes,
  gridShapes,
  type Shape,
  shadedGround,
  shapeMask,
  texture,
} from '../support/pictures.ts';

const SIZE = { width: 400, height: 300 };
/** Parts nearer than this are one difference: 2.4 % of the shorter side. */
const GAP_PX = 0.024 * 300;
const picture = texture(SIZE, 'diff');

function withSquare(image: RgbImage, x: number, y: number, side: number, colour: Colour): RgbImage {
  const copy = copyRgbImage(image);
  for (let row = y; row < y + side; row++) {
    for (let column = x; column < x + side; column++) copy.data.set(colour, (row * image.width + column) * 3);
  }
  return copy;
}

/** The set pixels of a difference in image coordinates. */
function pixelsOf({ placed: { box, mask } }: DetectedDifference) {
  return [...mask.data.keys()]
    .filter((pixel) => mask.data[pixel] === 1)
    .map((pixel) => ({ x: box.x + (pixel % box.width), y: box.y + Math.floor(pixel / box.width) }));
}

function expectEnclosed(found: DetectedDifference): void {
  const { box, mask } = found.placed;
  expect([mask.width, mask.height]).toEqual([box.width, box.height]);
  const pixels = pixelsOf(found);
  expect(Math.min(...pixels.map(({ x }) => x))).toBe(box.x);
  expect(Math.max(...pixels.map(({ y }) => y))).toBe(box.y + box.height - 1);
  const corners = pixels.flatMap(({ x, y }) => [0, 1].flatMap((dx) => [0, 1].map((dy) => ({ x: x + dx, y: y + dy }))));
  const away = corners.map(({ x, y }) => Math.hypot(x - found.circle.x, y - found.circle.y));
  expect(Math.max(...away)).toBeLessThanOrEqual(found.circle.radius + 1e-6);
}

const found = {
  findEdits,
  findDifferences: (a: RgbImage, b: RgbImage) => findDifferences(a, b).differences,
};

describe.each(Object.entries(found))('%s between copies', (_, find) => {
  it('finds nothing between equal images', () => {
    expect(find(picture, copyRgbImage(picture))).toEqual([]);
  });

  it('finds every added shape once, whole, and nothing else', () => {
    const shapes = gridShapes({ ...SIZE, columns: 3, rows: 3, shapeSize: 30 });
    const found = find(shadedGround(SIZE), drawShapes(shadedGround(SIZE), shapes));
    expect(found).toHaveLength(shapes.length);
    for (const shape of shapes) {
      const mine = found.filter(({ circle }) => Math.hypot(circle.x - shape.centre.x, circle.y - shape.centre.y) < 10);
      expect(mine).toHaveLength(1);
      expectEnclosed(mine[0]);
      expect(mine[0].score).toBeGreaterThan(0);
      expect(mine[0].score).toBeLessThanOrEqual(1);
      const truth = shapeMask(shape, SIZE);
      const pixels = pixelsOf(mine[0]);
      const hit = pixels.filter(({ x, y }) => truth.data[y * SIZE.width + x] === 1).length;
      const area = truth.data.reduce((sum, value) => sum + value, 0);
      expect(hit / area).toBeGreaterThan(0.97);
      expect(hit / pixels.length).toBeGreaterThan(0.7);
    }
  });

  it('finds a change of hue alone, which grey levels would miss', () => {
    const [before, after]: Colour[] = [
      [200, 90, 90],
      [32, 135, 150],
    ];
    const lab = new Float64Array(6);
    rgbToLabInto(...(before as [number, number, number]), lab, 0);
    rgbToLabInto(...(after as [number, number, number]), lab, 3);
    expect(Math.abs(lab[0] - lab[3])).toBeLessThan(2);
    expect(ciede2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5])).toBeGreaterThan(30);
    const a = withSquare(shadedGround(SIZE), 100, 80, 24, before);
    const b = withSquare(shadedGround(SIZE), 100, 80, 24, after);
    const [found, ...more] = find(a, b);
    expect(more).toEqual([]);
    expect(found.circle.x).toBeCloseTo(112, 0);
    expect(found.circle.y).toBeCloseTo(92, 0);
  });

  it('scores a stronger change higher, and the same either way', () => {
    const score = (colour: Colour) => find(picture, withSquare(picture, 50, 60, 30, colour))[0].score;
    expect(score([255, 255, 255])).toBeGreaterThan(score([170, 180, 160]));
    const other = withSquare(picture, 50, 60, 30, [255, 0, 0]);
    expect(find(picture, other)).toEqual(find(other, picture));
  });

  /** Two squares side by side; the blur of their edges reaches about 2 pixels into the space between them. */
  function twoSquares(space: number): readonly DetectedDifference[] {
    const ground = shadedGround(SIZE);
    const one = withSquare(ground, 100, 100, 20, [20, 20, 20]);
    return find(ground, withSquare(one, 120 + space, 100, 20, [20, 20, 20]));
  }

  it('takes parts nearer than 2.4 % of the shorter side as one difference', () => {
    const [found, ...more] = twoSquares(Math.floor(GAP_PX));
    expect(more).toEqual([]);
    expectEnclosed(found);
  });

  it('takes parts farther away as two', () => {
    const found = twoSquares(Math.ceil(GAP_PX) + 8);
    expect(found).toHaveLength(2);
    found.forEach(expectEnclosed);
  });

  it('finds changes in the corners of the image', () => {
    const corners = [
      [0, 0],
      [384, 0],
      [0, 284],
      [384, 284],
    ] as const;
    const changed = corners.reduce((image, [x, y]) => withSquare(image, x, y, 16, [255, 0, 255]), picture);
    const found = find(picture, changed);
    expect(found).toHaveLength(4);
    found.forEach(expectEnclosed);
  });

  it('overlooks single noisy pixels', () => {
    const noisy = copyRgbImage(picture);
    for (let at = 500; at < 400 * 300; at += 997) noisy.data[at * 3] ^= 0x20;
    expect(find(picture, noisy)).toEqual([]);
  });
});

describe('findEdits', () => {
  it('finds a change that fills most of the part it is shown', () => {
    const part = shadedGround({ width: 60, height: 40 });
    const changed = withSquare(part, 4, 2, 36, [200, 30, 40]);
    expect(findEdits(part, changed, SIZE)).toHaveLength(1);
  });

  it('measures distances by the whole image of which it is shown a part', () => {
    const part = shadedGround({ width: 90, height: 60 });
    const changed = withSquare(withSquare(part, 20, 20, 12, [20, 20, 20]), 20 + 12 + 7, 20, 12, [20, 20, 20]);
    expect(findEdits(part, changed)).toHaveLength(2);
    expect(findEdits(part, changed, SIZE)).toHaveLength(1);
  });

  it('refuses images of different sizes', () => {
    expect(() => findEdits(picture, createRgbImage(400, 301))).toThrow(
      expect.objectContaining({
        code: 'pictures-differ-in-size',
        details: { widthA: 400, heightA: 300, widthB: 400, heightB: 301 },
      }),
    );
  });
});

describe('findDifferences', () => {
  it.each([60, 75, 90])('finds nothing in a JPEG copy of quality %i', async (quality) => {
    expect(found.findDifferences(picture, await decodeRgb(await jpegOf(picture, quality)))).toEqual([]);
  });

  it('finds shapes in a JPEG copy too', async () => {
    const shape: Shape = { kind: 'disc', centre: { x: 130, y: 170 }, size: 36, colour: [250, 20, 20] };
    const [a, b] = await Promise.all(
      [picture, drawShapes(picture, [shape])].map(async (image) => decodeRgb(await jpegOf(image, 75))),
    );
    const differences = found.findDifferences(a, b);
    expect(differences).toHaveLength(1);
    expect(Math.hypot(differences[0].circle.x - 130, differences[0].circle.y - 170)).toBeLessThan(4);
  });
});
