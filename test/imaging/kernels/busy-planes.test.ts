import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCalmer,
  addCalmerPlainly,
  countBelow,
  countBelowPlainly,
  stepsOf,
  stepsOfPlainly,
} from '../../../src/imaging/kernels/busy-planes.ts';
import { enter, inRoom, planeSets } from '../../support/float-planes.ts';

describe('stepsOf', () => {
  it('gives the bits of its plain twin', () => {
    fc.assert(
      fc.property(planeSets(1), ([set]) => {
        inRoom(set, (room) => expect(stepsOf(room, enter(room, set))).toEqual(stepsOfPlainly(set)));
      }),
    );
  });

  it('steps to the right and down, the mean of the channels, not across the border', () => {
    const plane = Float32Array.of(0, 3, 3, 6, 0, 3);
    const flat = new Float32Array(6);
    const steps = stepsOfPlainly({ width: 3, height: 2, planes: [plane, plane, flat] });
    expect([...steps].map((step) => Math.round(step * 1000) / 1000)).toEqual([6, 2, 0, 4, 2, 0]);
  });
});

describe('addCalmer', () => {
  it('gives the bits of its plain twin', () => {
    fc.assert(
      fc.property(planeSets(1), ([set]) => {
        inRoom(set, (room) => {
          const [a, b, sum] = enter(room, set).planes;
          addCalmer(room, a, b, sum);
          addCalmerPlainly(...set.planes);
          expect(sum).toEqual(set.planes[2]);
        });
      }),
    );
  });

  it('adds the smaller of two, and nothing below 0', () => {
    const sum = Float32Array.of(1, 1, 1);
    addCalmerPlainly(Float32Array.of(5, -2, 4), Float32Array.of(3, 8, -1), sum);
    expect([...sum]).toEqual([4, 1, 1]);
  });
});

describe('countBelow', () => {
  it('gives the bytes of its plain twin', () => {
    const bounds = fc.array(fc.float({ noNaN: true }), { maxLength: 12 }).map((values) => Float32Array.from(values));
    fc.assert(
      fc.property(planeSets(1), bounds, (sets, list) => {
        const [set] = sets;
        inRoom(set, (room) => {
          const [plane] = enter(room, set).planes;
          expect(countBelow(room, plane, list)).toEqual(countBelowPlainly(set.planes[0], list));
        });
      }),
    );
  });

  it('does not count a bound that is met exactly', () => {
    expect([...countBelowPlainly(Float32Array.of(0, 1, 1.5, 9), Float32Array.of(1, 2))]).toEqual([0, 0, 1, 2]);
  });
});
