import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRgbImage } from '../../src/imaging/image.ts';
import { fromPlanes, toBytePlanes, toUnitPlanes } from '../../src/imaging/tensor.ts';

// Two columns, one row: red-ish and blue-ish.
const image = createRgbImage(2, 1, Uint8Array.from([255, 51, 0, 0, 102, 204]));

it('lays an image out plane by plane, red first', () => {
  expect([...toBytePlanes(image)]).toEqual([255, 0, 51, 102, 0, 204]);
});

it('scales to 0 to 1, in either order of channels', () => {
  const rounded = (planes: Float32Array) => Array.from(planes, (value) => Math.round(value * 10) / 10);
  expect(rounded(toUnitPlanes(image, 'rgb'))).toEqual([1, 0, 0.2, 0.4, 0, 0.8]);
  expect(rounded(toUnitPlanes(image, 'bgr'))).toEqual([0, 0.8, 0.2, 0.4, 1, 0]);
});

it('rounds once and keeps values in range', () => {
  expect([...fromPlanes([-3, 1.4, 300, 1.6, 254.5, 7], 2, 1).data]).toEqual([0, 255, 255, 1, 2, 7]);
});

it('gives back the image that it laid out', () => {
  const bytes = fc.uint8Array({ minLength: 7 * 5 * 3, maxLength: 7 * 5 * 3 });
  fc.assert(
    fc.property(bytes, fc.constantFrom('rgb', 'bgr'), (data, order) => {
      const original = createRgbImage(7, 5, data);
      expect(fromPlanes(toBytePlanes(original), 7, 5)).toEqual(original);
      const scaled = toUnitPlanes(original, order).map((value) => value * 255);
      expect(fromPlanes(scaled, 7, 5, order)).toEqual(original);
    }),
  );
});
