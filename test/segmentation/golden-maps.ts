import { existsSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { createLabelMap, type LabelMap, type RgbImage } from '../../src/imaging/image.ts';
import { decodeRgb } from '../support/encode.ts';

const FOLDER = new URL('../../../shared/golden/mean-shift/', import.meta.url);

/** One result of the reference implementation of mean shift. */
export interface GoldenMap {
  readonly input: string;
  readonly labels: string;
  readonly width: number;
  readonly height: number;
  readonly spatialRadius: number;
  readonly rangeRadius: number;
  readonly minDensity: number;
  readonly speedup: string;
  readonly regions: number;
  readonly referenceCpuSeconds: number;
}

/** The reference's results at full quality; none on machines that do not have them. */
export function goldenMaps(): GoldenMap[] {
  const index = new URL('index.json', FOLDER);
  if (!existsSync(index)) return [];
  const { results } = JSON.parse(readFileSync(index, 'utf8')) as { results: GoldenMap[] };
  return results.filter(({ speedup }) => speedup === 'none');
}

export function goldenImage({ input }: GoldenMap): Promise<RgbImage> {
  return decodeRgb(readFileSync(new URL(input, FOLDER)));
}

/** Labels from a 16-bit picture, as they were written. */
export async function decodeLabels(picture: Uint8Array): Promise<Uint16Array> {
  const data = await sharp(picture).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer();
  return new Uint16Array(new Uint8Array(data).buffer);
}

export async function goldenLabels({ labels, regions, ...golden }: GoldenMap): Promise<LabelMap> {
  const values = await decodeLabels(readFileSync(new URL(labels, FOLDER)));
  return createLabelMap(golden.width, golden.height, Int32Array.from(values), regions);
}
