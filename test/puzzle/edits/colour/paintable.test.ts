import { beforeAll, describe, expect, it } from 'vitest';
import type { RgbImage } from '../../../../src/imaging/image.ts';
import { trimMask } from '../../../../src/imaging/placed-mask.ts';
import { findMainColour } from '../../../../src/puzzle/edits/colour/main-colour.ts';
import { judgeSurface, type Surface } from '../../../../src/puzzle/edits/colour/paintable.ts';
import type { EditContext } from '../../../../src/puzzle/edits/edit.ts';
import { solidBox } from '../../../../src/puzzle/edits/layers/layer.ts';
import { recolour } from '../../../../src/puzzle/edits/recolour.ts';
import { openThing } from '../../../../src/puzzle/open-thing.ts';
import { PictureFacts } from '../../../../src/puzzle/picture-facts.ts';
import { type Proposal, propose } from '../../../../src/segmentation/propose.ts';
import {
  type Colour,
  drawShapes,
  leafy,
  paint,
  type Shape,
  shadedGround,
  shapeMask,
} from '../../../support/pictures.ts';

const SIZE = { width: 320, height: 240 };
const CENTRE = { x: 160, y: 120 };
const RED: Colour = [200, 50, 50];
const OLIVE: Colour = [110, 115, 60];
const BRICK: Colour = [138, 92, 84];
const ground = shadedGround(SIZE);
const disc = (colour: Colour, size = 60): Shape => ({ kind: 'disc', centre: CENTRE, size, colour });
const maskOf = (shape: Shape) => trimMask({ box: { x: 0, y: 0, ...SIZE }, mask: shapeMask(shape, SIZE) });

let like: Proposal;
beforeAll(async () => {
  [like] = (await propose(drawShapes(ground, [disc(RED)]))).proposals;
});

/** A picture of a thing, opened as a thing that is most likely one. */
function contextFor(image: RgbImage, shape: Shape, { host, ...scores }: Partial<Proposal> & { host?: Shape } = {}) {
  const proposal = { ...like, placed: maskOf(shape), objectness: 0.5, weakContrast: 30, ...scores };
  const found = { size: SIZE, proposals: [proposal], faces: [] };
  const facts = new PictureFacts(image);
  const picture = {
    image,
    facts,
    found,
    level: 'medium' as const,
    seed: 'paint',
  };
  return openThing(proposal, host && { ...like, placed: maskOf(host) }, picture, () => true);
}

function surfaceOf(context: EditContext): Surface | undefined {
  const [main, seen] = [findMainColour(context.matte), solidBox(context.matte)];
  if (!main || !seen) throw new Error('expected a thing, received none');
  return judgeSurface(main, seen, context);
}

