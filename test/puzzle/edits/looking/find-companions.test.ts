import { describe, expect, it } from 'vitest';
import { countSet, type PlacedMask, trimMask } from '../../../../src/imaging/placed-mask.ts';
import { findCompanions } from '../../../../src/puzzle/edits/looking/find-companions.ts';
import { drawShapes, paint, type Shape, shadedGround, shapeMask } from '../../../support/pictures.ts';

const SIZE = { width: 320, height: 240 };
const FIGURE: Shape = { kind: 'square', centre: { x: 160, y: 120 }, size: 50, colour: [180, 40, 40] };
const square = (x: number, y: number, size: number): Shape => ({
  kind: 'square',
  centre: { x, y },
  size,
  colour: [30, 60, 160],
});
const maskOf = (shape: Shape): PlacedMask => trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(shape, SIZE) });
const companionsOf = (shapes: readonly Shape[], others: readonly PlacedMask[] = []) =>
  findCompanions(drawShapes(shadedGround(SIZE), [FIGURE, ...shapes]), maskOf(FIGURE), others);

describe('what goes with a thing', () => {
  const bar = square(192, 110, 8);

  it('is small, close by and ends close by', () => {
    const found = companionsOf([bar]);
    if (!found) throw new Error('expected a companion, received none');
    const { box } = trimMask(found);
    expect(box.x).toBeLessThanOrEqual(188);
    expect(box.x + box.width).toBeGreaterThanOrEqual(196);
    expect(countSet(found.mask)).toBeLessThan(200);
  });

  it('may be faint where the ground is even', () => {
    const even = paint(SIZE, () => [238, 240, 238]);
    const corner = (grey: number): Shape => ({ ...bar, colour: [grey, grey, grey] });
    const found = (grey: number) => findCompanions(drawShapes(even, [FIGURE, corner(grey)]), maskOf(FIGURE), []);
    expect(found(190)).toBeDefined();
    expect(found(225)).toBeUndefined();
  });

  it('is nothing that stands further off, is a thing of its own or leads away', () => {
    expect(companionsOf([])).toBeUndefined();
    expect(companionsOf([square(200, 110, 8)])).toBeUndefined();
    expect(companionsOf([square(200, 110, 26)])).toBeUndefined();
    const pole = Array.from({ length: 14 }, (_, index) => square(192 + index * 6, 110, 8));
    expect(companionsOf(pole)).toBeUndefined();
    expect(companionsOf([bar], [maskOf(bar)])).toBeUndefined();
  });

  it('is nothing where there is a row of them: letters', () => {
    const letters = (count: number) => Array.from({ length: count }, (_, index) => square(140 + index * 12, 150, 7));
    expect(companionsOf(letters(3))).toBeDefined();
    expect(companionsOf(letters(5))).toBeUndefined();
  });
});
