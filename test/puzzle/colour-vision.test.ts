import { converter, filterDeficiencyDeuter, filterDeficiencyProt } from 'culori';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLOUR_VISIONS, type ColourVision, seenBy } from '../../src/puzzle/colour-vision.ts';

const toLinear = converter('lrgb');
const toRgb = converter('rgb');
const REFERENCE = { protanope: filterDeficiencyProt(1), deuteranope: filterDeficiencyDeuter(1) };
const byte = fc.integer({ min: 0, max: 255 });

describe.each(Object.keys(COLOUR_VISIONS) as ColourVision[])('%s', (vision) => {
  it('leaves greys as they are', () => {
    for (const grey of [0, 40, 128, 255]) {
      for (const value of seenBy(vision, grey, grey, grey)) expect(Math.abs(value - grey)).toBeLessThanOrEqual(1);
    }
  });

  it('agrees with the reference that applies the same matrices', () => {
    fc.assert(
      fc.property(byte, byte, byte, (r, g, b) => {
        // The reference knows no spaces: what it is given as rgb is linear light here.
        const linear = toLinear({ mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 });
        const seen = REFERENCE[vision]({ ...linear, mode: 'rgb' });
        const {
          r: red,
          g: green,
          b: blue,
        } = toRgb({ mode: 'lrgb', r: seen?.r ?? 0, g: seen?.g ?? 0, b: seen?.b ?? 0 });
        const expected = [red, green, blue].map((value) => Math.round(255 * Math.min(1, Math.max(0, value))));
        seenBy(vision, r, g, b).forEach((value, at) => {
          expect(Math.abs(value - expected[at])).toBeLessThanOrEqual(2);
        });
      }),
    );
  });
});
