import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { removeCommand } from '../../src/cli/remove-command.ts';
import { translator } from '../../src/i18n.ts';
import { decodePicture, encodePng } from '../../src/imaging/codec.ts';
import { createRgbImage, type RgbImage } from '../../src/imaging/image.ts';
import { drawShapes, flat, paint } from '../support/pictures.ts';
import { testFolder } from './run-engine.ts';

const folder = testFolder();
const SIZE = { width: 120, height: 80 };
const ground = paint(SIZE, (x, y) => [60 + x, 90 + y, 200 - x]);
const disc = { kind: 'disc', centre: { x: 50, y: 40 }, size: 20, colour: [250, 250, 40] } as const;
const path = (name: string) => join(folder, name);

const save = async (name: string, image: RgbImage) => writeFile(path(name), (await encodePng(image)).bytes);
const load = async (name: string) => (await decodePicture(await readFile(path(name)), 1000)).image;

function remove(...args: string[]): Promise<unknown> {
  return removeCommand(translator('en')).exitOverride().parseAsync(args, { from: 'user' });
}

function blackBut(size: typeof SIZE, isHole: (x: number, y: number) => boolean): RgbImage {
  return paint(size, (x, y) => (isHole(x, y) ? [0, 0, 1] : [0, 0, 0]));
}

beforeAll(async () => {
  await save('picture.png', drawShapes(ground, [disc]));
  await save(
    'mask.png',
    blackBut(SIZE, (x, y) => Math.hypot(x - 49.5, y - 39.5) <= 10),
  );
  await save(
    'other-size.png',
    blackBut({ width: 80, height: 120 }, (x) => x < 9),
  );
  await save('nothing.png', createRgbImage(120, 80));
  await save('everything.png', flat(SIZE, [255, 255, 255]));
});

const largestError = (a: RgbImage, b: RgbImage) =>
  a.data.reduce((worst, value, at) => Math.max(worst, Math.abs(value - b.data[at])), 0);

describe('the remove command', () => {
  it.each([
    ['a box', ['--box', '40,30,20,20']],
    ['two boxes', ['--box', '40,30,10,20', '--box', '50,30,10,20']],
    ['a mask', ['--mask', path('mask.png')]],
  ])('takes out what %s says, and tells how', async (name, hole) => {
    const out = path(`out ${name}`);
    await remove(path('picture.png'), ...hole, '--seed', 's', '--out', out);
    expect(largestError(await load(join(`out ${name}`, 'result.png')), ground)).toBeLessThanOrEqual(1);
    const result: unknown = JSON.parse(await readFile(join(out, 'result.json'), 'utf8'));
    expect(result).toMatchObject({ version: 1, ...SIZE, engine: 'auto', seed: 's', growPx: 3 });
    expect(result).toMatchObject({ holes: [{ engine: 'harmonic', milliseconds: expect.any(Number) }] });
    expect(result).toMatchObject({ timings: { totalMs: expect.any(Number) } });
  });

  it('leaves the rim to an exact mask', async () => {
    await remove(path('picture.png'), '--box', '45,35,4,4', '--grow', '0', '--out', path('exact'));
    const [before, after] = [await load('picture.png'), await load(join('exact', 'result.png'))];
    const isInside = (pixel: number) => pixel % 120 >= 45 && pixel % 120 < 49 && pixel >= 35 * 120 && pixel < 39 * 120;
    const strays = Array.from({ length: 120 * 80 }, (_, pixel) => pixel).filter(
      (pixel) => !isInside(pixel) && [0, 1, 2].some((c) => after.data[pixel * 3 + c] !== before.data[pixel * 3 + c]),
    );
    expect(strays).toEqual([]);
  });

  it.each<[string, string[], string]>([
    ['nothing to remove', [], 'box-or-mask-missing'],
    ['a box and a mask', ['--box', '1,1,5,5', '--mask', 'mask.png'], 'box-and-mask'],
    ['a box that is none', ['--box', '1,2,3'], 'option-invalid'],
    ['a box without pixels', ['--box', '1,2,0,5'], 'option-invalid'],
    ['a box that leaves the picture', ['--box', '100,2,21,5'], 'option-invalid'],
    ['an empty mask', ['--mask', path('nothing.png')], 'mask-empty'],
    ['a mask that covers everything', ['--mask', path('everything.png')], 'mask-covers-everything'],
    ['a mask of another size', ['--mask', path('other-size.png')], 'mask-differs-in-size'],
    ['a mask that is not there', ['--mask', path('lost.png')], 'file-unreadable'],
    ['an engine that does not exist', ['--box', '1,1,5,5', '--engine', 'magic'], 'option-invalid'],
    ['a prompt nobody takes', ['--box', '1,1,5,5', '--engine', 'harmonic', '--prompt', 'x'], 'engine-takes-no-prompt'],
  ])('refuses %s', async (_, args, code) => {
    const run = remove(path('picture.png'), ...args, '--out', path('refused'));
    await expect(run).rejects.toMatchObject({ code });
    expect(existsSync(path('refused'))).toBe(false);
  });
});
