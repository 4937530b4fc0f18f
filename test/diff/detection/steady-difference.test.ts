import { describe, expect, it } from 'vitest';
import { steadyDifference } from '../../../src/diff/detection/steady-difference.ts';
import type { SteadyLevels } from '../../../src/imaging/kernels/difference-planes.ts';
import { withPlaneRoom } from '../../../src/imaging/kernels/plane-room.ts';

const SIZE = { width: 61, height: 47 };
const MIDDLE = 23 * SIZE.width + 30;

type Rgb = readonly [number, number, number];

/** A difference in a box around the middle, as planes. */
function boxOf(halfWidth: number, halfHeight: number, colour: Rgb): Float32Array[] {
  return colour.map((value) =>
    Float32Array.from({ length: SIZE.width * SIZE.height }, (_, pixel) => {
      const [dx, dy] = [(pixel % SIZE.width) - 30, Math.floor(pixel / SIZE.width) - 23];
      return Math.abs(dx) <= halfWidth && Math.abs(dy) <= halfHeight ? value : 0;
    }),
  );
}

/** What is left of a difference in the middle. */
function steadyInTheMiddle(difference: readonly Float32Array[], halvings = 0) {
  return withPlaneRoom({ ...SIZE, planes: 12 }, (room) => {
    const planes = room.planes();
    planes.planes.forEach((plane, channel) => {
      plane.set(difference[channel]);
    });
    const { fine, coarse }: SteadyLevels = steadyDifference(room, planes, halvings);
    return { fine: fine[MIDDLE], coarse: coarse[MIDDLE] };
  });
}

const LIGHT: Rgb = [60, 60, 60];
/** No lightness: 0.299 * 100 - 0.587 * 50.94 = 0. */
const COLOUR: Rgb = [100, -50.94, 0];

describe('steadyDifference', () => {
  it('keeps a thin thing that is lighter as far as its patch allows', () => {
    const { fine, coarse } = steadyInTheMiddle(boxOf(1, 12, LIGHT));
    expect(coarse).toBeLessThan(60 / 2.5);
    expect(fine).toBeCloseTo(2.5 * coarse, 3);
    expect(steadyInTheMiddle(boxOf(3, 12, LIGHT)).fine).toBeCloseTo(60, 3);
  });

  it('fades a thin thing that has another colour only', () => {
    expect(steadyInTheMiddle(boxOf(0, 12, COLOUR)).fine).toBeLessThan(15);
  });

  it('keeps the colour of a patch', () => {
    const { fine, coarse } = steadyInTheMiddle(boxOf(10, 10, COLOUR));
    expect(fine).toBeCloseTo(100, 1);
    expect(coarse).toBeCloseTo(100, 1);
  });

  it('leaves nothing of an edge that lies beside itself', () => {
    const ghost = boxOf(0, 20, LIGHT);
    for (const plane of ghost) {
      for (let at = plane.length - 1; at > 0; at--) if (plane[at - 1] > 0) plane[at] = -plane[at - 1];
    }
    const { fine, coarse } = steadyInTheMiddle(ghost);
    expect(coarse).toBeLessThan(4);
    expect(fine).toBeLessThan(10);
  });

  it('reaches half as far on planes of half the size', () => {
    const [whole, half] = [0, 1].map((halvings) => steadyInTheMiddle(boxOf(2, 2, LIGHT), halvings).coarse);
    expect(half).toBeGreaterThan(whole);
  });
});
