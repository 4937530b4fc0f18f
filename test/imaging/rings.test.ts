import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaySvg } from '../../src/imaging/codec.ts';
import { drawRings, type NumberedCircle } from '../../src/imaging/rings.ts';
import { flat } from '../support/pictures.ts';

const SIZE = { width: 640, height: 400 };
const DISC = /<circle cx="(?<x>[^"]+)" cy="(?<y>[^"]+)" r="(?<r>[^"]+)" fill="#ffffff"/g;

/** Circles anywhere in the image, crowded and overlapping ones too, numbered from 1. */
const places = fc
  .array(
    fc.record({
      x: fc.double({ min: 0, max: SIZE.width, noNaN: true }),
      y: fc.double({ min: 0, max: SIZE.height, noNaN: true }),
      radius: fc.double({ min: 1, max: 300, noNaN: true }),
    }),
    { minLength: 1, maxLength: 15 },
  )
  .map((circles) => circles.map((circle, index): NumberedCircle => ({ id: index + 1, circle })));

/** The discs that bear the numbers. */
function discsOf(svg: string) {
  return [...svg.matchAll(DISC)].map(({ groups = {} }) => ({
    x: Number(groups['x']),
    y: Number(groups['y']),
    radius: Number(groups['r']),
  }));
}

describe('drawRings', () => {
  it('draws well-formed elements without NaN and one number a place', () => {
    fc.assert(
      fc.property(places, (given) => {
        const svg = drawRings(given, SIZE);
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        expect(svg).toMatch(/^(?:<(?:circle|path)(?: [a-z-]+="[^"<>]*")+\/>)+$/);
        expect(discsOf(svg)).toHaveLength(given.length);
      }),
    );
  });

  it('keeps every number inside the image', () => {
    fc.assert(
      fc.property(places, (given) => {
        for (const { x, y, radius } of discsOf(drawRings(given, SIZE))) {
          expect(Math.min(x, y, SIZE.width - x, SIZE.height - y)).toBeGreaterThanOrEqual(radius - 1e-6);
        }
      }),
    );
  });

  it('keeps a number off the other ring where there is room', () => {
    const circles = [
      { id: 1, circle: { x: 200, y: 200, radius: 30 } },
      { id: 2, circle: { x: 260, y: 140, radius: 30 } },
    ];
    const [first] = discsOf(drawRings(circles, SIZE));
    const other = circles[1].circle;
    expect(Math.hypot(first.x - other.x, first.y - other.y)).toBeGreaterThan(other.radius + first.radius);
  });

  it('shows on any ground: a ring is dark, light and coloured at once', async () => {
    for (const grey of [0, 128, 255]) {
      const circle = { x: 320, y: 200, radius: 60 };
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400">${drawRings([{ id: 3, circle }], SIZE)}</svg>`;
      const { data } = await overlaySvg(flat(SIZE, [grey, grey, grey]), svg);
      const left = Array.from({ length: 40 }, (_, step) =>
        data.subarray((200 * 640 + 235 + step) * 3, (200 * 640 + 235 + step) * 3 + 3),
      );
      expect(left.some(([r, g, b]) => Math.max(r, g, b) < 60)).toBe(true);
      expect(left.some(([r, g, b]) => Math.min(r, g, b) > 200)).toBe(true);
      expect(left.some(([r, , b]) => r - b > 100)).toBe(true);
      const middle = data.subarray((200 * 640 + 320) * 3, (200 * 640 + 320) * 3 + 3);
      expect([...middle]).toEqual([grey, grey, grey]);
    }
  });

  it('draws nothing for no place', () => {
    expect(drawRings([], SIZE)).toBe('');
  });
});
