import { describe, expect, it } from 'vitest';
import { RegionWalker } from '../../src/segmentation/region-walker.ts';
import { expectNoMemory } from './expect-no-memory.ts';
import { stripGraph } from './strip-graph.ts';

/** 0 1 2 3 above 4 5 6 7. */
const graph = stripGraph(4, 2);
const isConnected = (...regions: number[]) => new RegionWalker(graph).isConnected(regions);

describe('RegionWalker', () => {
  it('walks from each region to the next, whatever their order', () => {
    expect(isConnected(3)).toBe(true);
    expect(isConnected(0, 1, 5, 6, 7)).toBe(true);
    expect(isConnected(7, 0, 6, 1, 5)).toBe(true);
  });

  it('does not leave the set', () => {
    expect(isConnected(0, 2)).toBe(false);
    expect(isConnected(0, 1, 7)).toBe(false);
  });

  it('says the same in any order and asked again', () => {
    const sets = Array.from({ length: 255 }, (_, bits) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((region) => (bits + 1) & (1 << region)),
    );
    expectNoMemory(sets, () => {
      const walker = new RegionWalker(graph);
      return (regions) => walker.isConnected(regions);
    });
  });
});
