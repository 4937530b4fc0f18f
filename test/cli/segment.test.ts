import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { segmentCommand } from '../../src/cli/segment-command.ts';
import { translator } from '../../src/i18n.ts';
import { encodeLabels, encodePng } from '../../src/imaging/codec.ts';
import { createLabelMap } from '../../src/imaging/image.ts';
import type { RegionProperties } from '../../src/segmentation/region-properties.ts';
import { decodeLabels } from '../segmentation/golden-maps.ts';
import { paint } from '../support/pictures.ts';
import { testFolder } from './run-engine.ts';

const folder = testFolder();

function segment(...args: string[]): Promise<unknown> {
  return segmentCommand(translator('en')).exitOverride().parseAsync(args, { from: 'user' });
}

async function halves(): Promise<string> {
  const path = join(folder, 'halves.png');
  const image = paint({ width: 70, height: 50 }, (x) => (x < 30 ? [200, 60, 60] : [60, 60, 200]));
  await writeFile(path, (await encodePng(image)).bytes);
  return path;
}

describe('the segment command', () => {
  it('writes a label for every pixel and what is known of each region', async () => {
    await segment(await halves(), '--out', join(folder, 'out'));
    const labels = await decodeLabels(await readFile(join(folder, 'out', 'labels.png')));
    expect(Array.from(labels)).toEqual(Array.from({ length: 70 * 50 }, (_, pixel) => (pixel % 70 < 30 ? 0 : 1)));
    const regions = JSON.parse(await readFile(join(folder, 'out', 'regions.json'), 'utf8')) as RegionProperties[];
    expect(regions).toHaveLength(2);
    expect(regions[1]).toMatchObject({
      label: 1,
      area: 40 * 50,
      bbox: { x: 30, y: 0, width: 40, height: 50 },
      intensityMean: [60, 60, 200],
      solidity: 1,
    });
  });

  it('follows its options', async () => {
    await segment(await halves(), '--out', join(folder, 'one'), '--min-density', '1600');
    expect(JSON.parse(await readFile(join(folder, 'one', 'regions.json'), 'utf8'))).toHaveLength(1);
  });

  it.each([
    ['--spatial-radius', '0'],
    ['--spatial-radius', 'six'],
    ['--range-radius', '-1'],
    ['--min-density', '0'],
    ['--min-density', '1.5'],
  ])('refuses %s %s', async (option, value) => {
    await expect(segment(await halves(), '--out', folder, option, value)).rejects.toMatchObject({
      code: 'option-invalid',
    });
  });
});

describe('encodeLabels', () => {
  const numbered = (count: number) =>
    createLabelMap(
      count,
      1,
      Int32Array.from({ length: count }, (_, label) => label),
      count,
    );

  it('keeps the largest label that fits', async () => {
    expect((await decodeLabels((await encodeLabels(numbered(65_535))).bytes)).at(-1)).toBe(65_534);
  });

  it('refuses more regions than 16 bits can tell apart', async () => {
    await expect(encodeLabels(numbered(65_536))).rejects.toMatchObject({
      code: 'too-many-regions',
      details: { regions: 65_536, max: 65_535 },
    });
  });
});
