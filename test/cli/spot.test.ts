import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { RgbImage } from '../../src/imaging/image.ts';
import { decodeRgb, pngOf, toSharp } from '../support/encode.ts';
import { drawShapes, type Shape, shadedGround } from '../support/pictures.ts';
import { differencesSchema } from './puzzle-json.ts';
import { engine, testFolder } from './run-engine.ts';
import { samplePicture } from './sample-picture.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const FILES = ['a-circled.png', 'b-circled.png', 'differences.json', 'result.png'];

const folder = testFolder();
const path = (name: string) => join(folder, name);
const ground = samplePicture();
/** Two squares that only the second picture has, in reading order. */
const EXTRA: readonly Shape[] = [
  { kind: 'square', centre: { x: 480, y: 70 }, size: 40, colour: [20, 20, 20] },
  { kind: 'square', centre: { x: 120, y: 330 }, size: 60, colour: [250, 250, 250] },
];

beforeAll(async () => {
  await writeFile(path('a.png'), await pngOf(ground));
  await writeFile(path('b.png'), await pngOf(drawShapes(ground, EXTRA)));
});

async function spot(a: string, b: string, name: string) {
  const dir = path(name);
  expect(await engine('spot', path(a), path(b), '--out', dir)).toMatchObject({ code: 0, out: '', err: '' });
  expect((await readdir(dir)).sort()).toEqual(FILES);
  const json = differencesSchema.parse(JSON.parse(await readFile(join(dir, 'differences.json'), 'utf8')));
  const [aCircled, bCircled, result] = await Promise.all(
    ['a-circled.png', 'b-circled.png', 'result.png'].map(async (file) => decodeRgb(await readFile(join(dir, file)))),
  );
  return { json, aCircled, bCircled, result };
}

const isSame = (a: RgbImage, b: RgbImage) => Buffer.from(a.data).equals(b.data);

describe('two pictures that differ', () => {
  it('are marked where they do, in reading order', async () => {
    const { json, aCircled, bCircled, result } = await spot('a.png', 'b.png', 'differing');
    expect(json).toMatchObject({ width: 640, height: 426 });
    expect(json.differences.map(({ id }) => id)).toEqual([1, 2]);
    for (const [index, { box, circle }] of json.differences.entries()) {
      const { centre, size } = EXTRA[index];
      expect(Math.abs(box.x + box.width / 2 - centre.x)).toBeLessThan(4);
      expect(Math.abs(box.y + box.height / 2 - centre.y)).toBeLessThan(4);
      expect(Math.abs(box.width - size)).toBeLessThan(8);
      expect(Math.hypot(circle.x - centre.x, circle.y - centre.y)).toBeLessThan(4);
      expect(circle.radius).toBeGreaterThan(size / 2);
    }
    expect([aCircled.width, aCircled.height]).toEqual([640, 426]);
    expect([bCircled.width, bCircled.height]).toEqual([640, 426]);
    expect(isSame(aCircled, ground)).toBe(false);
    expect(result.width * result.height).toBeGreaterThan(2 * 640 * 426);
  });

  it('are measured in full-size, upright pixels of the first', async () => {
    const size = { width: 2000, height: 1200 };
    const plain = shadedGround(size);
    const mark: Shape = { kind: 'square', centre: { x: 1700, y: 300 }, size: 120, colour: [200, 30, 30] };
    await writeFile(path('large-a.jpg'), await toSharp(plain).jpeg({ quality: 95 }).toBuffer());
    // The second lies on its side and says so.
    const sideways = toSharp(drawShapes(plain, [mark])).rotate(-90);
    await writeFile(
      path('large-b.jpg'),
      await sideways.withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer(),
    );
    const { json } = await spot('large-a.jpg', 'large-b.jpg', 'large');
    expect(json).toMatchObject({ width: 2000, height: 1200 });
    expect(json.differences).toHaveLength(1);
    const [{ box }] = json.differences;
    expect(Math.abs(box.x - 1640)).toBeLessThan(10);
    expect(Math.abs(box.y - 240)).toBeLessThan(10);
    expect(Math.abs(box.x + box.width - 1760)).toBeLessThan(10);
    expect(Math.abs(box.y + box.height - 360)).toBeLessThan(10);
  });
});

describe('two pictures that are equal', () => {
  it('have no differences and no marks', async () => {
    const { json, aCircled, bCircled } = await spot('a.png', 'a.png', 'equal');
    expect(json.differences).toEqual([]);
    expect(isSame(aCircled, ground)).toBe(true);
    expect(isSame(bCircled, ground)).toBe(true);
  });

  it('may be files of different formats', async () => {
    await writeFile(path('a.webp'), await toSharp(ground).webp({ lossless: true }).toBuffer());
    expect((await spot('a.png', 'a.webp', 'formats')).json.differences).toEqual([]);
  });
});
