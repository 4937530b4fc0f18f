import { describe, expect, it } from 'vitest';
import { CONTEXT_NAMES, describeContext } from '../../src/segmentation/candidate-context.ts';
import { findOverlaps } from '../../src/segmentation/candidate-overlaps.ts';
import { FEATURE_NAMES, type Features } from '../../src/segmentation/feature-names.ts';
import type { Judged } from '../../src/segmentation/judge-candidates.ts';
import { chancesOf } from '../../src/segmentation/thing-chances.ts';
import { stripGraph } from './strip-graph.ts';

const graph = stripGraph(12);
const PLAIN = Object.fromEntries(FEATURE_NAMES.map((name) => [name, 0])) as Features;

/** Some columns of the strip, 20 pixels each, as a judged candidate. */
function block(objectness: number, from: number, columns: number, features: Partial<Features> = {}): Judged {
  const regions = Array.from({ length: columns }, (_, at) => from + at);
  const corners = [from * 5, 0, (from + columns) * 5 - 1, 3] as const;
  const candidate = { regions, area: columns * 20, corners, persistence: 1 };
  const own = { likeness: objectness, closed: objectness, gap: 0, patch: 0, objectness };
  return { candidate, features: { ...PLAIN, ...features }, ...own };
}

/** What is told of one candidate by name. */
function told(judged: readonly Judged[], number: number): Record<string, number> {
  const candidates = judged.map(({ candidate }) => candidate);
  const rows = describeContext(judged, findOverlaps(candidates, graph));
  const row = rows.subarray(number * CONTEXT_NAMES.length, (number + 1) * CONTEXT_NAMES.length);
  return Object.fromEntries(CONTEXT_NAMES.map((name, at) => [name, Number(row[at].toFixed(4))]));
}

describe('describeContext', () => {
  it('says of one that stands alone what it is by itself', () => {
    const seen = told([block(0.5, 0, 3, { octagon: 0.75 }), block(0.8, 6, 2)], 0);
    expect(seen).toMatchObject({ octagon: 0.75, worth: 0.5, claim: 0.5, crowd: 0, rank: 0.5 });
    expect(seen).toMatchObject({ 'whole.worth': 0, 'whole.overlap': 0, 'whole.lead': 0.5, 'whole.octagon': 0 });
  });

  it('tells a whole, a part and a rival apart', () => {
    const judged = [block(0.5, 2, 4), block(0.9, 0, 8), block(0.7, 2, 1), block(0.6, 5, 5)];
    expect(told(judged, 0)).toMatchObject({
      'alike.worth': 0,
      'whole.worth': 0.9,
      'whole.overlap': 0.5,
      'whole.lead': -0.4,
      'part.worth': 0.7,
      'part.overlap': 0.25,
      'part.sum': 0.1225,
      'rival.worth': 0.6,
      'rival.overlap': 0.125,
      crowd: 0.875,
      rank: 0.75,
    });
    expect(told(judged, 1)).toMatchObject({ 'part.worth': 0.7, 'whole.worth': 0, 'rival.worth': 0.6 });
  });

  it('takes nearly the same for alike, and for a whole, too, when it is larger enough', () => {
    const seen = told([block(0.5, 0, 4), block(0.6, 0, 5)], 0);
    expect(seen).toMatchObject({ 'alike.worth': 0.6, 'alike.overlap': 0.8, 'alike.sum': 0.6, 'whole.worth': 0.6 });
    expect(told([block(0.5, 0, 6), block(0.6, 0, 7)], 0)).toMatchObject({ 'alike.worth': 0.6, 'whole.worth': 0 });
  });

  it('shares what several claim, by their worth', () => {
    const judged = [block(0.5, 0, 2), block(1, 1, 2)];
    expect(told(judged, 0)).toMatchObject({ claim: expect.closeTo((0.5 * 0.5 ** 4) / (0.5 ** 4 + 1 / 3), 4) });
    expect(told(judged, 1)).toMatchObject({ claim: expect.closeTo(1 / (1 + 0.5 ** 4 / 3), 4) });
  });

  it('ranks each by its place, also where one is there twice', () => {
    const twice = block(0.5, 0, 2);
    const judged = [block(0.9, 6, 2), twice, twice];
    expect(judged.map((_, number) => told(judged, number)['rank'])).toEqual([0, 0.3333, 0.6667]);
  });

  it('counts how much more the best of a kind has', () => {
    const judged = [block(0.5, 0, 2, { weakStep: 4 }), block(0.4, 0, 6, { weakStep: 9 }), block(0.6, 0, 8)];
    expect(told(judged, 0)).toMatchObject({ 'whole.weakStep': -4, 'rival.weakStep': 0 });
  });
});

describe('chancesOf', () => {
  it('gives every candidate a chance, and none to none', () => {
    const judged = [block(0.5, 0, 3), block(0.9, 1, 2), block(0.1, 6, 2)];
    const overlaps = findOverlaps(
      judged.map(({ candidate }) => candidate),
      graph,
    );
    for (const chance of chancesOf(judged, overlaps)) expect(chance).toBeGreaterThan(0);
    expect(chancesOf([], [])).toHaveLength(0);
  });
});
