import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  standOut,
  standOutPlainly,
  steadyLevels,
  steadyLevelsPlainly,
  subtractWhere,
  subtractWherePlainly,
} from '../../../src/imaging/kernels/difference-planes.ts';
import { enter, inRoom, planeSets } from '../../support/float-planes.ts';

const SHARES = [0.299, 0.587, 0.114];

describe('subtractWhere', () => {
  it('gives the bits of its plain twin', () => {
    fc.assert(
      fc.property(planeSets(2), ([a, b]) => {
        const mask = Uint8Array.from(a.planes[2], (value) => (value > 0 ? 1 : 0));
        inRoom(a, (room) => {
          const difference = subtractWhere(room, enter(room, a), enter(room, b), mask);
          expect(difference).toEqual(subtractWherePlainly(a, b, mask));
        });
      }),
    );
  });
});

describe('steadyLevels', () => {
  it('gives the bits of its plain twin', () => {
    fc.assert(
      fc.property(planeSets(3), fc.float({ min: 1, max: 4, noNaN: true }), ([a, b, c], ratio) => {
        inRoom(a, (room) => {
          const levels = steadyLevels(room, [enter(room, a), enter(room, b), enter(room, c)], SHARES, ratio);
          expect(levels).toEqual(steadyLevelsPlainly([a, b, c], SHARES, ratio));
        });
      }),
    );
  });

  it('takes lightness from the difference and colour from the smoothed one', () => {
    const one = (...values: number[]) => ({
      width: 1,
      height: 1,
      planes: [Float32Array.of(values[0]), Float32Array.of(values[1]), Float32Array.of(values[2])] as const,
    });
    const grey = one(10, 10, 10);
    const { fine, coarse } = steadyLevelsPlainly([grey, one(0, 0, 6), one(0, -9, 2)], SHARES, 9);
    // Lightness 10 less the 0.684 that the blue has, and all of the blue.
    expect(fine[0]).toBeCloseTo(6 + 10 - 0.684, 4);
    expect(coarse[0]).toBe(9);
    expect(steadyLevelsPlainly([grey, grey, one(2, 1, 0)], SHARES, 2.5).fine[0]).toBe(5);
  });
});

describe('standOut', () => {
  const factors = {
    fineFactors: Float32Array.of(0.5, 1, 0.1),
    coarseFactors: Float32Array.of(0.125, 2, 0.7),
    floor: 8,
  };

  it('gives the bits of its plain twin', () => {
    fc.assert(
      fc.property(planeSets(2), fc.float({ min: 0, max: 1, noNaN: true }), ([set, others], share) => {
        const classes = Uint8Array.from(set.planes[2], (value) => Math.abs(value) % factors.fineFactors.length);
        const [fine, coarse] = set.planes;
        const busy = others.planes[0].map(Math.abs);
        inRoom(set, (room) => {
          const [insideFine, insideCoarse, insideBusy] = enter(room, { ...set, planes: [fine, coarse, busy] }).planes;
          const inside = room.bytes(classes.length);
          inside.set(classes);
          const levels = { fine: insideFine, coarse: insideCoarse };
          const result = standOut(room, levels, { ...factors, classes: inside, busy: insideBusy, share });
          expect(result).toEqual(standOutPlainly({ fine, coarse }, { ...factors, classes, busy, share }));
        });
      }),
    );
  });

  const levels = { fine: Float32Array.of(8, 12, 12, 20), coarse: Float32Array.of(99, 8, 8, 8) };
  const place = { ...factors, classes: Uint8Array.of(0, 0, 1, 0), busy: Float32Array.of(0, 1, 6, 20) };

  it('weighs by class, and leaves out what is too small', () => {
    expect([...standOutPlainly(levels, { ...place, share: 0 })]).toEqual([0, 6, 16, 10]);
  });

  it('counts less where the pictures are busy', () => {
    expect([...standOutPlainly(levels, { ...place, share: 0.25 })]).toEqual([0, 6, 8, 4]);
  });
});
