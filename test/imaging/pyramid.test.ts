import { describe, expect, it } from 'vitest';
import { createFloatMap } from '../../src/imaging/image.ts';
import { mapPoint } from '../../src/imaging/projective.ts';
import { halveMap, levelToFull, lumaOf } from '../../src/imaging/pyramid.ts';
import { paint } from '../support/pictures.ts';

/** A slope: what is read between pixels is known exactly. */
function slope(width: number, height: number) {
  return createFloatMap(
    width,
    height,
    Float32Array.from({ length: width * height }, (_, at) => 3 * (at % width) + 5 * Math.floor(at / width)),
  );
}

describe('lumaOf', () => {
  it('weighs the channels as the eye does', () => {
    const luma = lumaOf(
      paint(
        { width: 4, height: 1 },
        (x) =>
          [
            [255, 0, 0],
            [0, 255, 0],
            [0, 0, 255],
            [255, 255, 255],
          ][x] as [number, number, number],
      ),
    );
    expect(Array.from(luma.data, Math.round)).toEqual([76, 150, 29, 255]);
  });
});

describe('halveMap', () => {
  it('shows, away from the border, what stands at levelToFull', () => {
    const half = halveMap(slope(22, 14));
    expect([half.width, half.height]).toEqual([11, 7]);
    const quarter = halveMap(half);
    for (const [map, times] of [
      [half, 1],
      [quarter, 2],
    ] as const) {
      const { x, y } = mapPoint(levelToFull(times), { x: 2, y: 1 });
      expect(map.data[map.width + 2]).toBeCloseTo(3 * x + 5 * y, 4);
    }
  });

  it('keeps an even map even, and drops an odd last row and column', () => {
    const half = halveMap(createFloatMap(7, 5, new Float32Array(35).fill(9)));
    expect([half.width, half.height]).toEqual([3, 2]);
    expect([...half.data]).toEqual([9, 9, 9, 9, 9, 9]);
  });

  it('refuses to halve a single row', () => expect(() => halveMap(createFloatMap(7, 1))).toThrow(RangeError));
});
