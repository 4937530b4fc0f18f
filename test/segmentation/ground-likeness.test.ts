import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../src/imaging/image.ts';
import { regionCandidate } from '../../src/segmentation/gather-candidates.ts';
import { findGround, GapFinder } from '../../src/segmentation/ground-likeness.ts';
import { meanShift } from '../../src/segmentation/mean-shift.ts';
import { buildRegionGraph } from '../../src/segmentation/region-graph.ts';
import { flat, paint } from '../support/pictures.ts';
import { expectNoMemory } from './expect-no-memory.ts';
import { stripBlocks, stripGraph } from './strip-graph.ts';

const SKY = [150, 190, 230] as const;
const FUR = [120, 80, 40] as const;
const HAT = [200, 40, 40] as const;

/** A picture divided, and what is asked about it. */
function divide(image: RgbImage) {
  const labels = meanShift(image);
  const graph = buildRegionGraph(labels, image);
  const ground = findGround(graph);
  const labelAt = (x: number, y: number) => labels.data[y * labels.width + x];
  const finder = new GapFinder(graph, ground);
  const likenessAt = (x: number, y: number) => finder.likeness(regionCandidate(graph, labelAt(x, y)));
  return { labelAt, likenessAt, ground };
}

/** A frame of fur with what is in it, before the sky. */
const framed = (inner: readonly [number, number, number]) =>
  paint({ width: 90, height: 70 }, (x, y) => {
    if (x < 25 || x >= 65 || y < 15 || y >= 55) return SKY;
    return x < 35 || x >= 55 || y < 25 || y >= 45 ? FUR : inner;
  });

describe('findGround', () => {
  it('is what reaches the border and is large', () => {
    const { ground, labelAt } = divide(framed(HAT));
    expect(ground).toEqual([labelAt(2, 2)]);
  });

  it('is all of a plain picture', () => {
    expect([...divide(flat({ width: 30, height: 20 }, [9, 99, 199])).ground]).toEqual([0]);
  });
});

describe('GapFinder', () => {
  it('knows a gap by the ground that is seen through it', () => {
    expect(divide(framed(SKY)).likenessAt(45, 35)).toBe(1);
  });

  it('does not take a thing of another colour for a gap, nor what stands before the ground', () => {
    const { likenessAt } = divide(framed(HAT));
    expect(likenessAt(45, 35)).toBe(0);
    expect(likenessAt(30, 20)).toBe(0);
  });

  it('says the same in any order and asked again', () => {
    // Sky all around, with fur in it, behind which sky is seen.
    const graph = stripGraph(8, 6, (label) => ([18, 19, 20, 21, 26, 29, 34, 35, 37].includes(label) ? FUR : SKY));
    const ground = findGround(graph);
    expectNoMemory(stripBlocks(8, 6), () => {
      const finder = new GapFinder(graph, ground);
      return (candidate) => finder.likeness(candidate);
    });
  });

  it('does not call a pale thing that lies on pale ground a gap', () => {
    const cloud = paint({ width: 90, height: 70 }, (x, y) => (Math.hypot(x - 45, y - 35) < 15 ? [175, 205, 235] : SKY));
    expect(divide(cloud).likenessAt(45, 35)).toBe(0);
  });
});
