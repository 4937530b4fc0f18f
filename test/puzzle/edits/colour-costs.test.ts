import { describe, expect, it } from 'vitest';
import type { OkLab } from '../../../src/imaging/colour.ts';
import { unlikelihood } from '../../../src/puzzle/edits/colour-costs.ts';

const LEAF_GREEN: OkLab = { l: 0.45, a: -0.08, b: 0.07 };
const DARK_GREEN: OkLab = { l: 0.3, a: -0.08, b: 0.07 };
const AUTUMN_BROWN: OkLab = { l: 0.45, a: 0.05, b: 0.08 };
const PURPLE: OkLab = { l: 0.45, a: 0.08, b: -0.07 };
const [PAINT, LEAVES] = [0, 1];

describe('how unlikely a colour is', () => {
  it('is nothing for paint, which may have any', () => {
    expect(unlikelihood(LEAF_GREEN, PURPLE, PAINT)).toBe(0);
  });

  it('is nothing for another shade of the same hue', () => {
    expect(unlikelihood(LEAF_GREEN, DARK_GREEN, LEAVES)).toBeCloseTo(0);
  });

  it('is more for purple leaves than for brown ones, and most for those', () => {
    expect(unlikelihood(LEAF_GREEN, PURPLE, LEAVES)).toBe(1);
    expect(unlikelihood(LEAF_GREEN, AUTUMN_BROWN, LEAVES)).toBeLessThan(1);
    expect(unlikelihood(LEAF_GREEN, AUTUMN_BROWN, LEAVES)).toBeGreaterThan(0.3);
  });
});
