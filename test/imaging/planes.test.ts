import { describe, expect, it } from 'vitest';
import { createRgbImage } from '../../src/imaging/image.ts';
import { mapPlanes, rgbToPlanes } from '../../src/imaging/planes.ts';

const image = createRgbImage(2, 1, Uint8Array.of(1, 20, 255, 4, 50, 0));

describe('rgbToPlanes', () => {
  it('parts the channels', () => {
    const { width, height, planes } = rgbToPlanes(image);
    expect([width, height]).toEqual([2, 1]);
    expect(planes.map((plane) => [...plane])).toEqual([
      [1, 4],
      [20, 50],
      [255, 0],
    ]);
  });
});

describe('mapPlanes', () => {
  it('makes each plane from its own, and tells which', () => {
    const result = mapPlanes(rgbToPlanes(image), (plane, channel) => plane.map((value) => value + 100 * channel));
    expect(result.planes.map((plane) => plane[0])).toEqual([1, 120, 455]);
  });
});
