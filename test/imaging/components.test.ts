import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKGROUND, findComponents, labelComponents } from '../../src/imaging/components.ts';
import type { Mask } from '../../src/imaging/image.ts';
import { masks } from '../support/arbitraries.ts';
import { maskOf } from '../support/text-grid.ts';

describe('labelComponents', () => {
  it('numbers parts in the order of reading and measures them', () => {
    const { labels, components } = labelComponents(maskOf('....##.', '#....#.', '##.....', '.......', '...####'));
    expect(components).toEqual([
      { label: 0, area: 3, box: { x: 4, y: 0, width: 2, height: 2 } },
      { label: 1, area: 3, box: { x: 0, y: 1, width: 2, height: 2 } },
      { label: 2, area: 4, box: { x: 3, y: 4, width: 4, height: 1 } },
    ]);
    expect(labels.count).toBe(3);
    expect([...labels.data.subarray(0, 14)]).toEqual([-1, -1, -1, -1, 0, 0, -1, 1, -1, -1, -1, -1, 0, -1]);
  });

  it('joins pixels that touch at a corner, not those at the ends of two rows', () => {
    expect(labelComponents(maskOf('#......', '.#.....', '..#....')).components).toHaveLength(1);
    expect(labelComponents(maskOf('......#', '#......')).components).toHaveLength(2);
  });

  it('finds nothing in an empty mask', () => {
    const { labels, components } = labelComponents(maskOf('.......', '.......'));
    expect(components).toEqual([]);
    expect(labels.data.every((label) => label === BACKGROUND)).toBe(true);
  });

  it('labels exactly the set pixels, and neighbours alike', () => {
    fc.assert(
      fc.property(masks(), (mask) => {
        const { width, height, data } = mask;
        const { labels, components } = labelComponents(mask);
        const areas = new Array(components.length).fill(0);
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const label = labels.data[y * width + x];
            expect(label === BACKGROUND).toBe(data[y * width + x] === 0);
            if (label === BACKGROUND) continue;
            areas[label]++;
            if (x + 1 < width && data[y * width + x + 1]) expect(labels.data[y * width + x + 1]).toBe(label);
            if (y + 1 < height && data[(y + 1) * width + x]) expect(labels.data[(y + 1) * width + x]).toBe(label);
          }
        }
        expect(components.map(({ area }) => area)).toEqual(areas);
      }),
    );
  });
});

/** The number of 8-connected parts, by flooding one after the other. */
function countByFlood({ width, height, data }: Mask): number {
  const left = data.slice();
  const flood = (x: number, y: number) => {
    if (x < 0 || y < 0 || x >= width || y >= height || !left[y * width + x]) return;
    left[y * width + x] = 0;
    for (let at = 0; at < 9; at++) flood(x + (at % 3) - 1, y + Math.floor(at / 3) - 1);
  };
  let count = 0;
  for (let pixel = left.indexOf(1); pixel >= 0; pixel = left.indexOf(1)) {
    flood(pixel % width, Math.floor(pixel / width));
    count++;
  }
  return count;
}

describe('findComponents', () => {
  it('gives the runs of each part in the order of reading', () => {
    const runs = findComponents(maskOf('##.##..', '..#....', '......#')).map((component) => component.runs);
    expect(runs.map((own) => own.map(({ start, end }) => [start, end]))).toEqual([
      [
        [0, 2],
        [3, 5],
        [9, 10],
      ],
      [[20, 21]],
    ]);
  });

  it('finds as many parts as a flood does', () => {
    fc.assert(
      fc.property(masks(), (mask) => {
        expect(findComponents(mask)).toHaveLength(countByFlood(mask));
      }),
    );
  });
});
