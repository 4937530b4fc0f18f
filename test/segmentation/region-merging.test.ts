import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLabelMap, createRgbImage, type LabelMap } from '../../src/imaging/image.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { regionAdjacency } from '../../src/segmentation/region-adjacency.ts';
import { buildMergeTree, leavesOf, type MergeNode } from '../../src/segmentation/region-merging.ts';
import { regionMoments } from '../../src/segmentation/region-properties.ts';

/** A label map of rectangles of random size on a grid that covers it: every label is used and connected. */
const labelMaps = fc
  .record({
    columns: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
    rows: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
    seed: fc.string({ maxLength: 4 }),
  })
  .map(({ columns, rows, seed }) => {
    const [width, height] = [columns, rows].map((lengths) => lengths.reduce((sum, length) => sum + length, 0));
    const along = (lengths: readonly number[]) => lengths.flatMap((length, index) => Array(length).fill(index));
    const [columnOf, rowOf] = [along(columns), along(rows)];
    const data = Int32Array.from({ length: width * height }, (_, pixel) => {
      return rowOf[Math.floor(pixel / width)] * columns.length + columnOf[pixel % width];
    });
    return { labels: createLabelMap(width, height, data, columns.length * rows.length), seed };
  });

function treeOf(labels: LabelMap, seed: string): { nodes: MergeNode[]; areas: number[] } {
  const random = createRandom(seed);
  const palette = Array.from({ length: labels.count }, () => [0, 1, 2].map(() => random.integer(0, 255)));
  const image = createRgbImage(labels.width, labels.height);
  labels.data.forEach((label, pixel) => {
    image.data.set(palette[label], pixel * 3);
  });
  const regions = regionMoments(labels, image);
  return { nodes: buildMergeTree(regions, regionAdjacency(labels)), areas: regions.map(({ area }) => area) };
}

describe('regionAdjacency', () => {
  it('counts the pairs of neighbouring pixels across each border, corners included', () => {
    const labels = createLabelMap(4, 3, Int32Array.from([0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 2]), 3);
    const edges = new Map(regionAdjacency(labels).map(({ a, b, contact }) => [`${a}-${b}`, contact]));
    // Each inner pixel side brings one straight and two slanting pairs, less those that the map's edge cuts off.
    expect(edges).toEqual(
      new Map([
        ['0-1', 4],
        ['0-2', 5],
        ['1-2', 5],
      ]),
    );
  });

  it('names each pair once, the smaller label first', () => {
    fc.assert(
      fc.property(labelMaps, ({ labels }) => {
        const edges = regionAdjacency(labels);
        expect(new Set(edges.map(({ a, b }) => `${a}-${b}`)).size).toBe(edges.length);
        expect(edges.every(({ a, b, contact }) => a < b && contact > 0)).toBe(true);
      }),
    );
  });
});

describe('buildMergeTree', () => {
  it('ends in one root that holds every region once', () => {
    fc.assert(
      fc.property(labelMaps, ({ labels, seed }) => {
        const { nodes } = treeOf(labels, seed);
        expect(nodes).toHaveLength(2 * labels.count - 1);
        const root = nodes[nodes.length - 1];
        expect(root.area).toBe(labels.width * labels.height);
        expect(leavesOf(nodes, root.id).sort((a, b) => a - b)).toEqual(
          Array.from({ length: labels.count }, (_, n) => n),
        );
        expect(root.mergedAt).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });

  it('adds up areas, and every node but the root is merged away exactly once, not before it was born', () => {
    fc.assert(
      fc.property(labelMaps, ({ labels, seed }) => {
        const { nodes, areas } = treeOf(labels, seed);
        const parents = new Array<number>(nodes.length).fill(0);
        for (const { id, children, area, bornAt, mergedAt } of nodes) {
          expect(area).toBe(leavesOf(nodes, id).reduce((sum, leaf) => sum + areas[leaf], 0));
          expect(bornAt).toBeLessThanOrEqual(mergedAt);
          for (const child of children ?? []) {
            parents[child]++;
            expect(nodes[child].mergedAt).toBe(bornAt);
          }
        }
        expect(parents).toEqual(nodes.map((_, id) => (id === nodes.length - 1 ? 0 : 1)));
      }),
    );
  });

  it('puts a thing together before it melds with its ground', () => {
    // A face of two like parts (1, 2) on a ground (0) of quite another colour.
    const labels = createLabelMap(
      6,
      4,
      Int32Array.from([0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2, 0, 0, 0, 0, 0, 0, 0]),
      3,
    );
    const palette = [
      [20, 60, 160],
      [220, 180, 150],
      [210, 160, 140],
    ];
    const image = createRgbImage(6, 4, Uint8Array.from([...labels.data].flatMap((label) => palette[label])));
    const nodes = buildMergeTree(regionMoments(labels, image), regionAdjacency(labels));
    expect([...leavesOf(nodes, 3)].sort()).toEqual([1, 2]);
  });
});
