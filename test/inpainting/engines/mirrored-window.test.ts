import { expect, it } from 'vitest';
import { createMask, createRgbImage } from '../../../src/imaging/image.ts';
import { imageWindow, maskWindow } from '../../../src/inpainting/engines/mirrored-window.ts';

// Three columns, two rows; each pixel holds its index.
const image = createRgbImage(
  3,
  2,
  Uint8Array.from({ length: 18 }, (_, at) => Math.floor(at / 3)),
);
const reds = ({ data }: { data: Uint8Array }) => [...data.filter((_, at) => at % 3 === 0)];

it('shows the image inside and mirrors it at every border, over and over', () => {
  const window = imageWindow(image, { x: -3, y: -1 }, { width: 9, height: 4 });
  expect(reds(window)).toEqual(
    [
      [4, 5, 4, 3, 4, 5, 4, 3, 4],
      [1, 2, 1, 0, 1, 2, 1, 0, 1],
      [4, 5, 4, 3, 4, 5, 4, 3, 4],
      [1, 2, 1, 0, 1, 2, 1, 0, 1],
    ].flat(),
  );
});

it('is the image itself where the window is', () => {
  expect(imageWindow(image, { x: 0, y: 0 }, image)).toEqual(image);
  expect(reds(imageWindow(image, { x: 1, y: 1 }, { width: 2, height: 1 }))).toEqual([4, 5]);
});

it('treats masks alike, also of a single pixel', () => {
  const mask = createMask(3, 2, Uint8Array.from([1, 0, 0, 0, 0, 1]));
  expect([...maskWindow(mask, { x: -1, y: 0 }, { width: 5, height: 2 }).data]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 1, 0]);
  expect([...maskWindow(createMask(1, 1, Uint8Array.of(1)), { x: -1, y: -1 }, { width: 2, height: 2 }).data]).toEqual([
    1, 1, 1, 1,
  ]);
});
