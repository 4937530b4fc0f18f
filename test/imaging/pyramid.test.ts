import { describe, expect, it } from 'vitest';
import { createFloatMap } from '../../src/imaging/image.ts';
import { mapPoint } from '../../src/imaging/projective.ts';
import { halfLumaOf, halveMap, levelToFull, lumaOf } from '../../src/imaging/pyramid.ts';
import { flat, paint } from '../support/pictures.ts';

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

describe('halfLumaOf', () => {
  it('is the mean luma of two by two pixels; an odd last row and column are dropped', () => {
    const picture = paint({ width: 7, height: 5 }, (x, y) => [30 * x, 40 * y, 10 * (x + y)]);
    const half = halfLumaOf(picture);
    expect([half.width, half.height]).toEqual([3, 2]);
    half.data.forEach((value, at) => {
      const [x, y] = [2 * (at % 3) + 0.5, 2 * Math.floor(at / 3) + 0.5];
      expect(value).toBeCloseTo(0.299 * 30 * x + 0.587 * 40 * y + 0.114 * 10 * (x + y), 3);
    });
  });

  it('refuses a single row', () =>
    expect(() => halfLumaOf(flat({ width: 7, height: 1 }, [1, 2, 3]))).toThrow(RangeError));
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
