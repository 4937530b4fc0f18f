import { describe, expect, it } from 'vitest';
import type { OkLab } from '../../../../src/imaging/colour.ts';
import { costOf, isWashedOut } from '../../../../src/puzzle/edits/colour/colour-costs.ts';
import { findPalette } from '../../../../src/puzzle/edits/colour/palette.ts';
import { isBelievable, pinkness, unlikelihood } from '../../../../src/puzzle/edits/colour/unlikelihood.ts';
import { paint } from '../../../support/pictures.ts';

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

describe('how unlikely another hue is', () => {
  const SOIL: OkLab = { l: 0.45, a: 0.02, b: 0.05 };
  const PINK: OkLab = { l: 0.7, a: 0.13, b: -0.04 };

  it('is more for purple soil than for red soil, however smooth it is drawn', () => {
    expect(unlikelihood(SOIL, PURPLE, PAINT)).toBeGreaterThan(0.3);
    expect(unlikelihood(SOIL, { l: 0.4, a: 0.05, b: 0.03 }, PAINT)).toBeLessThan(0.3);
  });

  it('is little for blossoms of other blossoms, and much of leaves', () => {
    expect(unlikelihood(PINK, { l: 0.7, a: 0.1, b: 0.1 }, LEAVES)).toBeLessThan(0.3);
    expect(unlikelihood(PINK, LEAF_GREEN, LEAVES)).toBeGreaterThan(0.5);
  });
});

describe('what nobody believes', () => {
  const BOARD: OkLab = { l: 0.67, a: 0.03, b: 0.07 };

  it('is a purple board, but no red or olive one', () => {
    expect(isBelievable(unlikelihood(BOARD, PURPLE, PAINT))).toBe(false);
    expect(isBelievable(unlikelihood(BOARD, { l: 0.5, a: 0.09, b: 0.05 }, PAINT))).toBe(true);
    expect(isBelievable(unlikelihood(BOARD, { l: 0.5, a: -0.03, b: 0.08 }, PAINT))).toBe(true);
  });

  it('is no paint of any hue', () => {
    expect(isBelievable(unlikelihood(LEAF_GREEN, PURPLE, PAINT))).toBe(true);
  });
});

describe('how pink a colour is', () => {
  const WHITE: OkLab = { l: 0.85, a: 0, b: 0 };
  const ROSE: OkLab = { l: 0.75, a: 0.1, b: 0.02 };

  it('is more the lighter it is, of lilac too, and nothing for red, blue, cream and what has hardly any hue', () => {
    expect(pinkness(WHITE, ROSE)).toBeGreaterThan(0.7);
    expect(pinkness(WHITE, { ...ROSE, l: 0.62 })).toBeLessThan(0.4);
    expect(pinkness(WHITE, { ...ROSE, l: 0.5 })).toBe(0);
    expect(pinkness(WHITE, { l: 0.75, a: 0.06, b: -0.09 })).toBeGreaterThan(0.5);
    expect(pinkness(WHITE, { l: 0.75, a: -0.03, b: -0.1 })).toBe(0);
    expect(pinkness(WHITE, { l: 0.85, a: 0.005, b: 0.1 })).toBe(0);
    expect(pinkness(WHITE, { l: 0.75, a: 0.018, b: 0 })).toBe(0);
  });

  it('is nothing where there were blossoms, or pink before', () => {
    expect(pinkness({ l: 0.7, a: 0.13, b: -0.04 }, ROSE)).toBe(0);
    expect(pinkness({ l: 0.75, a: 0.08, b: 0.016 }, ROSE)).toBe(0);
  });
});

describe('what a colour costs', () => {
  const picture = paint({ width: 64, height: 48 }, (x) => (x < 32 ? [120, 170, 210] : [230, 120, 40]));
  const wish = { palette: findPalette(picture), needed: 20, roughness: 0, around: { l: 0.7, a: -0.03, b: -0.06 } };
  const YELLOW: OkLab = { l: 0.9, a: -0.01, b: 0.16 };
  const costs = (colour: OkLab, strength = 25) => costOf({ colour, strength, foreign: 0 }, YELLOW, wish);

  it('is more for mud than for paint that is as bright', () => {
    const [olive, orange]: OkLab[] = [
      { l: 0.55, a: -0.01, b: 0.1 },
      { l: 0.72, a: 0.09, b: 0.12 },
    ];
    expect(costs(olive)).toBeGreaterThan(costs(orange) + 0.3);
  });

  it('is more for pink than for a yellow as light', () => {
    expect(costs({ l: 0.8, a: 0.1, b: 0.01 })).toBeGreaterThan(costs({ l: 0.8, a: 0.01, b: 0.1 }) + 0.3);
  });

  it('is more for a stronger change than is needed, and for the colour of what lies around', () => {
    const red: OkLab = { l: 0.65, a: 0.14, b: 0.08 };
    expect(costs(red, 60)).toBeGreaterThan(costs(red, 25));
    expect(costs(wish.around)).toBeGreaterThan(costs({ ...wish.around, b: 0.06 }));
  });
});

