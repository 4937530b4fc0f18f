import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FloatPlanes } from '../../../src/imaging/image.ts';
import { forgiveShifts, forgiveShiftsPlainly } from '../../../src/imaging/kernels/forgive-shifts.ts';
import { enter, inRoom, planeSets } from '../../support/float-planes.ts';

const grey = (...levels: number[]): FloatPlanes => {
  const plane = () => Float32Array.from(levels);
  return { width: levels.length, height: 1, planes: [plane(), plane(), plane()] };
};

const difference = (a: FloatPlanes, b: FloatPlanes): FloatPlanes =>
  grey(...a.planes[0].map((level, pixel) => level - b.planes[0][pixel]));

describe('forgiveShifts', () => {
  it('gives the bits of its plain twin', () => {
    const shifts = fc.float({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(planeSets(3), shifts, ([changed, a, b], shift) => {
        inRoom(a, (room) => {
          const inside = enter(room, changed);
          forgiveShifts(room, inside, [enter(room, a), enter(room, b)], shift, 40);
          forgiveShiftsPlainly(changed, [a, b], shift, 40);
          expect(inside).toEqual(changed);
        });
      }),
    );
  });

  it('takes out an edge that lies beside itself', () => {
    const [a, b] = [grey(10, 10, 60, 110, 110, 110), grey(10, 10, 35, 85, 110, 110)];
    const left = difference(a, b);
    forgiveShiftsPlainly(left, [a, b], 0.5, 8);
    // All of it on the slope, half of it where the slope ends.
    expect([...left.planes[0]]).toEqual([0, 0, 0, 12.5, 0, 0]);
  });

  it('leaves a thing that is in one picture only', () => {
    const [a, b] = [grey(10, 10, 200, 200, 10, 10), grey(10, 10, 10, 10, 10, 10)];
    const left = difference(a, b);
    forgiveShiftsPlainly(left, [a, b], 0.5, 8);
    expect([...left.planes[0]]).toEqual([...difference(a, b).planes[0]]);
  });
});
