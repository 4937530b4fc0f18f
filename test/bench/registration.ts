// How exactly and how fast two views of one scene are laid on each other.
//   npm run bench:registration -- [PHOTOS] [--only NAME] [--strict]
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { register } from '../../src/diff/registration/register.ts';
import { createRgbImage, type RgbImage } from '../../src/imaging/image.ts';
import { IDENTITY_MATRIX, type ProjectiveMatrix } from '../../src/imaging/projective.ts';
import { warpImage } from '../../src/imaging/warp.ts';
import {
  gridError,
  MARGIN_PX,
  paintDiscs,
  scene,
  standardWarps,
  warpedPair,
} from '../diff/registration/warped-pairs.ts';
import { decodeRgb, jpegOf } from '../support/encode.ts';
import { type Goal, judge } from './goals.ts';
import { median, rounded } from './statistics.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, strict: { type: 'boolean', default: false } },
});
const PHOTOS = positionals[0] ?? '../shared/images';
const JPEG_QUALITY = 60;
const VIEW = { width: 1200, height: 800 };
const RUNS = 3;
const PIXELS_PER_MEGAPIXEL = 1_000_000;
/** Pixels, root mean square: what two textured pictures, and two soft photos, may lie beside each other. */
const MAX_ERROR_PX = { textured: 0.1, soft: 0.3 } as const;

interface Source {
  readonly name: string;
  readonly image: RgbImage;
  readonly ground: keyof typeof MAX_ERROR_PX;
}

interface Result {
  readonly scene: string;
  readonly ground: keyof typeof MAX_ERROR_PX;
  readonly view: string;
  readonly warp: string;
  readonly model: string;
  readonly 'RMS px': number;
  readonly correlation: number;
  readonly residual: number;
  readonly 'register ms': number;
  readonly 'register ms/MP': number;
  readonly 'warp ms': number;
}

/** A photo as a scene whose middle is a view of about 1200 x 800, or as large as the photo allows. */
async function photoScene(file: string): Promise<Source> {
  const box = { width: VIEW.width + 2 * MARGIN_PX, height: VIEW.height + 2 * MARGIN_PX };
  const { data, info } = await sharp(file)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize({ ...box, fit: 'outside', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return {
    name: path.basename(file).slice(0, 16),
    image: createRgbImage(info.width, info.height, new Uint8Array(data)),
    // Photos are judged as soft ones: how much texture each has is not known beforehand.
    ground: 'soft',
  };
}

async function sources(): Promise<Source[]> {
  const size = { width: VIEW.width + 2 * MARGIN_PX, height: VIEW.height + 2 * MARGIN_PX };
  const synthetic: Source[] = [
    { name: 'textured', image: scene(size, 'bench'), ground: 'textured' },
    { name: 'soft', image: scene(size, 'bench', true), ground: 'soft' },
  ];
  if (!existsSync(PHOTOS)) {
    console.log(`photos skipped: ${PHOTOS} is missing`);
    return synthetic;
  }
  const files = (await readdir(PHOTOS)).filter((file) => /\.(png|jpe?g|webp|gif)$/.test(file)).sort();
  return [...synthetic, ...(await Promise.all(files.map((file) => photoScene(path.join(PHOTOS, file)))))];
}

/** CPU milliseconds: what a quiet machine would need, however busy this one is. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function measure({ name, image, ground }: Source, warp: string, matrix: ProjectiveMatrix): Promise<Result> {
  const size = { width: image.width - 2 * MARGIN_PX, height: image.height - 2 * MARGIN_PX };
  const clean = warpedPair(image, matrix);
  const a = await decodeRgb(await jpegOf(clean.a, JPEG_QUALITY));
  const b = await decodeRgb(await jpegOf(paintDiscs(clean.b, name), JPEG_QUALITY));
  const found = register(a, b);
  const runs = Array.from({ length: RUNS });
  const registerMs = median(runs.map(() => cpuMs(() => register(a, b))));
  const warpMs = median(runs.map(() => cpuMs(() => warpImage(b, found.matrix, a))));
  return {
    scene: name,
    ground,
    view: `${size.width}x${size.height}`,
    warp,
    model: found.model,
    'RMS px': Number(gridError(size, found.matrix, matrix).toFixed(3)),
    correlation: Number(found.correlation.toFixed(2)),
    residual: Number(found.residual.toFixed(2)),
    'register ms': Math.round(registerMs),
    'register ms/MP': Math.round((registerMs * PIXELS_PER_MEGAPIXEL) / (size.width * size.height)),
    'warp ms': Math.round(warpMs),
  };
}

/** Time and error of the pairs that one model was chosen for. */
function modelTable(results: readonly Result[]) {
  const models = [...new Set(results.map(({ model }) => model))];
  return Object.fromEntries(
    models.map((model) => {
      const own = results.filter((result) => result.model === model);
      const column = (name: 'RMS px' | 'register ms' | 'register ms/MP' | 'warp ms') => own.map((row) => row[name]);
      return [
        model,
        {
          pairs: own.length,
          'median RMS px': median(column('RMS px')),
          'worst RMS px': Math.max(...column('RMS px')),
          'median ms': rounded(median(column('register ms'))),
          'worst ms': Math.max(...column('register ms')),
          'median ms/MP': median(column('register ms/MP')),
          'warp ms': median(column('warp ms')),
        },
      ];
    }),
  );
}

const isLaid = ({ model }: Result) => model !== 'failed';

function goalsOf(results: readonly Result[]): Goal[] {
  const errors = (['textured', 'soft'] as const).flatMap((ground) => {
    const own = results.filter((result) => result.ground === ground && isLaid(result));
    if (own.length === 0) return [];
    return {
      what: `worst error on ${ground} pictures (${own.length} pairs)`,
      value: Math.max(0, ...own.map((result) => result['RMS px'])),
      limit: MAX_ERROR_PX[ground],
      unit: 'px',
    };
  });
  const refused = results.filter((result) => !isLaid(result)).length;
  return [...errors, { what: 'pairs refused', value: refused, limit: 1, unit: 'pairs' }];
}

const results: Result[] = [];
for (const source of (await sources()).filter(({ name }) => name.includes(values.only))) {
  const size = { width: source.image.width - 2 * MARGIN_PX, height: source.image.height - 2 * MARGIN_PX };
  for (const [warp, matrix] of Object.entries({ none: IDENTITY_MATRIX, ...standardWarps(size) })) {
    results.push(await measure(source, warp, matrix));
  }
}
console.table(results);
console.log('By model');
console.table(modelTable(results));
const failed = results.filter((result) => !isLaid(result));
console.log(`Refused: ${failed.map(({ scene: name, warp }) => `${name} ${warp}`).join(', ') || 'none'}`);
judge(goalsOf(results));
if (!values.strict) process.exitCode = 0;