describe('what darkening costs', () => {
  const picture = paint({ width: 64, height: 48 }, (x) => (x < 32 ? [120, 170, 210] : [230, 120, 40]));
  const wish = { palette: findPalette(picture), needed: 20, around: { l: 0.7, a: -0.03, b: -0.06 } };
  const CORAL: OkLab = { l: 0.65, a: 0.09, b: 0.07 };
  const costOfShade = (l: number, roughness: number) =>
    costOf({ colour: { ...CORAL, l }, strength: 25, foreign: 0 }, CORAL, { ...wish, roughness });

  it('is more for what is textured, and most where hardly any colour is left', () => {
    expect(costOfShade(0.45, LEAVES)).toBeGreaterThan(costOfShade(0.45, PAINT) + 0.2);
    expect(costOfShade(0.22, PAINT) - costOfShade(0.3, PAINT)).toBeGreaterThan(
      costOfShade(0.3, PAINT) - costOfShade(0.38, PAINT) + 0.2,
    );
  });
});

describe('what becomes of white paint', () => {
  const picture = paint({ width: 64, height: 48 }, (x) => (x < 32 ? [120, 170, 210] : [230, 120, 40]));
  const wish = { palette: findPalette(picture), needed: 20, roughness: PAINT, around: { l: 0.2, a: 0, b: 0 } };
  const costs = (colour: OkLab, mean: OkLab) => costOf({ colour, strength: 25, foreign: 0 }, mean, wish);
  const WHITE: OkLab = { l: 0.9, a: 0, b: 0 };
  const GREY: OkLab = { l: 0.62, a: 0, b: 0 };

  it('is grey rather than cyan, cream or mauve', () => {
    expect(costs(GREY, WHITE)).toBeLessThan(costs({ l: 0.85, a: -0.06, b: -0.07 }, WHITE) - 0.14);
    expect(costs(GREY, WHITE)).toBeLessThan(costs({ l: 0.9, a: 0, b: 0.09 }, WHITE) - 0.14);
    expect(costs(GREY, WHITE)).toBeLessThan(costs({ ...GREY, a: 0.014, b: -0.014 }, WHITE) - 0.14);
  });

  it('is no excuse for coloured paint to get darker', () => {
    const CORAL: OkLab = { l: 0.75, a: 0.09, b: 0.07 };
    const byDarkening = (mean: OkLab) => costs({ ...mean, l: mean.l - 0.2 }, mean);
    expect(byDarkening(CORAL)).toBeGreaterThan(byDarkening({ ...CORAL, a: 0, b: 0 }) + 0.1);
  });
});

describe('what is washed out', () => {
  const RED: OkLab = { l: 0.6, a: 0.09, b: 0.05 };

  it('is paler and lighter at once', () => {
    expect(isWashedOut(RED, { l: 0.82, a: 0.05, b: 0.04 })).toBe(true);
  });

  it('is not what only gets darker, paler or another hue, and nothing that is grey', () => {
    expect(isWashedOut(RED, { l: 0.45, a: 0.05, b: 0.03 })).toBe(false);
    expect(isWashedOut(RED, { l: 0.5, a: 0.05, b: 0.03 })).toBe(false);
    expect(isWashedOut(RED, { l: 0.7, a: 0.0, b: 0.12 })).toBe(false);
    expect(isWashedOut({ l: 0.5, a: 0.01, b: 0.01 }, { l: 0.8, a: 0, b: 0 })).toBe(false);
  });

  it('is not what gets only paler at the same light, nor what gets only lighter', () => {
    // Half as colourful, and its brightest channel is as bright.
    expect(isWashedOut(RED, { l: 0.678, a: 0.045, b: 0.025 })).toBe(false);
    expect(isWashedOut(RED, { l: 0.7, a: 0.09, b: 0.05 })).toBe(false);
    expect(isWashedOut(RED, { l: 0.7, a: 0.045, b: 0.025 })).toBe(true);
  });
});
