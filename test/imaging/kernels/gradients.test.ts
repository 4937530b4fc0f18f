import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFloatMap } from '../../../src/imaging/image.ts';
import { gradientsOf, gradientsPlainly } from '../../../src/imaging/kernels/gradients.ts';
import { planeSets } from '../../support/float-planes.ts';

describe('gradientsOf', () => {
  it('gives the bits of its plain twin', () => {
    fc.assert(
      fc.property(planeSets(1), ([{ width, height, planes }]) => {
        const map = createFloatMap(width, height, planes[0]);
        expect(gradientsOf(map)).toEqual(gradientsPlainly(map));
      }),
    );
  });

  it('tells levels and slopes of a slope away from the border', () => {
    const map = createFloatMap(
      7,
      5,
      Float32Array.from({ length: 35 }, (_, at) => 3 * (at % 7) + 5 * Math.floor(at / 7)),
    );
    const at = 3 * (2 * 7 + 3);
    expect([...gradientsOf(map).subarray(at, at + 3)]).toEqual([19, 3, 5]);
  });
});
