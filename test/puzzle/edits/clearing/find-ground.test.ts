import { describe, expect, it } from 'vitest';
import { createMask, createRgbImage, type RgbImage } from '../../../../src/imaging/image.ts';
import type { PlacedMask } from '../../../../src/imaging/placed-mask.ts';
import { findGround } from '../../../../src/puzzle/edits/clearing/find-ground.ts';

const WIDTH = 180;
const HEIGHT = 90;
const SIDE = 24;
const PLACE = { x: 78, y: 33, width: SIDE, height: SIDE };
const HOLE: PlacedMask = { box: PLACE, mask: createMask(SIDE, SIDE, new Uint8Array(SIDE * SIDE).fill(1)) };

type Box = typeof PLACE;

function fill(image: RgbImage, { x, y, width, height }: Box, colour: readonly number[]): void {
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) image.data.set(colour, (row * image.width + column) * 3);
  }
}

/** A plain panel with a dark thing at the place, and a button on either side of it that nothing gives away but its own pixels. */
function panel(buttons: readonly Box[]): RgbImage {
  const image = createRgbImage(WIDTH, HEIGHT, new Uint8Array(WIDTH * HEIGHT * 3).fill(238));
  fill(image, PLACE, [40, 40, 90]);
  for (const button of buttons) fill(image, button, [255, 255, 255]);
  return image;
}

const taken = () => {
  const mask = createMask(WIDTH, HEIGHT);
  for (let y = PLACE.y; y < PLACE.y + SIDE; y++) mask.data.fill(1, y * WIDTH + PLACE.x, y * WIDTH + PLACE.x + SIDE);
  return mask;
};

/** Nothing is free but some places and the ring around each; the place itself is taken, too. */
function freeAround(places: readonly Box[]) {
  const mask = taken();
  const isNear = (x: number, y: number) =>
    places.some((place) => x >= place.x - 7 && x < place.x + SIDE + 7 && y >= place.y - 7 && y < place.y + SIDE + 7);
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    if (!isNear(pixel % WIDTH, Math.floor(pixel / WIDTH))) mask.data[pixel] = 1;
  }
  return mask;
}

const meet = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('findGround', () => {
  it('lays nothing that stands on the ground itself', () => {
    // The pieces that are looked at first hold one of these in their middle: their surroundings are as plain as any.
    const buttons = [20, 26, 32].flatMap((x) => [10, 16, 22].map((y) => ({ x, y, width: 4, height: 4 })));
    const [best] = findGround(panel(buttons), HOLE, taken());
    const source = { ...PLACE, x: PLACE.x + (best?.x ?? 0), y: PLACE.y + (best?.y ?? 0) };
    expect(best).toBeDefined();
    expect(meet(source, PLACE)).toBe(false);
    expect(buttons.filter((button) => meet(source, button))).toEqual([]);
  });

  it.each([
    ['left', -50],
    ['right', 50],
  ])('would rather lay what is a little strange all over, as on the %s, than a spot that is very strange', (_, x) => {
    const [even, spotted] = [x, -x].map((shift) => ({ ...PLACE, x: PLACE.x + shift }));
    const image = panel([]);
    fill(image, even, [232, 232, 232]);
    // A quarter of it: a third less in all than what is even.
    fill(image, { x: spotted.x + 6, y: spotted.y + 6, width: SIDE / 2, height: SIDE / 2 }, [222, 222, 222]);
    const found = findGround(image, HOLE, freeAround([PLACE, even, spotted]));
    expect(found.map((shift) => [shift.x, shift.y])).toEqual([
      [x, 0],
      [-x, 0],
    ]);
  });

  it('finds none where all is taken', () => {
    const all = createMask(WIDTH, HEIGHT, new Uint8Array(WIDTH * HEIGHT).fill(1));
    expect(findGround(panel([]), HOLE, all)).toEqual([]);
  });
});
