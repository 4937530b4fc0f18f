import { describe, expect, it } from 'vitest';
import { findOverlaps } from '../../src/segmentation/candidate-overlaps.ts';
import type { Candidate } from '../../src/segmentation/gather-candidates.ts';
import { type Picked, pickCandidates } from '../../src/segmentation/pick-candidates.ts';
import { stripGraph } from './strip-graph.ts';

const COLUMNS = 12;
const graph = stripGraph(COLUMNS, 2);

/** The regions of some columns of one row as a candidate. */
function block(objectness: number, fromColumn: number, columns: number, row = 0): Picked {
  const regions = Array.from({ length: columns }, (_, at) => row * COLUMNS + fromColumn + at);
  const corners = [fromColumn * 5, row * 4, (fromColumn + columns) * 5 - 1, row * 4 + 3] as const;
  const candidate: Candidate = { regions, area: columns * 20, corners, persistence: 1 };
  return { candidate, objectness };
}

/** One column of a single row. */
const column = (at: number): Candidate => ({
  regions: [at],
  area: 20,
  corners: [at * 5, 0, at * 5 + 4, 3],
  persistence: 1,
});

/** Picks among candidates that are as likely things as they look. */
function pick(judged: readonly Picked[], most: number, chances = judged.map(({ objectness }) => objectness)) {
  const overlaps = findOverlaps(
    judged.map(({ candidate }) => candidate),
    graph,
  );
  return pickCandidates(judged, overlaps, Float64Array.from(chances), most);
}

const named = (picked: readonly Picked[]) =>
  picked.map(({ candidate, objectness }) => [candidate.regions, Number(objectness.toFixed(3))]);

describe('pickCandidates', () => {
  it('gives the best first', () => {
    const picked = pick([block(0.3, 0, 1), block(0.9, 3, 1), block(0.6, 6, 1)], 9);
    expect(named(picked)).toEqual([
      [[3], 0.9],
      [[6], 0.6],
      [[0], 0.3],
    ]);
  });

  it('goes by the chances, and puts the surest of what it picked first', () => {
    const picked = pick([block(0.3, 0, 1), block(0.9, 3, 1), block(0.6, 6, 1)], 2, [0.7, 0.1, 0.4]);
    expect(named(picked)).toEqual([
      [[6], 0.6],
      [[0], 0.3],
    ]);
  });

  it('leaves those behind the fiftieth as they add', () => {
    const wide = stripGraph(60);
    const judged = Array.from({ length: 60 }, (_, at) => ({ ...block(at / 60, 0, 1), candidate: column(at) }));
    const overlaps = findOverlaps(
      judged.map(({ candidate }) => candidate),
      wide,
    );
    const chances = Float64Array.from(judged, (_, at) => 1 - at / 60);
    const picked = pickCandidates(judged, overlaps, chances, 60).map(({ candidate }) => candidate.regions[0]);
    const counted = Array.from({ length: 60 }, (_, at) => at);
    expect(picked).toEqual([...counted.slice(0, 50).reverse(), ...counted.slice(50)]);
  });

  it('drops what is nearly the same, and keeps the likelier one', () => {
    expect(named(pick([block(0.5, 0, 5), block(0.7, 0, 6)], 9))).toEqual([[[0, 1, 2, 3, 4, 5], 0.7]]);
  });

  it('says of parts that they are less, the more so the more they are like the whole', () => {
    const judged = [block(0.9, 0, 4), block(0.8, 0, 2), block(0.8, 3, 1), block(0.5, 6, 1)];
    // What is left: 0.8 * 0.6 * (1 - 0.7 * 2 / 4) and 0.8 * 0.6 * (1 - 0.7 * 1 / 4).
    expect(named(pick(judged, 9, [1, 0.1, 0.1, 0.5]))).toEqual([
      [[0, 1, 2, 3], 0.9],
      [[6], 0.5],
      [[3], 0.396],
      [[0, 1], 0.312],
    ]);
  });

  it('says the same of a whole that comes after its part', () => {
    expect(named(pick([block(0.6, 0, 4), block(0.8, 0, 2)], 9, [0.1, 0.8]))).toEqual([
      [[0, 1], 0.8],
      [[0, 1, 2, 3], 0.234],
    ]);
  });

  it('leaves what looks most like a thing as it is, though a part of it adds more', () => {
    expect(named(pick([block(0.8, 0, 4), block(0.6, 0, 2)], 9, [0.1, 0.8]))).toEqual([
      [[0, 1, 2, 3], 0.8],
      [[0, 1], 0.234],
    ]);
  });

  it('shows another thing before it shows a second part of the same', () => {
    const judged = [block(0.9, 0, 6), block(0.85, 0, 4), block(0.84, 3, 3), block(0.3, 9, 1)];
    expect(pick(judged, 2, [0.5, 0.2, 0.2, 0.3]).map(({ candidate }) => candidate.regions)).toEqual([
      [0, 1, 2, 3, 4, 5],
      [9],
    ]);
  });

  it('takes what stands for many that may be the thing before one that is a little likelier alone', () => {
    const rivals = [block(0.7, 0, 4), block(0.7, 1, 4), block(0.7, 2, 4)];
    expect(named(pick([...rivals, block(0.9, 10, 2)], 1, [0.3, 0.3, 0.3, 0.4]))).toEqual([[[1, 2, 3, 4], 0.7]]);
  });

  it('leaves neighbours alone that overlap a little', () => {
    const picked = pick([block(0.8, 0, 4), block(0.6, 3, 4)], 9);
    expect(picked.map(({ objectness }) => objectness)).toEqual([0.8, 0.6]);
  });

  it('picks as many as are wanted, and none from none', () => {
    const many = Array.from({ length: 20 }, (_, at) => block(0.5, at % 12, 1, Math.floor(at / 12)));
    expect(pick(many, 7)).toHaveLength(7);
    expect(pick([], 7)).toEqual([]);
  });
});
