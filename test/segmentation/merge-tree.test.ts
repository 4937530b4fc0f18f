import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLabelMap, createRgbImage } from '../../src/imaging/image.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { boxOf, CandidateGatherer, maskOf } from '../../src/segmentation/gather-candidates.ts';
import { buildMergeTree, MERGE_COSTS } from '../../src/segmentation/merge-tree.ts';
import { buildRegionGraph, colourDistance, type RegionGraph } from '../../src/segmentation/region-graph.ts';
import { paint } from '../support/pictures.ts';

/** Graphs of rectangles of random size and colour on a grid that covers the map: every label is used and connected. */
const graphs = fc
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
    const labels = createLabelMap(width, height, data, columns.length * rows.length);
    const random = createRandom(seed);
    const palette = Array.from({ length: labels.count }, () => [0, 1, 2].map(() => random.integer(0, 255)));
    const image = createRgbImage(width, height);
    data.forEach((label, pixel) => {
      image.data.set(palette[label], pixel * 3);
    });
    return buildRegionGraph(labels, image);
  });

/** The borders of a graph as text, each once. */
function bordersOf({ first, neighbours, lengths, labels }: RegionGraph): Map<string, number> {
  const borders = new Map<string, number>();
  for (let region = 0; region < labels.count; region++) {
    for (let at = first[region]; at < first[region + 1]; at++) {
      if (region < neighbours[at]) borders.set(`${region}-${neighbours[at]}`, lengths[at]);
    }
  }
  return borders;
}

describe('buildRegionGraph', () => {
  it('measures regions and counts the pixel sides of each border', () => {
    const labels = createLabelMap(4, 3, Int32Array.from([0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 2]), 3);
    const colours = [
      [0, 0, 0],
      [255, 255, 255],
      [255, 255, 255],
    ] as const;
    const graph = buildRegionGraph(
      labels,
      paint({ width: 4, height: 3 }, (x, y) => colours[labels.data[y * 4 + x]] as [number, number, number]),
    );
    expect([...graph.areas]).toEqual([4, 4, 4]);
    expect([...graph.perimeters]).toEqual([4, 4, 4]);
    expect([...graph.corners.subarray(4, 8)]).toEqual([2, 0, 3, 1]);
    expect(bordersOf(graph)).toEqual(
      new Map([
        ['0-1', 2],
        ['0-2', 2],
        ['1-2', 2],
      ]),
    );
    expect(colourDistance(graph, 0, 1)).toBeCloseTo(100, 1);
    expect(colourDistance(graph, 1, 2)).toBeCloseTo(0, 5);
  });

  it('names each border on both of its sides', () => {
    fc.assert(
      fc.property(graphs, ({ first, neighbours, lengths, labels }) => {
        for (let region = 0; region < labels.count; region++) {
          for (let at = first[region]; at < first[region + 1]; at++) {
            const other = neighbours[at];
            const back = neighbours.subarray(first[other], first[other + 1]).indexOf(region);
            expect(lengths[first[other] + back]).toBe(lengths[at]);
          }
        }
      }),
    );
  });
});

describe.each(Object.entries(MERGE_COSTS))('buildMergeTree by %s', (_, costOf) => {
  it('ends in one node that holds everything, and costs only grow', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const tree = buildMergeTree(graph, costOf);
        const root = tree.count - 1;
        expect(tree.count).toBe(2 * tree.leaves - 1);
        expect(tree.areas[root]).toBe(graph.labels.data.length);
        expect(tree.perimeters[root]).toBeCloseTo(0, 9);
        for (let node = tree.leaves; node < tree.count; node++) {
          const [left, right] = [tree.left[node], tree.right[node]];
          expect(tree.areas[node]).toBe(tree.areas[left] + tree.areas[right]);
          expect(tree.costs[node]).toBeGreaterThanOrEqual(Math.max(tree.costs[left], tree.costs[right]));
          expect([tree.parent[left], tree.parent[right]]).toEqual([node, node]);
        }
      }),
    );
  });
});

describe('CandidateGatherer', () => {
  /** A ring of two halves around a core, on a ground: 60 x 50. */
  const image = paint({ width: 60, height: 50 }, (x, y) => {
    const away = Math.max(Math.abs(x - 20), Math.abs(y - 15));
    if (away > 8) return [200, 220, 240];
    return away <= 3 ? [240, 200, 40] : x < 20 ? [150, 40, 40] : [40, 60, 150];
  });
  const codes = new Map<string, number>();
  const labels = createLabelMap(
    60,
    50,
    Int32Array.from({ length: 3000 }, (_, pixel) => {
      const code = image.data.subarray(pixel * 3, pixel * 3 + 3).join();
      if (!codes.has(code)) codes.set(code, codes.size);
      return codes.get(code) ?? 0;
    }),
    4,
  );
  const graph = buildRegionGraph(labels, image);

  it('knows the whole, its parts, and each of them once; nothing that reaches the border', () => {
    const sets = new CandidateGatherer(graph).unions().map(({ regions }) => [...regions].sort().join());
    expect(new Set(sets).size).toBe(sets.length);
    expect(sets.some((set) => set.split(',').includes('0'))).toBe(false);
    expect(sets).toContain('1,2,3');
  });

  it('fills what a candidate encloses', () => {
    for (const candidate of new CandidateGatherer(graph).unions()) {
      const has = (region: number) => candidate.regions.includes(region);
      // The core is enclosed by the two halves together.
      if (has(1) && has(2)) expect(has(3)).toBe(true);
    }
  });

  it('places masks of exactly its pixels', () => {
    for (const candidate of new CandidateGatherer(graph).unions()) {
      const { box, mask } = maskOf(candidate, graph);
      expect(box).toEqual(boxOf(candidate));
      expect(mask.data.reduce((sum, value) => sum + value, 0)).toBeGreaterThanOrEqual(candidate.area);
    }
  });

  it('takes parts off unions, and keeps what is left when it is in one piece and new', () => {
    // Five stripes side by side, none of which reaches the border.
    const stripes = createLabelMap(
      100,
      60,
      Int32Array.from({ length: 6000 }, (_, pixel) => {
        const [x, y] = [pixel % 100, Math.floor(pixel / 100)];
        return x > 0 && x < 41 && y > 4 && y < 15 ? 1 + Math.floor((x - 1) / 8) : 0;
      }),
      6,
    );
    const row = buildRegionGraph(
      stripes,
      paint({ width: 100, height: 60 }, (x, y) => {
        const label = stripes.data[y * 100 + x];
        return [40 * label, 255 - 30 * label, 100];
      }),
    );
    const gatherer = new CandidateGatherer(row);
    const unions = gatherer.unions();
    const rests = unions.flatMap((union) => gatherer.withoutParts(union));
    expect(rests.length).toBeGreaterThan(0);
    const sets = [...unions, ...rests].map(({ regions }) => [...regions].sort().join());
    expect(new Set(sets).size).toBe(sets.length);
    for (const { regions, area, corners } of rests) {
      const sorted = [...regions].sort();
      expect(sorted.at(-1)).toBe(sorted[0] + sorted.length - 1);
      expect(area).toBe(80 * regions.length);
      expect(corners).toEqual([1 + 8 * (sorted[0] - 1), 5, 8 * sorted[sorted.length - 1], 14]);
    }
  });
});
