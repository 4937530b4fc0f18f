import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxMeans } from '../../../src/imaging/kernels/box-means.ts';
import { boxMeansPlainly } from '../../../src/imaging/kernels/box-means-plainly.ts';
import { enter, inRoom, planeSets } from '../../support/float-planes.ts';

/** The same by definition. */
function byDefinition(plane: Float32Array, width: number, reach: number): number[] {
  return Array.from(plane, (_, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const near = [...plane.keys()].filter(
      (at) => Math.abs((at % width) - x) <= reach && Math.abs(Math.floor(at / width) - y) <= reach,
    );
    return near.reduce((sum, at) => sum + plane[at], 0) / near.length;
  });
}

const reaches = fc.integer({ min: 0, max: 12 });

describe('boxMeans', () => {
  it('gives the bits of its plain twin, for every size and reach, and leaves its source alone', () => {
    fc.assert(
      fc.property(planeSets(1), reaches, ([set], reach) => {
        const { width, height } = set;
        const [source] = set.planes;
        inRoom(set, (room) => {
          const [plane] = enter(room, set).planes;
          const means = room.plane();
          boxMeans(room, plane, reach, means);
          expect(means).toEqual(boxMeansPlainly(source, width, height, reach));
          expect(plane).toEqual(source);
        });
      }),
    );
  });
});

describe('boxMeansPlainly', () => {
  it('is the mean of what lies within reach, at the border of what there is', () => {
    fc.assert(
      fc.property(planeSets(1), reaches, ([{ width, height, planes }], reach) => {
        const means = boxMeansPlainly(planes[0], width, height, reach);
        byDefinition(planes[0], width, reach).forEach((value, at) => {
          expect(Math.abs(means[at] - value)).toBeLessThan(1e-3);
        });
      }),
    );
  });
});
