import { describe, expect, it } from 'vitest';
import { linearToOkLab, type OkLab, SRGB_TO_LINEAR } from '../../../../src/imaging/colour.ts';
import type { RgbImage } from '../../../../src/imaging/image.ts';
import type { Patch } from '../../../../src/imaging/patch.ts';
import { trimMask } from '../../../../src/imaging/placed-mask.ts';
import { findMainColour } from '../../../../src/puzzle/edits/colour/main-colour.ts';
import { Painter } from '../../../../src/puzzle/edits/colour/repaint.ts';
import { refineMask } from '../../../../src/segmentation/refine-mask.ts';
import { type Colour, drawShapes, flat, paint, type Shape, shapeMask } from '../../../support/pictures.ts';

const SIZE = { width: 120, height: 90 };
const PAPER: Colour = [240, 240, 236];
const square = (colour: Colour, size = 40): Shape => ({ kind: 'square', centre: { x: 60, y: 45 }, size, colour });
const BLUE: OkLab = { l: 0.6, a: -0.03, b: -0.12 };

function painterOf(image: RgbImage, shape: Shape): Painter {
  const matte = refineMask(image, trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(shape, SIZE) }), SIZE);
  const main = findMainColour(matte);
  if (!main) throw new Error('expected a colour, received none');
  return new Painter(image, matte, main);
}

function labAt({ box, image }: Patch, x: number, y: number): OkLab {
  const at = ((y - box.y) * box.width + x - box.x) * 3;
  return linearToOkLab(
    SRGB_TO_LINEAR[image.data[at]],
    SRGB_TO_LINEAR[image.data[at + 1]],
    SRGB_TO_LINEAR[image.data[at + 2]],
  );
}

describe('Painter', () => {
  it('gives a thing the colour that is asked for, up to its edge, and nothing else', () => {
    const red = square([200, 60, 50]);
    const patch = painterOf(drawShapes(flat(SIZE, PAPER), [red]), red).paint(BLUE);
    for (const [x, y] of [
      [60, 45],
      [41, 26],
      [78, 63],
    ]) {
      const { l, a, b } = labAt(patch, x, y);
      expect(Math.hypot(l - BLUE.l, a - BLUE.a, b - BLUE.b)).toBeLessThan(0.03);
    }
    const outside = ((37 - patch.box.y) * patch.box.width + 36 - patch.box.x) * 3;
    expect([...patch.image.data.subarray(outside, outside + 3)]).toEqual(PAPER);
  });

  it('leaves outlines and letters of another colour as they are', () => {
    const red = square([200, 60, 50]);
    const lettered = drawShapes(drawShapes(flat(SIZE, PAPER), [red]), [square([250, 250, 250], 8)]);
    const patch = painterOf(lettered, red).paint(BLUE);
    const { l, a, b } = labAt(patch, 60, 45);
    expect(l).toBeGreaterThan(0.95);
    expect(Math.hypot(a, b)).toBeLessThan(0.02);
  });

  it('colours what is grey as under glass: its shadows stay as dark beside its lights', () => {
    const half: Colour = [150, 150, 150];
    const image = paint(SIZE, (x, y) => {
      const isIn = Math.abs(x - 60) < 20 && Math.abs(y - 45) < 20;
      return isIn ? (x < 60 ? [210, 210, 210] : half) : [40, 120, 60];
    });
    const patch = painterOf(image, square(half)).paint({ l: 0.7, a: 0.06, b: 0.04 });
    const [light, dark] = [labAt(patch, 50, 45), labAt(patch, 70, 45)];
    const before = linearToOkLab(SRGB_TO_LINEAR[150], SRGB_TO_LINEAR[150], SRGB_TO_LINEAR[150]).l;
    const lit = linearToOkLab(SRGB_TO_LINEAR[210], SRGB_TO_LINEAR[210], SRGB_TO_LINEAR[210]).l;
    expect(dark.l / light.l).toBeCloseTo(before / lit, 1);
    expect(Math.hypot(dark.a, dark.b)).toBeLessThan(Math.hypot(light.a, light.b));
  });

  it('tries a colour on some pixels as it would paint them all', () => {
    const red = square([200, 60, 50]);
    const painter = painterOf(drawShapes(flat(SIZE, PAPER), [red]), red);
    const tried = painter.try(BLUE);
    const painted = painter.paint(BLUE);
    const colours = new Set<string>();
    for (let at = 0; at < painted.image.data.length; at += 3) {
      colours.add(painted.image.data.subarray(at, at + 3).join());
    }
    for (let at = 0; at < (tried?.after.data.length ?? 0); at += 3) {
      expect(colours).toContain(tried?.after.data.subarray(at, at + 3).join());
    }
    expect(tried?.after.width).toBeGreaterThan(100);
  });
});
