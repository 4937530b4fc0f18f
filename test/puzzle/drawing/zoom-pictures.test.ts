import { describe, expect, it } from 'vitest';
import { decodePicture, encodePng } from '../../../src/imaging/codec.ts';
import { createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { zoomPictures } from '../../../src/puzzle/drawing/zoom-pictures.ts';

const SIZE = { width: 240, height: 160 };
const GRID = { columns: 12, rows: 8 };
/** Where the first crop begins: behind the rulers. */
const ORIGIN = 40;

type Colour = readonly [number, number, number];

function filled(colourAt: (x: number, y: number) => Colour, { width, height } = SIZE): RgbImage {
  const image = createRgbImage(width, height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) image.data.set(colourAt(x, y), (y * width + x) * 3);
  return image;
}
const RED: Colour = [200, 0, 0];
const BLUE: Colour = [0, 0, 200];
const GREEN: Colour = [0, 200, 0];

async function zoom(a: RgbImage, b: RgbImage, options: Partial<Parameters<typeof zoomPictures>[2]> = {}) {
  const [bytesA, bytesB] = await Promise.all([a, b].map(async (image) => (await encodePng(image)).bytes));
  const part = { size: SIZE, grid: GRID, from: { column: 4, row: 0 }, to: { column: 7, row: 3 }, ...options };
  const { picture } = await zoomPictures(bytesA ?? new Uint8Array(), bytesB ?? new Uint8Array(), part);
  const { image } = await decodePicture(picture.bytes, 4000);
  const at = (x: number, y: number) => [
    ...image.data.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3),
  ];
  return { image, at };
}

/** JPEG keeps plain colours but for a few steps. */
const LOSS = 4;

/** @returns whether a colour is this one, as far as JPEG keeps it */
const isLike = (seen: readonly number[], wanted: Colour): boolean =>
  wanted.every((value, channel) => Math.abs((seen[channel] ?? Number.NaN) - value) <= LOSS);

describe('zoomPictures', () => {
  it('shows the part of A and of B, enlarged, the second where the first ends', async () => {
    const { image, at } = await zoom(
      filled(() => RED),
      filled(() => BLUE),
    );
    expect(Math.max(image.width, image.height)).toBeLessThan(1700);
    expect(at(ORIGIN + 300, ORIGIN + 300)).toSatisfy((seen: number[]) => isLike(seen, RED));
    expect(at(image.width - 300, image.height - 300)).toSatisfy((seen: number[]) => isLike(seen, BLUE));
  });

  it('shows the cells that were asked for, with a rim around them', async () => {
    // Green are exactly the cells E1 to H4, 20 pixels each: from 80 to 159 and from 0 to 79.
    const cells = filled((x, y) => (x >= 80 && x < 160 && y < 80 ? GREEN : RED));
    const { at } = await zoom(cells, cells);
    // The rim is 5 pixels of 90 on both sides, and nothing at the top, where the picture ends.
    expect(at(ORIGIN + 20, ORIGIN + 300)).toSatisfy((seen: number[]) => isLike(seen, RED));
    expect(at(ORIGIN + 60, ORIGIN + 300)).toSatisfy((seen: number[]) => isLike(seen, GREEN));
    expect(at(ORIGIN + 300, ORIGIN + 5)).toSatisfy((seen: number[]) => isLike(seen, GREEN));
  });

  it('finds the part in pictures that were made smaller than the puzzle', async () => {
    const half = { width: SIZE.width / 2, height: SIZE.height / 2 };
    const cells = filled((x, y) => (x >= 40 && x < 80 && y < 40 ? GREEN : RED), half);
    const { at } = await zoom(cells, cells);
    expect(at(ORIGIN + 10, ORIGIN + 300)).toSatisfy((seen: number[]) => isLike(seen, RED));
    expect(at(ORIGIN + 360, ORIGIN + 300)).toSatisfy((seen: number[]) => isLike(seen, GREEN));
  });

  it('draws a ring around a circle, in both', async () => {
    const plain = filled(() => BLUE);
    const without = await zoom(plain, plain);
    const ringed = await zoom(plain, plain, { circle: { x: 120, y: 40, radius: 10 } });
    const changed = ringed.image.data.filter(
      (value, index) => Math.abs(value - (without.image.data[index] ?? 0)) > LOSS * 2,
    ).length;
    expect(changed).toBeGreaterThan(1000);
    // The middle of the circle stays free: 45 of 90 pixels, and 40 of 85.
    expect(ringed.at(ORIGIN + 360, ORIGIN + 340)).toSatisfy((seen: number[]) => isLike(seen, BLUE));
  });

  it('is small enough to travel to a phone at once', async () => {
    const noise = filled((x, y) => [(x * 37 + y * 91) % 256, (x * 53 + y * 17) % 256, (x * 11 + y * 71) % 256]);
    const { bytes } = await encodePng(noise);
    const { picture } = await zoomPictures(bytes, bytes, {
      size: SIZE,
      grid: GRID,
      from: { column: 0, row: 0 },
      to: { column: 3, row: 3 },
    });
    expect(picture.mediaType).toBe('image/jpeg');
    expect(picture.bytes.length).toBeLessThan(1_000_000);
  });

  it('takes the last cells of the grid too', async () => {
    const corner = filled((x, y) => (x >= 220 && y >= 140 ? GREEN : RED));
    const { at } = await zoom(corner, corner, { from: { column: 11, row: 7 }, to: { column: 11, row: 7 } });
    expect(at(ORIGIN + 400, ORIGIN + 400)).toSatisfy((seen: number[]) => isLike(seen, GREEN));
  });
});
