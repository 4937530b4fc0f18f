import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { RgbImage } from '../../src/imaging/image.ts';
import { decodeRgb } from '../support/encode.ts';

const fileOf = (name: string) => new URL(`../golden/diff/${name}`, import.meta.url);

/** The two pictures NAME-a.png and NAME-b.png of test/golden/diff. */
export async function goldenPair(name: string): Promise<[RgbImage, RgbImage]> {
  const [a, b] = await Promise.all(
    ['a', 'b'].map(async (side) => decodeRgb(await readFile(fileOf(`${name}-${side}.png`)))),
  );
  return [a, b];
}

/** A picture of one channel, one byte a pixel. */
export async function goldenBytes(name: string): Promise<Uint8Array> {
  return new Uint8Array(
    await sharp(await readFile(fileOf(name)))
      .extractChannel(0)
      .raw()
      .toBuffer(),
  );
}

/** What the golden file says; the test that reads it knows its shape. */
export function goldenJson<Golden>(name: string): Golden {
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Golden;
}
