import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { RgbImage } from '../../src/imaging/image.ts';
import { decodeRgb, pngOf, toSharp } from '../support/encode.ts';
import { composePage } from '../support/panel-pages.ts';
import { drawShapes, type Shape, shadedGround } from '../support/pictures.ts';
import { scenePair } from '../support/scene-pairs.ts';
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
  const { code, out, err } = await engine('spot', path(a), path(b), '--out', dir);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect((await readdir(dir)).sort()).toEqual(FILES);
  const json = differencesSchema.parse(JSON.parse(await readFile(join(dir, 'differences.json'), 'utf8')));
  const [aCircled, bCircled, result] = await Promise.all(
    ['a-circled.png', 'b-circled.png', 'result.png'].map(async (file) => decodeRgb(await readFile(join(dir, file)))),
  );
  return { json, out, aCircled, bCircled, result };
}

const isSame = (a: RgbImage, b: RgbImage) => Buffer.from(a.data).equals(b.data);

describe('two pictures that differ', () => {
  it('are marked where they do, in reading order', async () => {
    const { json, out, aCircled, bCircled, result } = await spot('a.png', 'b.png', 'differing');
    // Cells of 53 x 53 pixels.
    expect(out).toBe(`2 differences: 1. J2 and 2. C7 (see ${path('differing/result.png')})\n`);
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
    const { json, out, aCircled, bCircled } = await spot('a.png', 'a.png', 'equal');
    expect(out).toBe(`No difference found (see ${path('equal/result.png')})\n`);
    expect(json.differences).toEqual([]);
    expect(isSame(aCircled, ground)).toBe(true);
    expect(isSame(bCircled, ground)).toBe(true);
  });

  it('may be files of different formats', async () => {
    await writeFile(path('a.webp'), await toSharp(ground).webp({ lossless: true }).toBuffer());
    expect((await spot('a.png', 'a.webp', 'formats')).json.differences).toEqual([]);
  });
});

describe('one picture that holds both', () => {
  it('is marked in both panels, and says where they are', async () => {
    const { original, altered } = await scenePair('farm', { width: 480, height: 360 });
    const margins = { left: 40, top: 30, right: 25, bottom: 50 };
    const page = await composePage(original, altered, { gutter: 30, margins });
    await writeFile(path('page.png'), await pngOf(page.image));
    const { code, out, err } = await engine('spot', path('page.png'), '--out', path('page'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^3 differences: 1\. [A-L]\d, 2\. [A-L]\d,? and 3\. [A-L]\d \(see /);
    expect((await readdir(path('page'))).sort()).toEqual(FILES);
    const json = differencesSchema.parse(JSON.parse(await readFile(path('page/differences.json'), 'utf8')));
    expect(json).toMatchObject({ width: page.image.width, height: page.image.height });
    expect(json.differences).toHaveLength(3);
    expect(json.panels).toHaveLength(2);
    for (const [at, panel] of (json.panels ?? []).entries()) {
      expect(Math.abs(panel.x - page.panels[at].x)).toBeLessThan(6);
      expect(Math.abs(panel.height - page.panels[at].height)).toBeLessThan(9);
    }
    const circled = await decodeRgb(await readFile(path('page/a-circled.png')));
    expect([circled.width, circled.height]).toEqual([page.image.width, page.image.height]);
  });
});

describe('two folders', () => {
  const write = async (name: string, content: Buffer | string) => {
    await mkdir(path(name.split('/')[0]), { recursive: true });
    await writeFile(path(name), content);
  };
  const summaryOf = async (name: string) => JSON.parse(await readFile(path(`${name}/summary.json`), 'utf8'));

  beforeAll(async () => {
    const [a, b] = await Promise.all([ground, drawShapes(ground, EXTRA)].map(pngOf));
    await write('before/same.png', a);
    await write('after/same.jpg', await toSharp(ground).jpeg({ quality: 95 }).toBuffer());
    await write('before/changed.png', a);
    await write('after/changed.png', b);
    await write('before/alone.png', a);
    await write('before/.hidden', 'no picture');
    await write('after/.hidden', 'no picture');
  });

  it('are compared pair by pair, with a summary', async () => {
    const { code, out, err } = await engine('spot', path('before'), path('after'), '--out', path('both'), '--map');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines[0].split(/ {2,}/)).toEqual(['Name', 'Differences', 'Registration', 'Seconds']);
    expect(lines[1]).toMatch(/^changed +2 {2}identity +[\d.]+$/);
    expect(lines[2]).toMatch(/^same +0 {2}identity +[\d.]+$/);
    expect(lines.slice(3)).toEqual(['Only in the first folder: alone.png']);
    expect((await readdir(path('both'))).sort()).toEqual(['changed', 'same', 'summary.json']);
    expect((await readdir(path('both/changed'))).sort()).toEqual([...FILES, 'map.png'].sort());
    const ms = expect.any(Number);
    expect(await summaryOf('both')).toEqual({
      version: 1,
      pairs: [
        { name: 'changed', a: 'changed.png', b: 'changed.png', count: 2, model: 'identity', ms },
        { name: 'same', a: 'same.png', b: 'same.jpg', count: 0, model: 'identity', ms },
      ],
      alone: { a: ['alone.png'], b: [] },
    });
  });

  it('are compared to the end when a pair fails, and say so', async () => {
    await write('bad/changed.png', 'no picture');
    await write('bad/same.png', await pngOf(ground));
    const { code, out, err } = await engine('spot', path('before'), path('bad'), '--out', path('failed'));
    expect(code).toBe(2);
    expect(err).toBe('pairs-failed: 1 of 2 pairs could not be compared; summary.json says why.\n');
    expect(out).toMatch(/^changed +– {2}picture-not-an-image$/m);
    expect(out).toMatch(/^same +0 {2}identity/m);
    expect(out).toContain(`\nchanged: ${path('bad/changed.png')}: This file is not a picture I can read.`);
    const { pairs } = await summaryOf('failed');
    expect(pairs[0]).toMatchObject({ name: 'changed', code: 'picture-not-an-image' });
    expect(pairs[0].message).toContain('not a picture');
    expect(pairs[1]).toMatchObject({ name: 'same', count: 0 });
  });
});
