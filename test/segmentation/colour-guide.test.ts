import { describe, expect, it } from 'vitest';
import { withPlaneRoom } from '../../src/imaging/kernels/plane-room.ts';
import { ColourGuide, GUIDE_PLANES } from '../../src/segmentation/colour-guide.ts';
import { HalfReader, halfOf, halve } from '../../src/segmentation/half-planes.ts';

const SIZE = { width: 31, height: 23 };
const COUNT = SIZE.width * SIZE.height;
const each = <Value>(at: (x: number, y: number) => Value) =>
  Array.from({ length: COUNT }, (_, pixel) => at(pixel % SIZE.width, Math.floor(pixel / SIZE.width)));
const colours = [
  each((x, y) => 90 + 60 * Math.sin(x / 3) * Math.cos(y / 4)),
  each((x, y) => 120 + 50 * Math.cos((x + y) / 5)),
  each((x, y) => 40 + 3 * x + y),
].map((plane) => Float32Array.from(plane));

/** What a guide makes of a map, and how much of it the colours explain. */
function guided(map: readonly number[], smoothness: number): { result: Float32Array; explained: Float32Array } {
  return withPlaneRoom({ ...SIZE, planes: GUIDE_PLANES }, (room) => {
    const [plane, explained] = [room.plane(), room.plane()];
    plane.set(map);
    const guide = new ColourGuide(room, colours, 3, smoothness);
    guide.apply(guide.fit(plane, explained), plane);
    guide.close();
    return { result: plane.slice(), explained: explained.slice() };
  });
}

const inner = (at: (pixel: number) => void) => {
  for (let y = 0; y < SIZE.height; y++) for (let x = 0; x < SIZE.width; x++) at(y * SIZE.width + x);
};

describe('ColourGuide', () => {
  it('gives a map back that is a linear function of the colours, and explains all of it', () => {
    const map = each((x, y) => {
      const [red, green, blue] = colours.map((plane) => plane[y * SIZE.width + x] / 255);
      return 0.3 + 0.2 * red - 0.1 * green + 0.15 * blue;
    });
    const { result, explained } = guided(map, 1e-7);
    inner((pixel) => expect(result[pixel]).toBeCloseTo(map[pixel], 2));
    expect(Math.max(...explained)).toBeLessThanOrEqual(1.01);
  });

  it.each([0, 1])('leaves a map of %i as it is, whatever the colours do', (value) => {
    const { result } = guided(
      each(() => value),
      1e-4,
    );
    inner((pixel) => expect(result[pixel]).toBe(value));
  });

  it('explains little of what has nothing to do with the colours', () => {
    const { explained } = guided(
      each((x, y) => (x + y) % 2),
      1e-4,
    );
    const middle = 11 * SIZE.width + 15;
    expect(explained[middle]).toBeLessThan(0.1);
  });
});

describe('half planes', () => {
  it('are read as the plane that they came from, where it is even or rises evenly', () => {
    const ramp = each((x, y) => 5 + 2 * x - 3 * y);
    const { width, height } = halfOf(SIZE);
    const half = new Float32Array(width * height);
    halve(ramp, SIZE, half);
    const reader = new HalfReader(SIZE);
    for (let y = 1; y < SIZE.height - 2; y++) {
      for (let x = 1; x < SIZE.width - 2; x++) {
        reader.seek(y * SIZE.width + x);
        expect(reader.read(half)).toBeCloseTo(ramp[y * SIZE.width + x], 4);
      }
    }
  });

  it('hold the last row and column of odd sizes', () => {
    expect(halfOf({ width: 5, height: 4 })).toEqual({ width: 3, height: 2 });
    const half = new Float32Array(6);
    halve([1, 1, 3, 3, 9, 1, 1, 3, 3, 9, 5, 5, 7, 7, 2, 5, 5, 7, 7, 4], { width: 5, height: 4 }, half);
    expect([...half]).toEqual([1, 3, 9, 5, 7, 3]);
    const reader = new HalfReader({ width: 5, height: 4 });
    reader.seek(4);
    expect(reader.read(half)).toBeGreaterThan(6);
  });
});
