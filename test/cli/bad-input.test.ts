import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { pngOf, toSharp } from '../support/encode.ts';
import { drawShapes, flat, gridShapes } from '../support/pictures.ts';
import { blackPng } from '../support/png-bomb.ts';
import { engine, testFolder } from './run-engine.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = testFolder();
const SIZE = { width: 320, height: 240 };
const ground = flat(SIZE, [210, 220, 230]);
const path = (name: string) => join(folder, name);

/** Runs a command that must be refused: 2, one line with a code, nothing else, nothing written. */
async function refusal(...args: string[]): Promise<string> {
  const { code, out, err } = await engine(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^[a-z][a-z-]*: [^\n]+[.?!]\n$/);
  expect(existsSync(path('out'))).toBe(false);
  return err.trimEnd();
}

const ascii = (text: string) => Buffer.from(text, 'latin1');
const heic = () => Buffer.concat([Uint8Array.of(0, 0, 0, 24), ascii('ftypheic'), Buffer.alloc(4), ascii('mif1heic')]);
const shapes = gridShapes({ ...SIZE, columns: 3, rows: 1, shapeSize: 40 });

const PICTURES: Readonly<Record<string, () => Promise<Uint8Array> | Uint8Array>> = {
  'letter.png': () => ascii('Dear program, this is a letter and not a picture at all.'),
  'empty.png': () => Buffer.alloc(0),
  'cut.png': async () => (await pngOf(drawShapes(ground, shapes))).subarray(0, 900),
  'cut.jpg': async () => (await toSharp(drawShapes(ground, shapes)).jpeg().toBuffer()).subarray(0, 2000),
  'drawing.png': () => ascii('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>'),
  'document.jpg': () => ascii('%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n'),
  'photo.heic': heic,
  'bomb.png': () => blackPng(30_000, 30_000),
  'dot.png': () => pngOf(flat({ width: 1, height: 1 }, [9, 9, 9])),
  'strip.png': () => pngOf(flat({ width: 400, height: 40 }, [9, 9, 9])),
  'blank.png': () => pngOf(ground),
  'three-things.png': () => pngOf(drawShapes(ground, shapes)),
};

beforeAll(async () => {
  await Promise.all(Object.entries(PICTURES).map(async ([name, make]) => writeFile(path(name), await make())));
});

describe('a picture that cannot be served', () => {
  it.each([
    ['letter.png', 'picture-not-an-image: This file is not a picture I can read.'],
    ['empty.png', 'picture-empty: This file is empty.'],
    ['cut.png', 'picture-damaged: '],
    ['cut.jpg', 'picture-damaged: '],
    ['drawing.png', 'picture-format-refused: I do not open SVG files.'],
    ['document.jpg', 'picture-format-refused: I do not open PDF files.'],
    ['photo.heic', 'picture-format-refused: I do not open HEIC files.'],
    ['bomb.png', 'picture-too-many-pixels: This picture of 30,000 × 30,000 pixels is too large.'],
    ['dot.png', 'picture-too-small: This picture of 1 × 1 pixels is too small.'],
    ['strip.png', 'picture-too-small: This picture of 400 × 40 pixels is too small.'],
    ['blank.png', 'no-objects: '],
    ['missing.png', `file-unreadable: I cannot read ${folder}/missing.png (ENOENT).`],
    ['', 'file-unreadable: '],
  ])('%s', async (name, line) => {
    expect(await refusal('make', path(name), '--out', path('out'))).toContain(line);
  });

  it('with too few things in it', async () => {
    const line = await refusal('make', path('three-things.png'), '--out', path('out'), '--spots', '15');
    expect(line).toMatch(/^too-few-objects: This picture has room for only [1-3] differences?; 15 were asked for\./);
  });
});

describe('a folder that cannot be written', () => {
  it('is named', async () => {
    const out = path('blank.png/out');
    const line = await refusal('make', path('three-things.png'), '--out', out, '--spots', '1');
    expect(line).toBe(`folder-unwritable: I cannot write to ${out} (ENOTDIR).`);
  });
});