describe('a surface', () => {
  it('takes paint where it is smooth and has a colour of its own', () => {
    const surface = surfaceOf(contextFor(drawShapes(ground, [disc(RED)]), disc(RED)));
    expect(surface?.roughness).toBeLessThan(0.1);
    expect(surface?.flaw).toBeLessThan(0.5);
  });

  it('takes none where it is as rough as leaves', () => {
    const shape = disc(OLIVE);
    const smooth = drawShapes(ground, [shape]);
    expect(surfaceOf(contextFor(smooth, shape))).toBeDefined();
    expect(surfaceOf(contextFor(leafy(smooth, [shape], 30), shape))).toBeUndefined();
  });

  it('takes some where it is a whole thing for sure, though a little rough, and else as a last resort', () => {
    const shape = disc(BRICK);
    const image = leafy(drawShapes(ground, [shape]), [shape], 16);
    const sure = surfaceOf(contextFor(image, shape, { objectness: 0.9 }));
    expect(sure?.roughness).toBeGreaterThan(0.4);
    expect(sure?.flaw).toBeLessThan(1);
    expect(surfaceOf(contextFor(image, shape, { objectness: 0.2 }))?.flaw).toBeGreaterThan(1);
    expect(surfaceOf(contextFor(image, shape, { objectness: 0.2, weakContrast: 11 }))).toBeUndefined();
    const leaf = disc(OLIVE);
    const leaves = leafy(drawShapes(ground, [leaf]), [leaf], 16);
    expect(surfaceOf(contextFor(leaves, leaf, { objectness: 0.2 }))).toBeUndefined();
  });

  it('takes flat paint of a part of a thing, and none of a rough one', () => {
    const all = disc(OLIVE, 70);
    const wing: Shape = { kind: 'square', centre: { x: 160, y: 150 }, size: 34, colour: RED };
    const image = drawShapes(ground, [all, wing, { ...wing, centre: { x: 160, y: 110 }, size: 30, colour: BRICK }]);
    expect(surfaceOf(contextFor(image, all))?.flaw).toBeLessThan(1);
    expect(surfaceOf(contextFor(leafy(image, [all], 18), all))).toBeUndefined();
    expect(surfaceOf(contextFor(image, all, { objectness: 0.1 }))?.flaw).toBeLessThan(1);
    expect(surfaceOf(contextFor(leafy(image, [all], 4), all))?.flaw).toBeLessThan(1);
    expect(surfaceOf(contextFor(leafy(image, [all], 4), all, { objectness: 0.1 }))).toBeUndefined();
  });

  it('takes none where the ground has the same colour: it may be seen through a gap', () => {
    const frame: Shape = { ...disc([90, 90, 160], 100), kind: 'square' };
    const gap = disc([222, 226, 216]);
    const image = drawShapes(ground, [frame, gap]);
    expect(surfaceOf(contextFor(image, gap, { objectness: 0.2 }))).toBeUndefined();
  });

  it('takes none in part: not of a surface that goes on, nor but at last of a larger thing of one colour', () => {
    const all = disc(RED, 90);
    expect(surfaceOf(contextFor(drawShapes(ground, [all]), disc(RED, 50)))).toBeUndefined();
    const [one, other] = [RED, RED].map((colour, index) => ({
      ...disc(colour, 40),
      centre: { x: 130 + 60 * index, y: 120 },
    }));
    const both = drawShapes(ground, [one, other]);
    expect(surfaceOf(contextFor(both, one))).toBeDefined();
    const host = disc(RED, 120);
    expect(surfaceOf(contextFor(both, one, { host, weakContrast: 18 }))).toBeUndefined();
    expect(surfaceOf(contextFor(both, one, { host }))?.flaw).toBeGreaterThan(1);
  });
});

describe('what is white', () => {
  const dark = paint(SIZE, () => [70, 90, 110]);
  const on = (shape: Shape) => surfaceOf(contextFor(drawShapes(dark, [shape]), shape));

  it('takes no paint where it is paper or light, and some where it is a wall', () => {
    const noisy = paint(SIZE, (x, y) => [70, 90 + ((7 * x + 3 * y) % 5), 110]);
    const white = disc([252, 252, 251]);
    expect(surfaceOf(contextFor(drawShapes(noisy, [white]), white))).toBeUndefined();
    expect(on(disc([205, 205, 200]))?.flaw).toBeLessThan(1);
  });

  it('takes some where it is drawn', () => {
    expect(on(disc([252, 252, 251]))?.flaw).toBeLessThan(1);
  });
});

describe('recolour', () => {
  it('leaves alone what takes no paint, and what has no clear outline', () => {
    const shape = disc(OLIVE);
    const smooth = drawShapes(ground, [shape]);
    expect(recolour.apply(contextFor(leafy(smooth, [shape], 30), shape))).toBeUndefined();
    expect(recolour.apply(contextFor(smooth, shape))).toBeDefined();
    const { proposal } = contextFor(smooth, shape);
    expect(recolour.suits(proposal, 'alone')).toBeGreaterThan(0);
    expect(recolour.suits({ ...proposal, weakContrast: 10 }, 'alone')).toBe(0);
    expect(recolour.suits({ ...proposal, objectness: 0.15 }, 'alone')).toBeGreaterThan(0);
    expect(recolour.suits({ ...proposal, objectness: 0.15, weakContrast: 11 }, 'alone')).toBe(0);
    expect(recolour.suits({ ...proposal, objectness: 0.15, solidity: 0.52 }, 'alone')).toBe(0);
  });

  it('keeps away from mud: what is bright stays bright', async () => {
    const yellow = disc([245, 215, 40]);
    const patch = await recolour.apply(contextFor(drawShapes(ground, [yellow]), yellow));
    if (!patch) throw new Error('expected a patch, received none');
    const middle = (Math.floor(patch.box.height / 2) * patch.box.width + Math.floor(patch.box.width / 2)) * 3;
    expect(Math.max(...patch.image.data.subarray(middle, middle + 3))).toBeGreaterThan(180);
  });
});
