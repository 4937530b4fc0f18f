import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderSvg } from '../../src/imaging/codec.ts';
import { letterPath } from '../../src/imaging/lettering.ts';

const TEXTS = [...'ABCDEFGHIJKL', ...Array.from({ length: 15 }, (_, number) => String(number + 1))];
const PATH = /^(?:[MLCQ]-?\d+(?:\.\d{1,2})?(?: -?\d+(?:\.\d{1,2})?)*|Z)+$/;

/** The box of the dark pixels of a text drawn in black on white, or undefined when nothing was drawn. */
async function drawnBox(text: string, x: number, y: number, size: number) {
  const image = await renderSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="120"><path d="${letterPath(text, { x, y, size })}"/></svg>`,
  );
  const dark = Array.from({ length: 200 * 120 }, (_, pixel) => pixel).filter((pixel) => image.data[pixel * 3] < 128);
  const [columns, rows] = [dark.map((pixel) => pixel % 200), dark.map((pixel) => Math.floor(pixel / 200))];
  return dark.length === 0
    ? undefined
    : {
        left: Math.min(...columns),
        right: Math.max(...columns) + 1,
        top: Math.min(...rows),
        bottom: Math.max(...rows) + 1,
      };
}

describe('letterPath', () => {
  it('is well-formed path data everywhere and at any size', () => {
    const coordinates = fc.double({ min: -10, max: 4000, noNaN: true });
    const sizes = fc.double({ min: 4, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), coordinates, coordinates, sizes, (text, x, y, size) => {
        expect(letterPath(text, { x, y, size })).toMatch(PATH);
      }),
      { numRuns: 2000 },
    );
  });

  // At such places outlines have coordinates like 1e-14, which the font library prints as NaN.
  it('is well-formed where outlines cross the axes', () => {
    for (const text of TEXTS) {
      for (let x = -20; x <= 20; x += 0.25) expect(letterPath(text, { x, y: x / 3, size: 16 })).toMatch(PATH);
    }
  });

  it.each(['A', 'H', '1', '7', '12'])('centres %s on its point', async (text) => {
    const box = await drawnBox(text, 100, 60, 40);
    expect(box && Math.abs((box.left + box.right) / 2 - 100)).toBeLessThan(1.5);
    expect(box && Math.abs((box.top + box.bottom) / 2 - 60)).toBeLessThan(1.5);
  });

  it('scales with the size', async () => {
    const [small, large] = [await drawnBox('H', 100, 60, 20), await drawnBox('H', 100, 60, 80)];
    const height = (box: typeof small) => (box ? box.bottom - box.top : 0);
    expect(height(large) / height(small)).toBeCloseTo(4, 0);
  });
});
