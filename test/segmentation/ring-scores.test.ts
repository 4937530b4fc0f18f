import { describe, expect, it } from 'vitest';
import { createMask, type FloatPlanes } from '../../src/imaging/image.ts';
import { scoreRing } from '../../src/segmentation/ring-scores.ts';

const SIZE = { width: 60, height: 60 };
const placed = { box: { x: 20, y: 20, width: 20, height: 20 }, mask: createMask(20, 20, new Uint8Array(400).fill(1)) };

/** An image in Lab whose lightness is told pixel by pixel. */
function lightness(of: (x: number, y: number) => number): FloatPlanes {
  const pixels = SIZE.width * SIZE.height;
  const l = Float32Array.from({ length: pixels }, (_, at) => of(at % SIZE.width, Math.floor(at / SIZE.width)));
  return { ...SIZE, planes: [l, new Float32Array(pixels), new Float32Array(pixels)] };
}

describe('groundSpread', () => {
  it('is nothing on one flat ground', () => {
    expect(
      scoreRing(
        lightness(() => 50),
        placed,
      ).groundSpread,
    ).toBe(0);
  });

  it('is small on a rough ground, where the roughness is large', () => {
    const rough = scoreRing(
      lightness((x, y) => ((x + y) % 2 === 0 ? 30 : 70)),
      placed,
    );
    expect(rough.ringRoughness).toBeGreaterThan(15);
    expect(rough.groundSpread).toBeLessThan(5);
  });

  it('is the distance of two grounds before which a thing stands', () => {
    const { groundSpread } = scoreRing(
      lightness((_, y) => (y < 30 ? 90 : 30)),
      placed,
    );
    expect(groundSpread).toBeCloseTo(60, 0);
  });

  it('looks at what lies inside the image alone', () => {
    const corner = { ...placed, box: { ...placed.box, x: 0, y: 0 } };
    expect(
      scoreRing(
        lightness(() => 50),
        corner,
      ).groundSpread,
    ).toBe(0);
  });
});
