import { describe, expect, it } from 'vitest';
import { createLabelMap } from '../../src/imaging/image.ts';
import type { Candidate } from '../../src/segmentation/gather-candidates.ts';
import { type Judged, pickCandidates } from '../../src/segmentation/pick-candidates.ts';
import { buildRegionGraph } from '../../src/segmentation/region-graph.ts';
import { flat } from '../support/pictures.ts';

/** 12 x 2 regions of 5 x 4 pixels: label = column + 12 * row. */
const SIZE = { width: 60, height: 8 };
const COLUMNS = 12;
const labels = createLabelMap(
  SIZE.width,
  SIZE.height,
  Int32Array.from({ length: 480 }, (_, pixel) => Math.floor((pixel % 60) / 5) + COLUMNS * Math.floor(pixel / 60 / 4)),
  24,
);
const graph = buildRegionGraph(labels, flat(SIZE, [9, 9, 9]));

/** The regions of some columns of one row as a candidate. */
function block(objectness: number, fromColumn: number, columns: number, row = 0): Judged {
  const regions = Array.from({ length: columns }, (_, at) => row * COLUMNS + fromColumn + at);
  const corners = [fromColumn * 5, row * 4, (fromColumn + columns) * 5 - 1, row * 4 + 3] as const;
  const candidate: Candidate = { regions, area: columns * 20, corners, persistence: 1 };
  return { candidate, objectness };
}

const named = (picked: readonly Judged[]) =>
  picked.map(({ candidate, objectness }) => [candidate.regions, Number(objectness.toFixed(3))]);

describe('pickCandidates', () => {
  it('gives the best first', () => {
    const picked = pickCandidates([block(0.3, 0, 1), block(0.9, 3, 1), block(0.6, 6, 1)], graph, 9);
    expect(named(picked)).toEqual([
      [[3], 0.9],
      [[6], 0.6],
      [[0], 0.3],
    ]);
  });

  it('drops what is nearly the same, and keeps the better one', () => {
    expect(named(pickCandidates([block(0.5, 0, 5), block(0.7, 0, 6)], graph, 9))).toEqual([[[0, 1, 2, 3, 4, 5], 0.7]]);
  });

  it('puts parts behind other things, the more so the less they differ from the whole', () => {
    const judged = [block(0.9, 0, 4), block(0.8, 0, 2), block(0.8, 3, 1), block(0.5, 6, 1)];
    // What is left: 0.8 * 0.6 * (1 - 0.7 * 2 / 4) and 0.8 * 0.6 * (1 - 0.7 * 1 / 4).
    expect(named(pickCandidates(judged, graph, 9))).toEqual([
      [[0, 1, 2, 3], 0.9],
      [[6], 0.5],
      [[3], 0.396],
      [[0, 1], 0.312],
    ]);
  });

  it('puts a whole behind its better part', () => {
    expect(named(pickCandidates([block(0.6, 0, 4), block(0.8, 0, 2)], graph, 9))).toEqual([
      [[0, 1], 0.8],
      [[0, 1, 2, 3], 0.234],
    ]);
  });

  it('shows another thing before it shows a second part of the same', () => {
    const judged = [block(0.9, 0, 6), block(0.85, 0, 4), block(0.84, 3, 3), block(0.3, 9, 1)];
    expect(pickCandidates(judged, graph, 2).map(({ candidate }) => candidate.regions)).toEqual([
      [0, 1, 2, 3, 4, 5],
      [9],
    ]);
  });

  it('doubts what much that looks as good overlaps', () => {
    const rivals = [block(0.7, 0, 4), block(0.7, 2, 4), block(0.7, 3, 4), block(0.7, 4, 4)];
    expect(named(pickCandidates([...rivals, block(0.65, 10, 2)], graph, 1))).toEqual([[[10, 11], 0.65]]);
  });

  it('leaves neighbours alone that overlap a little', () => {
    const picked = pickCandidates([block(0.8, 0, 4), block(0.6, 3, 4)], graph, 9);
    expect(picked.map(({ objectness }) => objectness)).toEqual([0.8, 0.6]);
  });

  it('picks as many as are wanted, and none from none', () => {
    const many = Array.from({ length: 20 }, (_, at) => block(0.5, at % 12, 1, Math.floor(at / 12)));
    expect(pickCandidates(many, graph, 7)).toHaveLength(7);
    expect(pickCandidates([], graph, 7)).toEqual([]);
  });
});
