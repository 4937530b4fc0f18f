import { describe, expect, it } from 'vitest';
import { createLabelMap } from '../../src/imaging/image.ts';
import { CLASSIC_FILTERS, passesFilter, proposeRegions } from '../../src/segmentation/propose-regions.ts';
import { regionMoments } from '../../src/segmentation/region-properties.ts';
import { flat, paint } from '../support/pictures.ts';

const GROUND = [40, 60, 90] as const;

/** Blocks of these sizes side by side on a plain ground. */
const blocks = (...sizes: readonly (readonly [number, number])[]) =>
  paint({ width: 160, height: 60 }, (x, y) => {
    const at = sizes.findIndex(([width, height], index) => {
      const left = 8 + index * 36;
      return x >= left && x < left + width && y >= 10 && y < 10 + height;
    });
    return at < 0 ? GROUND : [220, 200 - at * 40, 60];
  });

const areasOf = async (...args: Parameters<typeof proposeRegions>) =>
  (await proposeRegions(...args)).proposals.map(({ area }) => area).sort((a, b) => a - b);

describe('proposeRegions', () => {
  it('takes round regions, however large, and leaves strips', async () => {
    expect(await areasOf(blocks([8, 8], [20, 20], [30, 6]))).toEqual([64, 400]);
  });

  it('takes only small ones for the second level', async () => {
    expect(await areasOf(blocks([5, 5], [8, 8], [20, 20]), CLASSIC_FILTERS['2'])).toEqual([25, 64]);
  });

  it('takes nothing from a picture of one strip', async () => {
    expect(await areasOf(flat({ width: 200, height: 60 }, [9, 99, 199]))).toEqual([]);
  });
});

describe('passesFilter', () => {
  const region = (width: number, height: number) => {
    const size = { width, height };
    return regionMoments(createLabelMap(width, height, new Int32Array(width * height), 1), flat(size, [1, 2, 3]))[0];
  };

  it.each([
    [7, 7, '1', false],
    [10, 5, '1', false],
    [8, 7, '1', true],
    [400, 250, '1', true],
    [400, 251, '1', false],
    [6, 4, '2', false],
    [5, 5, '2', true],
    [10, 10, '2', true],
    [11, 10, '2', false],
  ] as const)('judges %i x %i at level %s', (width, height, level, expected) => {
    expect(passesFilter(region(width, height), CLASSIC_FILTERS[level])).toBe(expected);
  });
});
