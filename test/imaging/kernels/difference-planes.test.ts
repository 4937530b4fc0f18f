import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pullBetween,
  pullBetweenPlainly,
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

describe('pullBetween', () => {
  it('gives the bits of its plain twin', () => {
    fc.assert(
      fc.property(planeSets(3), fc.float({ min: 0, max: 2, noNaN: true }), ([planes, others, target], reach) => {
        inRoom(planes, (room) => {
          const inside = enter(room, planes);
          pullBetween(room, inside, enter(room, others), enter(room, target), reach);
          pullBetweenPlainly(planes, others, target, reach);
          expect(inside).toEqual(planes);
        });
      }),
    );
  });

  it('pulls as far as the others allow', () => {
    const of = (...levels: number[]) => {
      const plane = () => Float32Array.from(levels);
      return { width: levels.length, height: 1, planes: [plane(), plane(), plane()] } as const;
    };
    const planes = of(10, 10, 10, 10);
    pullBetweenPlainly(planes, of(20, 20, 20, 4), of(15, 90, 3, 7), 1.5);
    expect(planes.planes.map((plane) => [...plane])).toEqual(Array(3).fill([15, 25, 10, 7]));
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
  const factors = { fine: Float32Array.of(0.5, 1, 0.1), coarse: Float32Array.of(0.125, 2, 0.7) };

  it('gives the bits of its plain twin', () => {
    fc.assert(
      fc.property(planeSets(1), ([set]) => {
        const classes = Uint8Array.from(set.planes[2], (value) => Math.abs(value) % factors.fine.length);
        inRoom(set, (room) => {
          const [fine, coarse] = enter(room, set).planes;
          const inside = room.bytes(classes.length);
          inside.set(classes);
          const result = standOut(room, { fine, coarse }, inside, factors, 8);
          const [plainFine, plainCoarse] = set.planes;
          expect(result).toEqual(standOutPlainly({ fine: plainFine, coarse: plainCoarse }, classes, factors, 8));
        });
      }),
    );
  });

  it('weighs by class, and leaves out what is too small', () => {
    const levels = { fine: Float32Array.of(8, 12, 12, 20), coarse: Float32Array.of(99, 8, 8, 8) };
    expect([...standOutPlainly(levels, Uint8Array.of(0, 0, 1, 0), factors, 8)]).toEqual([0, 6, 16, 10]);
  });
});
