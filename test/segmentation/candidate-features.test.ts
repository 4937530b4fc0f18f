import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../src/imaging/image.ts';
import { FeatureMeter } from '../../src/segmentation/candidate-features.ts';
import { type Candidate, regionCandidate } from '../../src/segmentation/gather-candidates.ts';
import { meanShift } from '../../src/segmentation/mean-shift.ts';
import { judgeObjectness } from '../../src/segmentation/objectness.ts';
import { buildRegionGraph } from '../../src/segmentation/region-graph.ts';
import { SurroundMeter } from '../../src/segmentation/surround-likeness.ts';
import { drawShapes, flat, paint } from '../support/pictures.ts';
import { expectNoMemory } from './expect-no-memory.ts';
import { stripBlocks, stripGraph } from './strip-graph.ts';

const SIZE = { width: 90, height: 60 };
const DISC = { kind: 'disc', centre: { x: 40, y: 30 }, size: 24, colour: [200, 40, 40] } as const;

/** The region at a place, as a candidate, with all that is asked about it. */
function look(image: RgbImage, x: number, y: number) {
  const labels = meanShift(image);
  const graph = buildRegionGraph(labels, image);
  const candidate = regionCandidate(graph, labels.data[y * image.width + x]);
  return { graph, candidate, features: new FeatureMeter(graph).measure(candidate) };
}

describe('FeatureMeter', () => {
  const { features } = look(drawShapes(flat(SIZE, [210, 220, 200]), [DISC]), 40, 30);

  it('measures shape', () => {
    expect(Math.exp(features.size)).toBeCloseTo((Math.PI * 144) / 5400, 1);
    expect(features.extent).toBeGreaterThan(0.7);
    expect(features.extent).toBeLessThan(0.9);
    expect(features.aspect).toBe(1);
    expect(features.compactness).toBeGreaterThan(0.4);
    expect(features.parts).toBe(0);
  });

  it('measures what lies around', () => {
    expect(features).toMatchObject({ beforeLarger: 1, oneNeighbour: 1, twoNeighbours: 1, plainGround: 1 });
    expect(features.weakContrast).toBeGreaterThan(30);
    expect(features.weakStep).toBeGreaterThan(20);
    expect(features.outerSize).toBeGreaterThan(1);
    expect(features).toMatchObject({ innerStep: 0, thinInside: 0, thinOutside: 0, persistence: 0 });
    expect(features.darkRim).toBeGreaterThan(10);
  });
});

describe('judgeObjectness', () => {
  it('takes a disc before plain ground for more of a thing than a strip of the ground', () => {
    const disc = look(drawShapes(flat(SIZE, [210, 220, 200]), [DISC]), 40, 30);
    const strips = paint(SIZE, (x, y) => (y > 20 && y < 25 && x > 2 && x < 87 ? [190, 210, 190] : [210, 220, 200]));
    const strip = look(strips, 40, 22);
    const [ofDisc, ofStrip] = judgeObjectness([disc.features, strip.features]);
    expect(ofDisc).toBeGreaterThan(0.25);
    expect(ofDisc).toBeGreaterThan(ofStrip);
  });

  it('stays between 0 and 1', () => {
    const { features } = look(drawShapes(flat(SIZE, [210, 220, 200]), [DISC]), 40, 30);
    for (const objectness of judgeObjectness([-12, -6, -3, 0].map((size) => ({ ...features, size })))) {
      expect(objectness).toBeGreaterThanOrEqual(0);
      expect(objectness).toBeLessThanOrEqual(1);
    }
  });
});

describe('SurroundMeter', () => {
  it('is 0 for what differs from all around it', () => {
    const { candidate, graph } = look(drawShapes(flat(SIZE, [210, 220, 200]), [DISC]), 40, 30);
    expect(new SurroundMeter(graph).likeness(candidate)).toBe(0);
  });

  it('is 1 for a patch among its like', () => {
    // Stripes of two colours in turn: a pair of them has both colours beside it.
    const stripes = paint(SIZE, (x) => (Math.floor(x / 15) % 2 ? [30, 60, 40] : [120, 150, 90]));
    const { graph, candidate: dark } = look(stripes, 22, 30);
    const light = regionCandidate(graph, graph.labels.data[30 * 90 + 37]);
    const pair: Candidate = {
      regions: [...dark.regions, ...light.regions],
      area: dark.area + light.area,
      corners: [15, 0, 44, 59],
      persistence: 0,
    };
    expect(new SurroundMeter(graph).likeness(pair)).toBeGreaterThan(0.9);
  });

  it('says the same in any order and asked again', () => {
    const graph = stripGraph(6, 4, (label) => [(label * 7) % 60, (label * 5) % 40, 90]);
    expectNoMemory(stripBlocks(6, 4), () => {
      const meter = new SurroundMeter(graph);
      return (candidate) => meter.likeness(candidate);
    });
  });
});
