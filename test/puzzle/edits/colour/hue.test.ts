import { expect, it } from 'vitest';
import { hueGap, hueOf, isOfHue } from '../../../../src/puzzle/edits/colour/hue.ts';

it('goes around from red by yellow and green', () => {
  expect(hueOf({ l: 0.5, a: 0.1, b: 0 })).toBe(0);
  expect(hueOf({ l: 0.5, a: 0, b: 0.1 })).toBe(90);
  expect(hueOf({ l: 0.5, a: 0.1, b: -0.1 })).toBe(315);
});

it('is as near by either way around', () => {
  expect(hueGap(10, 350)).toBe(20);
  expect(hueGap(350, 10)).toBe(20);
  expect(hueGap(90, 270)).toBe(180);
});

it('lies among hues that begin again after a full turn', () => {
  const pinks = { from: 300, to: 400 };
  expect(isOfHue({ l: 0.5, a: 0.1, b: -0.1 }, pinks)).toBe(true);
  expect(isOfHue({ l: 0.5, a: 0.1, b: 0.02 }, pinks)).toBe(true);
  expect(isOfHue({ l: 0.5, a: 0, b: 0.1 }, pinks)).toBe(false);
});