describe('options that are not understood', () => {
  it.each([
    [['--spots', '0'], 'option-invalid: “0” is not valid for --spots. Expected: a whole number from 1 to 15.'],
    [['--spots', '16'], 'option-invalid: “16” is not valid for --spots.'],
    [['--spots', 'abc'], 'option-invalid: “abc” is not valid for --spots.'],
    [['--level', 'bogus'], 'option-invalid: “bogus” is not valid for --level. Expected: easy, medium, hard, expert,'],
    [['--level', '3'], '--proposals circles'],
    [['--outputs', '0'], 'option-invalid: “0” is not valid for --outputs.'],
    [['--seed', 'x'.repeat(101)], '--seed. Expected: up to 100 characters.'],
    [['--level', 'two\nlines'], 'option-invalid: “two lines” is not valid for --level.'],
    [['--spot', '3'], "usage: I did not understand this command (unknown option '--spot' (Did you mean --spots?))."],
    [['another.png'], 'usage: '],
  ])('%j', async (options, line) => {
    expect(await refusal('make', path('three-things.png'), '--out', path('out'), ...options)).toContain(line);
  });

  it.each([
    [['make', 'picture.png'], '--out <dir>'],
    [['spot', '--out', 'x'], "'a'"],
    [['spot', 'one.png', 'two.png'], '--out <dir>'],
    [['paint'], "'paint'"],
  ])('%j', async (args, missing) => {
    const line = await refusal(...args);
    expect(line).toMatch(/^usage: .* Add --help to see what it takes\.$/);
    expect(line).toContain(missing);
  });
});

describe('spot', () => {
  it.each([
    ['blank.png', 'cut.png', `picture-damaged: ${path('cut.png')}: This picture is damaged`],
    ['letter.png', 'blank.png', `picture-not-an-image: ${path('letter.png')}: This file is not`],
    ['blank.png', 'missing.png', 'file-unreadable: '],
    ['tall.png', 'three-things.png', 'pictures-unrelated: These two pictures do not show the same scene.'],
  ])('refuses %s and %s', async (a, b, line) => {
    await writeFile(path('tall.png'), await pngOf(flat({ width: 320, height: 250 }, [210, 220, 230])));
    expect(await refusal('spot', path(a), path(b), '--out', path('out'))).toContain(line);
  });

  it.each([
    ['blank.png', 'no-panels: I do not see two pictures side by side'],
    ['letter.png', 'picture-not-an-image: '],
    ['missing.png', 'file-unreadable: '],
    ['.', 'folder-without-partner: '],
  ])('refuses %s alone', async (a, line) => {
    expect(await refusal('spot', path(a), '--out', path('out'))).toContain(line);
  });

  it('refuses a folder and a picture, and folders without a name in common', async () => {
    await mkdir(path('empty'), { recursive: true });
    const out = ['--out', path('out')];
    expect(await refusal('spot', path('empty'), path('blank.png'), ...out)).toContain('folder-without-partner: ');
    expect(await refusal('spot', path('blank.png'), path('empty'), ...out)).toContain('folder-without-partner: ');
    expect(await refusal('spot', path('empty'), path('.'), ...out)).toContain('no-pairs: No picture in ');
  });

  it('refuses pictures of two sizes only where a recipe takes them as they lie', async () => {
    await writeFile(path('tall.png'), await pngOf(flat({ width: 320, height: 250 }, [210, 220, 230])));
    const args = ['spot', path('blank.png'), path('tall.png'), '--out', path('out'), '--preset', 'blur-threshold'];
    expect(await refusal(...args)).toContain(
      'pictures-differ-in-size: These two pictures differ in size (320 × 240 and 320 × 250 pixels).',
    );
  });

  it.each([
    [['--preset', 'magic'], 'default, blur-threshold, ssim-quantile'],
    [['--metric', 'magic'], 'mse, psnr, ssim, ms-ssim, deltaE, dice, jaccard'],
    [['--strategy', 'magic'], 'difference, gradient'],
    [['--preprocess', 'magic'], 'identity, normalise'],
    [['--postprocess', 'magic'], 'identity, fixed'],
    [['--threshold', '256'], 'a number from 0 to 255'],
    [['--quantile', 'half'], 'a number from 0 to 1'],
    [['--max', '0'], 'a whole number from 1 to 1000'],
  ])('refuses %j and says what it takes', async (flags, expected) => {
    const line = await refusal('spot', path('blank.png'), path('blank.png'), '--out', path('out'), ...flags);
    expect(line).toContain('option-invalid: ');
    expect(line).toContain(expected);
  });
});

describe('help', () => {
  it.each([[[]], [['--help']], [['make', '--help']], [['help', 'spot']]])('%j is no mistake', async (args) => {
    const { code, out, err } = await engine(...args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: engine /);
  });
});
