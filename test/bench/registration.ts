// How exactly and how fast two views of one scene are laid on each other: `node --import tsx test/bench/registration.ts`.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import sharp from 'sharp';
import { register } from '../../src/diff/registration/register.ts';
import { createRgbImage, type RgbImage } from '../../src/imaging/image.ts';
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

const PHOTOS = process.argv[2] ?? '../shared/images';
const JPEG_QUALITY = 60;
const VIEW = { width: 1200, height: 800 };
const RUNS = 3;

interface Source {
  readonly name: string;
  readonly image: RgbImage;
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
  };
}

async function sources(): Promise<Source[]> {
  const size = { width: VIEW.width + 2 * MARGIN_PX, height: VIEW.height + 2 * MARGIN_PX };
  const synthetic = [
    { name: 'textured', image: scene(size, 'bench') },
    { name: 'soft', image: scene(size, 'bench', true) },
  ];
  if (!existsSync(PHOTOS)) {
    console.log(`photos skipped: ${PHOTOS} is missing`);
    return synthetic;
  }
  const files = (await readdir(PHOTOS)).filter((file) => /\.(png|jpe?g|webp|gif)$/.test(file)).sort();
  return [...synthetic, ...(await Promise.all(files.map((file) => photoScene(path.join(PHOTOS, file)))))];
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
const cpuMs = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

console.log('scene            view       warp        model        RMS px  corr   resid  register ms  warp ms');
for (const { name, image } of await sources()) {
  const size = { width: image.width - 2 * MARGIN_PX, height: image.height - 2 * MARGIN_PX };
  for (const [warp, matrix] of Object.entries({ none: [1, 0, 0, 0, 1, 0, 0, 0, 1], ...standardWarps(size) })) {
    const clean = warpedPair(image, matrix);
    const a = await decodeRgb(await jpegOf(clean.a, JPEG_QUALITY));
    const b = await decodeRgb(await jpegOf(paintDiscs(clean.b, name), JPEG_QUALITY));
    let found = register(a, b);
    const times: number[] = [];
    const warpTimes: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const before = process.cpuUsage();
      found = register(a, b);
      times.push(cpuMs(before));
      const between = process.cpuUsage();
      warpImage(b, found.matrix, a);
      warpTimes.push(cpuMs(between));
    }
    const error = gridError(size, found.matrix, matrix);
    console.log(
      [
        name.padEnd(16),
        `${size.width}x${size.height}`.padEnd(10),
        warp.padEnd(11),
        found.model.padEnd(12),
        error.toFixed(3).padStart(6),
        found.correlation.toFixed(2).padStart(5),
        found.residual.toFixed(2).padStart(7),
        median(times).toFixed(0).padStart(9),
        median(warpTimes).toFixed(0).padStart(9),
      ].join(' '),
    );
  }
}
