import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceToSet } from '../../src/imaging/distance.ts';
import { createMask } from '../../src/imaging/image.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { betweenReaches } from '../../src/segmentation/between-reaches.ts';

describe('betweenReaches', () => {
  it('is where the distance says so', () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom([0, 1], [3, 64], [25, 500]),
        fc.integer(),
        (width, height, reaches, seed) => {
          const [near, far] = reaches;
          const random = createRandom(`${seed}`);
          const data = Uint8Array.from({ length: width * height }, () => (random.next() < 0.01 ? 1 : 0));
          const mask = createMask(width, height, data);
          const wanted = distanceToSet(mask).data.map((away) => {
            const squared = Math.round(away * away);
            return squared > near && squared <= far ? 1 : 0;
          });
          expect([...betweenReaches(mask, near, far)]).toEqual([...wanted]);
        },
      ),
    );
  });
});
