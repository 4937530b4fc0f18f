import type { RgbImage } from '../../../imaging/image.ts';

/** Pixels that are looked at. */
const SAMPLES = 6000;
/** Of the pixels of flat paint so many are the very same as those to their right and below: photographs have noise. */
const LEAST_FLAT_SHARE = 0.5;
/**
 * Black and blown white (bytes) are flat in a photograph, too: where so much of a picture has other colours these alone
 * tell. Where less has, it is ink on paper, with soft edges.
 */
const CLIPPED = { black: 0, white: 255 };
const TELLING_SHARE = 0.25;
const CHANNELS = 3;

/** Whether a pixel is the very same as those to its right and below. @param at index of its red byte */
function isFlat(data: RgbImage['data'], at: number, stride: number): boolean {
  for (let channel = at; channel < at + CHANNELS; channel++) {
    if (data[channel] !== data[channel + CHANNELS] || data[channel] !== data[channel + stride]) return false;
  }
  return true;
}

/** Whether a camera could show no more of a colour: it is all black or all white. @param at index of its red byte */
function isClipped(data: RgbImage['data'], at: number): boolean {
  const red = data[at];
  return (red === CLIPPED.black || red === CLIPPED.white) && data[at + 1] === red && data[at + 2] === red;
}

/** Whether a picture is drawn in flat colours. A camera's noise, or that of a lossy file, speaks against it. */
export function isDrawn({ width, height, data }: RgbImage): boolean {
  // Odd, so that it does not walk down a column of a picture of even width.
  const step = Math.max(1, Math.floor((width * height) / SAMPLES)) | 1;
  const all = { seen: 0, flat: 0 };
  const telling = { seen: 0, flat: 0 };
  for (let pixel = 0; pixel < width * (height - 1); pixel += step) {
    if (pixel % width === width - 1) continue;
    const at = pixel * CHANNELS;
    const flat = isFlat(data, at, width * CHANNELS) ? 1 : 0;
    all.seen++;
    all.flat += flat;
    if (isClipped(data, at)) continue;
    telling.seen++;
    telling.flat += flat;
  }
  const { seen, flat } = telling.seen >= TELLING_SHARE * all.seen ? telling : all;
  return flat >= LEAST_FLAT_SHARE * seen;
}
