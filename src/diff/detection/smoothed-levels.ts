import type { Box } from '../../contract/geometry.ts';
import { gaussianKernel } from '../../imaging/filters.ts';
import type { FloatPlanes, RgbImage } from '../../imaging/image.ts';
import { blurInPlace } from '../../imaging/kernels/plane-blur.ts';
import { withPlaneRoom } from '../../imaging/kernels/plane-room.ts';
import { BLUR_SIGMA_PX } from './smooth-planes.ts';

/** Rows that are smoothed at a time: their planes stay in the processor's own memory. */
const BAND_ROWS = 128;
/** Three planes of the difference, and one to work in. */
const PLANES = 4;

/** A minus B in a box. */
function subtract(a: RgbImage, b: RgbImage, { x, y, width, height }: Box, { planes }: FloatPlanes): void {
  const [red, green, blue] = planes;
  for (let row = 0, to = 0; row < height; row++) {
    let at = ((y + row) * a.width + x) * 3;
    for (const end = to + width; to < end; to++, at += 3) {
      red[to] = a.data[at] - b.data[at];
      green[to] = a.data[at + 1] - b.data[at + 1];
      blue[to] = a.data[at + 2] - b.data[at + 2];
    }
  }
}

/** The size of the channel that differs most, of so many pixels from one on. */
function largestChannel({ planes: [red, green, blue] }: FloatPlanes, from: number, result: Float32Array): void {
  for (let at = 0, pixel = from; at < result.length; at++, pixel++) {
    const r = Math.abs(red[pixel]);
    const g = Math.abs(green[pixel]);
    const b = Math.abs(blue[pixel]);
    const larger = r > g ? r : g;
    result[at] = larger > b ? larger : b;
  }
}

/**
 * By how much two images of one size differ at each pixel of a box: grey levels of the channel that differs most after
 * smoothing (which is linear, so it is enough to smooth the difference), mirrored at the border of the box.
 */
export function smoothedLevels(a: RgbImage, b: RgbImage, { x, y, width, height }: Box): Float32Array {
  const levels = new Float32Array(width * height);
  const weights = gaussianKernel(BLUR_SIGMA_PX);
  const reach = (weights.length - 1) / 2;
  for (let from = 0; from < height; from += BAND_ROWS) {
    const to = Math.min(height, from + BAND_ROWS);
    // Rows beyond the band take part, so that it is smoothed as it would be in the whole.
    const [top, bottom] = [Math.max(0, from - reach), Math.min(height, to + reach)];
    const band = { x, y: y + top, width, height: bottom - top };
    withPlaneRoom({ width, height: band.height, planes: PLANES, bytes: 2 * weights.byteLength }, (room) => {
      const difference = room.planes();
      subtract(a, b, band, difference);
      for (const plane of difference.planes) blurInPlace(room, plane, weights);
      largestChannel(difference, (from - top) * width, levels.subarray(from * width, to * width));
    });
  }
  return levels;
}
