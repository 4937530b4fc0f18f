import { createRgbImage, type RgbImage } from './image.ts';
import { pastePatch } from './patch.ts';

/** Space between the two as a share of their shorter side. */
const GAP_RATIO = 0.02;
const WHITE = 255;

/** Both images beside each other (above each other when they are wide) on white. Both have one size. */
export function sideBySide(a: RgbImage, b: RgbImage): RgbImage {
  const { width, height } = a;
  const gap = Math.round(GAP_RATIO * Math.min(width, height));
  const isWide = width > height;
  const second = isWide ? { x: 0, y: height + gap } : { x: width + gap, y: 0 };
  const canvas = createRgbImage(second.x + width, second.y + height);
  canvas.data.fill(WHITE);
  pastePatch(canvas, { box: { x: 0, y: 0, width, height }, image: a });
  pastePatch(canvas, { box: { ...second, width, height }, image: b });
  return canvas;
}
