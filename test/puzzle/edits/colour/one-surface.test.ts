import { describe, expect, it } from 'vitest';
import { createFloatMap } from '../../../../src/imaging/image.ts';
import { findMainColour } from '../../../../src/puzzle/edits/colour/main-colour.ts';
import { keepOneSurface } from '../../../../src/puzzle/edits/colour/one-surface.ts';
import type { Matte } from '../../../../src/segmentation/refine-mask.ts';
import type { Colour } from '../../../support/pictures.ts';

/** Pixels for each letter of a picture, in each direction. */
const SCALE = 6;
const COLOURS: Readonly<Record<string, Colour>> = {
  w: [200, 118, 64],
  // The same wood in the shade.
  s: [150, 88, 48],
  // A flower: nearly the same hue, more colour.
  f: [243, 113, 53],
};

/** A thing that has the colours of its letters; a dot is not it. */
function matteOf(...rows: string[]): Matte {
  const [width, height] = [SCALE * rows[0].length, SCALE * rows.length];
  const letters = Array.from(
    { length: width * height },
    (_, pixel) => rows[Math.floor(pixel / width / SCALE)][Math.floor((pixel % width) / SCALE)],
  );
  const alpha = createFloatMap(
    width,
    height,
    Float32Array.from(letters, (letter) => (letter === '.' ? 0 : 1)),
  );
  const foreground = Float32Array.from(letters.flatMap((letter) => COLOURS[letter] ?? [0, 0, 0]));
  return { box: { x: 3, y: 2, width, height }, alpha, foreground };
}

/** What is left of a thing: its letters, and dots. */
function keptOf(...rows: string[]): string[] {
  const matte = matteOf(...rows);
  const main = findMainColour(matte);
  if (!main) throw new Error('expected a colour, received none');
  const { alpha } = keepOneSurface(matte, main);
  const middle = SCALE / 2;
  return rows.map((row, y) =>
    [...row]
      .map((letter, x) => (alpha.data[(y * SCALE + middle) * alpha.width + x * SCALE + middle] > 0 ? letter : '.'))
      .join(''),
  );
}

describe('keepOneSurface', () => {
  it('leaves out the flower that touches a bench', () => {
    expect(keptOf('wwwwww..', '........', 'wwwwwwff', '......ff')).toEqual([
      'wwwwww..',
      '........',
      'wwwwww..',
      '........',
    ]);
  });

  it('keeps what is the same surface in the shade, and all its pieces', () => {
    const bench = ['wwwwwww.', '........', 'wwwsssss', '...sssss'];
    expect(keptOf(...bench)).toEqual(bench);
  });

  it('gives back the very matte where there is one surface', () => {
    const matte = matteOf('wwwww', 'www..', 'ww...');
    const main = findMainColour(matte);
    expect(main && keepOneSurface(matte, main)).toBe(matte);
  });
});
