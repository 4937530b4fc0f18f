import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceToSet } from '../../src/imaging/distance.ts';
import { createMask } from '../../src/imaging/image.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { withinReach } from '../../src/segmentation/within-reach.ts';

describe('withinReach', () => {
  it('is where the distance says so', () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(0, 1, 3, 25, 64, 500), fc.integer(), (width, height, reach, seed) => {
        const random = createRandom(`${seed}`);
        const data = Uint8Array.from({ length: width * height }, () => (random.next() < 0.01 ? 1 : 0));
        const mask = createMask(width, height, data);
        const wanted = distanceToSet(mask).data.map((away) => (Math.round(away * away) <= reach ? 1 : 0));
        expect([...withinReach(mask, reach)]).toEqual([...wanted]);
      }),
    );
  });
});
