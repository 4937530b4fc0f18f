import { expect, it } from 'vitest';
import { hasFrame } from '../../../../src/puzzle/edits/layers/has-frame.ts';
import { type Colour, paint } from '../../../support/pictures.ts';
import { placedOf } from '../../../support/text-grid.ts';

const SIZE = { width: 60, height: 40 };
const THING: Colour = [120, 70, 40];
const GROUND: Colour = [225, 225, 225];
const WHITE: Colour = [255, 255, 255];
const thing = placedOf(20, 15, ...Array.from({ length: 10 }, () => '#'.repeat(16)));

/** How far outside of the thing a pixel lies, in pixels. */
const outside = (x: number, y: number) => Math.max(20 - x, x - 35, 15 - y, y - 24);

/** The thing on its ground. @param rimAt the colour of what lies up to two pixels outside */
const scene = (rimAt: (away: number, x: number) => Colour) =>
  paint(SIZE, (x, y) => {
    const away = outside(x, y);
    return away <= 0 ? THING : away <= 2 ? rimAt(away, x) : GROUND;
  });

it('knows a thin frame by its own colour', () => {
  expect(
    hasFrame(
      scene(() => WHITE),
      thing,
    ),
  ).toBe(true);
  expect(
    hasFrame(
      scene(() => [20, 20, 20]),
      thing,
    ),
  ).toBe(true);
});

it('takes neither a soft edge nor what stands on one side for a frame', () => {
  expect(
    hasFrame(
      scene((away) => (away === 1 ? [172, 147, 132] : GROUND)),
      thing,
    ),
  ).toBe(false);
  expect(
    hasFrame(
      scene((_, x) => (x > 30 ? WHITE : GROUND)),
      thing,
    ),
  ).toBe(false);
  expect(
    hasFrame(
      scene(() => GROUND),
      thing,
    ),
  ).toBe(false);
});
