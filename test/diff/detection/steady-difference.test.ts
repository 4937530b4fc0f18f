import { describe, expect, it } from 'vitest';
import { largestChannel } from '../../../src/diff/detection/signed-difference.ts';
import { steadyDifference } from '../../../src/diff/detection/steady-difference.ts';
import type { FloatPlanes } from '../../../src/imaging/image.ts';

const SIZE = { width: 61, height: 47 };
const MIDDLE = 23 * SIZE.width + 30;

/** A difference in a box around the middle. */
function boxOf(halfWidth: number, halfHeight: number, [red, green, blue]: readonly number[]): FloatPlanes {
  const plane = (value: number) =>
    Float32Array.from({ length: SIZE.width * SIZE.height }, (_, pixel) => {
      const [dx, dy] = [(pixel % SIZE.width) - 30, Math.floor(pixel / SIZE.width) - 23];
      return Math.abs(dx) <= halfWidth && Math.abs(dy) <= halfHeight ? value : 0;
    });
  return { ...SIZE, planes: [plane(red), plane(green), plane(blue)] };
}

const LIGHT = [60, 60, 60];
/** No lightness: 0.299 * 100 - 0.587 * 50.94 = 0. */
const COLOUR = [100, -50.94, 0];

describe('steadyDifference', () => {
  it('keeps a thin thing that is lighter, and fades one that has another colour only', () => {
    const lighter = steadyDifference(boxOf(0, 12, LIGHT), 0).fine;
    const coloured = steadyDifference(boxOf(0, 12, COLOUR), 0).fine;
    expect(largestChannel(lighter)[MIDDLE]).toBeCloseTo(60, 3);
    expect(largestChannel(coloured)[MIDDLE]).toBeLessThan(15);
  });

  it('keeps the colour of a patch', () => {
    const { fine, coarse } = steadyDifference(boxOf(10, 10, COLOUR), 0);
    expect(largestChannel(fine)[MIDDLE]).toBeCloseTo(100, 1);
    expect(largestChannel(coarse)[MIDDLE]).toBeCloseTo(100, 1);
  });

  it('leaves nothing coarse of an edge that lies beside itself', () => {
    const ghost = boxOf(0, 20, LIGHT);
    for (const plane of ghost.planes) {
      for (let at = plane.length - 1; at > 0; at--) if (plane[at - 1] > 0) plane[at] = -plane[at - 1];
    }
    const { fine, coarse } = steadyDifference(ghost, 0);
    expect(largestChannel(fine)[MIDDLE]).toBeGreaterThan(50);
    expect(largestChannel(coarse)[MIDDLE]).toBeLessThan(4);
  });

  it('reaches half as far on planes of half the size', () => {
    const [whole, half] = [0, 1].map((halvings) =>
      largestChannel(steadyDifference(boxOf(2, 2, LIGHT), halvings).coarse),
    );
    expect(half[MIDDLE]).toBeGreaterThan(whole[MIDDLE]);
  });
});
