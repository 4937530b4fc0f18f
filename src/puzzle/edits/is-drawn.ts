import type { RgbImage } from '../../imaging/image.ts';

/** Pixels that are looked at. */
const SAMPLES = 6000;
/** Of the pixels of flat paint so many are the very same as those to their right and below: photographs have noise. */
const LEAST_FLAT_SHARE = 0.5;
const CHANNELS = 3;

/** Whether a picture is drawn in flat colours. A camera's noise, or that of a lossy file, speaks against it. */
export function isDrawn({ width, height, data }: RgbImage): boolean {
  // Odd, so that it does not walk down a column of a picture of even width.
  const step = Math.max(1, Math.floor((width * height) / SAMPLES)) | 1;
  let [seen, flat] = [0, 0];
  for (let pixel = 0; pixel < width * (height - 1); pixel += step) {
    if (pixel % width === width - 1) continue;
    const at = pixel * CHANNELS;
    seen++;
    let isFlat = true;
    for (let channel = at; channel < at + CHANNELS; channel++) {
      const below = data[channel + width * CHANNELS];
      if (data[channel] !== data[channel + CHANNELS] || data[channel] !== below) isFlat = false;
    }
    if (isFlat) flat++;
  }
  return flat >= LEAST_FLAT_SHARE * seen;
}
