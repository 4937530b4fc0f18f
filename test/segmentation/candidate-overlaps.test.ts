import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLabelMap } from '../../src/imaging/image.ts';
import { findOverlaps } from '../../src/segmentation/candidate-overlaps.ts';
import { buildRegionGraph } from '../../src/segmentation/region-graph.ts';
import { flat } from '../support/pictures.ts';
import { stripBlocks, stripGraph } from './strip-graph.ts';

/** Four regions side by side, 1, 2, 3 and 4 columns wide. */
const COLUMNS = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3];
const SIZE = { width: COLUMNS.length, height: 3 };
const graph = buildRegionGraph(
  createLabelMap(
    SIZE.width,
    SIZE.height,
    Int32Array.from({ length: 30 }, (_, pixel) => COLUMNS[pixel % 10]),
    4,
  ),
  flat(SIZE, [9, 9, 9]),
);

function candidate(...regions: number[]) {
  const area = regions.reduce((sum, region) => sum + graph.areas[region], 0);
  return { regions, area, corners: [0, 0, 9, 2] as const, persistence: 1 };
}

/** Intersection over union of sets of regions of one size. */
function shareOf(one: readonly number[], other: readonly number[]): number {
  return one.filter((region) => other.includes(region)).length / new Set([...one, ...other]).size;
}

describe('findOverlaps', () => {
  it('measures what candidates have in common by their pixels, whatever the order of their regions', () => {
    const overlaps = findOverlaps([candidate(0, 1, 2), candidate(3, 2), candidate(3)], graph);
    const found = overlaps.map(({ others, likeness }) =>
      Object.fromEntries([...others].map((other, at) => [other, likeness[at]])),
    );
    expect(found).toEqual([
      { 0: 1, 1: 3 / 10 },
      { 0: 3 / 10, 1: 1, 2: 4 / 7 },
      { 1: 4 / 7, 2: 1 },
    ]);
  });

  it('finds the same whatever the order of the candidates, and when one is there twice', () => {
    const [blocks, strips] = [stripBlocks(4, 3), stripGraph(4, 3)];
    const places = fc.array(fc.nat(blocks.length - 1), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(places, (chosen) => {
        const overlaps = findOverlaps(
          chosen.map((each) => blocks[each]),
          strips,
        );
        chosen.forEach((each, number) => {
          const { others, likeness } = overlaps[number];
          const found = new Map([...others].map((other, at) => [other, likeness[at]]));
          expect(found.size).toBe(others.length);
          const expected = chosen.map((other) => shareOf(blocks[each].regions, blocks[other].regions));
          expect(chosen.map((_, other) => found.get(other) ?? 0)).toEqual(expected);
        });
      }),
    );
  });

  it('finds none where there is none', () => {
    expect(findOverlaps([], graph)).toEqual([]);
  });
});
