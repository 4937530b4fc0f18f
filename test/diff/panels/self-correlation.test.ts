import { describe, expect, it } from 'vitest';
import { periodicityIn } from '../../../src/diff/panels/likeness.ts';
import { findRepeats, selfCorrelation } from '../../../src/diff/panels/self-correlation.ts';
import { createFloatMap } from '../../../src/imaging/image.ts';
import { createRandom } from '../../../src/imaging/random.ts';

const noise = (seed: string) => {
  const random = createRandom(seed);
  return createFloatMap(
    40,
    24,
    Float32Array.from({ length: 40 * 24 }, () => random.next() - 0.5),
  );
};

/** Noise in which a patch of 12 x 10 pixels from (3, 2) is shown again at a shift. */
function repeating(x: number, y: number) {
  const map = noise('repeating');
  for (let row = 2; row < 12; row++) {
    const from = row * map.width + (x < 0 ? 25 : 3);
    map.data.copyWithin(from + y * map.width + x, from, from + 12);
  }
  return map;
}

describe('selfCorrelation', () => {
  it('is what the sum over all pixels says', () => {
    const map = noise('sum');
    const correlation = selfCorrelation(map);
    expect([correlation.width, correlation.height]).toEqual([79, 24]);
    const at = (x: number, y: number) => correlation.data[y * correlation.width + x + 39];
    const sum = (dx: number, dy: number) => {
      let total = 0;
      for (let y = 0; y + dy < map.height; y++) {
        for (let x = Math.max(0, -dx); x < Math.min(map.width, map.width - dx); x++) {
          total += map.data[y * map.width + x] * map.data[(y + dy) * map.width + x + dx];
        }
      }
      return total;
    };
    for (const [dx, dy] of [
      [0, 0],
      [5, 0],
      [-7, 3],
      [39, 23],
      [-39, 1],
    ]) {
      expect(at(dx, dy)).toBeCloseTo(sum(dx, dy) / sum(0, 0), 5);
    }
  });

  it('of nothing is nothing', () => {
    expect(new Set(selfCorrelation(createFloatMap(9, 5)).data)).toEqual(new Set([0]));
  });
});

describe('findRepeats', () => {
  it.each([
    [20, 0],
    [18, 7],
    [-21, 6],
    [0, 11],
  ])('finds what is shown again at (%i, %i)', (x, y) => {
    const [first] = findRepeats(selfCorrelation(repeating(x, y)), 3, (shift) => Math.hypot(shift.x, shift.y) > 4);
    expect(first.shift).toEqual({ x, y });
    expect(first.strength).toBeGreaterThan(0.08);
  });

  it('gives no more than asked for, the strongest first, and only what is allowed', () => {
    const repeats = findRepeats(selfCorrelation(noise('many')), 4, ({ x }) => x > 3);
    expect(repeats).toHaveLength(4);
    expect(repeats.map(({ strength }) => strength)).toEqual(
      repeats.map(({ strength }) => strength).sort((a, b) => b - a),
    );
    expect(repeats.every(({ shift }) => shift.x > 3)).toBe(true);
  });
});

describe('periodicityIn', () => {
  it('is high for what repeats and low for what does not', () => {
    const box = { x: 2, y: 1, width: 36, height: 22 };
    expect(periodicityIn(noise('no period'), box)).toBeLessThan(0.3);
    const tiles = createFloatMap(40, 24);
    for (let at = 0; at < tiles.data.length; at++) tiles.data[at] = (at % 40) % 8 < 4 ? 1 : -1;
    expect(periodicityIn(tiles, box)).toBeGreaterThan(0.95);
  });
});
