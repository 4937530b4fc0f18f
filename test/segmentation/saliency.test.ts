import { describe, expect, it } from 'vitest';
import { createFloatMap } from '../../src/imaging/image.ts';
import { meanShift } from '../../src/segmentation/mean-shift.ts';
import { minimumBarrierDistance } from '../../src/segmentation/minimum-barrier.ts';
import { scoreForPlanner, sumOutlines } from '../../src/segmentation/planner-scores.ts';
import { buildRegionGraph } from '../../src/segmentation/region-graph.ts';
import { classicalSaliency } from '../../src/segmentation/saliency.ts';
import { drawShapes, flat, paint, shapeMask } from '../support/pictures.ts';

const SIZE = { width: 90, height: 60 };
const DISC = { kind: 'disc', centre: { x: 40, y: 30 }, size: 24, colour: [200, 40, 40] } as const;

describe('minimumBarrierDistance', () => {
  it('is the step that nothing leads around', () => {
    const image = paint({ width: 7, height: 5 }, (x, y) =>
      x > 1 && x < 5 && y > 1 && y < 4 ? [30, 20, 10] : [0, 0, 0],
    );
    const distances = minimumBarrierDistance(image);
    expect(distances[3 * 7 + 3]).toBe(60);
    expect(distances[1 * 7 + 1]).toBe(0);
  });

  it('finds a way through a gate', () => {
    const image = paint({ width: 7, height: 7 }, (x, y) => {
      const away = Math.max(Math.abs(x - 3), Math.abs(y - 3));
      return away === 2 && !(x === 3 && y === 1) ? [90, 90, 90] : [0, 0, 0];
    });
    expect(minimumBarrierDistance(image)[3 * 7 + 3]).toBe(0);
  });
});

describe('classicalSaliency', () => {
  it('shows the thing and not its ground, and says where it comes from', async () => {
    const { map, from } = await classicalSaliency(drawShapes(flat(SIZE, [210, 220, 200]), [DISC]));
    expect(from).toBe('minimum-barrier');
    expect(map.data[30 * map.width + 40]).toBeGreaterThan(0.9);
    expect(map.data[5 * map.width + 80]).toBeLessThan(0.1);
  });

  it('finds nothing in a plain picture', async () => {
    const { map } = await classicalSaliency(flat(SIZE, [90, 90, 90]));
    expect(Math.max(...map.data)).toBe(0);
  });
});

describe('scoreForPlanner', () => {
  const image = drawShapes(flat(SIZE, [210, 220, 200]), [DISC]);
  const outlines = sumOutlines(buildRegionGraph(meanShift(image), image));
  const saliency = createFloatMap(SIZE.width, SIZE.height, new Float32Array(SIZE.width * SIZE.height).fill(0.25));
  const placed = { box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(DISC, SIZE) };

  it('gives 1 to what is plain, in the middle, alone', () => {
    const scores = scoreForPlanner(
      { ...placed, box: { ...placed.box } },
      { lab: [50, 0, 0], ringRoughness: 0, texture: 0, ringContrast: 30, groundSpread: 0 },
      { saliency, outlines, size: SIZE },
    );
    expect(scores).toEqual({ isolation: 1, flatness: 1, saliency: 0.25, centrality: 1, clutter: 0 });
  });

  it('stays in its range for the worst', () => {
    const scores = scoreForPlanner(
      {
        box: { x: 0, y: 0, width: 1, height: 1 },
        mask: shapeMask({ ...DISC, centre: { x: 0, y: 0 } }, { width: 1, height: 1 }),
      },
      { lab: [50, 0, 0], ringRoughness: 99, texture: 99, ringContrast: 0, groundSpread: 99 },
      { saliency, outlines, size: SIZE },
    );
    expect(scores).toMatchObject({ isolation: 0, flatness: 0 });
    expect(scores.centrality).toBeGreaterThanOrEqual(0);
    expect(scores.centrality).toBeLessThan(0.05);
  });
});
