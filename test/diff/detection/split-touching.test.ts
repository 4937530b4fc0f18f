import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/contract/geometry.ts';
import { findEdits } from '../../../src/diff/find-differences.ts';
import { copyRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { type Colour, drawShapes, type Shape, shadedGround } from '../../support/pictures.ts';

const SIZE = { width: 400, height: 300 };
const ground = shadedGround(SIZE);
const RED: Colour = [200, 30, 40];
const BLUE: Colour = [40, 60, 200];
const disc = (x: number, y: number, size: number, colour: Colour): Shape => ({
  kind: 'disc',
  centre: { x, y },
  size,
  colour,
});

function fill(image: RgbImage, { x, y, width, height }: Box, colour: Colour): RgbImage {
  const copy = copyRgbImage(image);
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) copy.data.set(colour, (row * image.width + column) * 3);
  }
  return copy;
}

const centres = (image: RgbImage) =>
  findEdits(ground, image)
    .map(({ circle }) => Math.round(circle.x))
    .sort((a, b) => a - b);

describe('two changes that touch', () => {
  it('are two when both are solid, meet at a neck and changed in two ways', () => {
    const found = findEdits(ground, drawShapes(ground, [disc(150, 150, 60, RED), disc(209, 150, 60, BLUE)]));
    expect(found).toHaveLength(2);
    for (const [at, x] of [150, 209].entries()) {
      const { circle } = found.sort((a, b) => a.circle.x - b.circle.x)[at];
      expect(Math.hypot(circle.x - x, circle.y - 150)).toBeLessThan(5);
      expect(Math.abs(circle.radius - 31)).toBeLessThan(4);
    }
  });

  it('share all of their pixels and none twice', () => {
    const image = drawShapes(ground, [disc(150, 150, 60, RED), disc(201, 165, 50, BLUE)]);
    const owner = new Uint8Array(SIZE.width * SIZE.height);
    const found = findEdits(ground, image);
    expect(found).toHaveLength(2);
    for (const { placed } of found) {
      for (const [pixel, value] of placed.mask.data.entries()) {
        const x = placed.box.x + (pixel % placed.box.width);
        owner[(placed.box.y + Math.floor(pixel / placed.box.width)) * SIZE.width + x] += value;
      }
    }
    expect(Math.max(...owner)).toBe(1);
    for (const x of [150, 201]) expect(owner[(x === 150 ? 150 : 165) * SIZE.width + x]).toBe(1);
  });

  it('are two at the border of the picture too', () => {
    expect(centres(drawShapes(ground, [disc(30, 22, 60, RED), disc(89, 22, 60, BLUE)]))).toHaveLength(2);
  });
});

describe('one change stays one', () => {
  it('when both of its bodies changed in the same way', () => {
    expect(centres(drawShapes(ground, [disc(150, 150, 60, RED), disc(209, 150, 60, RED)]))).toEqual([180]);
  });

  it('when it has two colours and no neck, as a flag', () => {
    const flag = fill(
      fill(ground, { x: 120, y: 120, width: 40, height: 50 }, RED),
      { x: 160, y: 120, width: 40, height: 50 },
      BLUE,
    );
    expect(centres(flag)).toEqual([160]);
  });

  it('when one of its bodies is a limb, as a head on a body', () => {
    expect(centres(drawShapes(ground, [disc(150, 150, 80, RED), disc(201, 150, 24, BLUE)]))).toHaveLength(1);
  });

  it('when the neck is thick, as a bottle', () => {
    const bottle = fill(drawShapes(ground, [disc(150, 150, 60, RED)]), { x: 170, y: 133, width: 60, height: 34 }, BLUE);
    expect(centres(bottle)).toHaveLength(1);
  });

  it('when its parts lie apart but near', () => {
    expect(centres(drawShapes(ground, [disc(150, 150, 40, RED), disc(196, 150, 40, BLUE)]))).toHaveLength(1);
  });
});
