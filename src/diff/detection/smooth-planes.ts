import { gaussianBlur } from '../../imaging/filters.ts';
import type { FloatPlanes, RgbImage } from '../../imaging/image.ts';
import type { ToneTable } from './common-light.ts';

/** Averages out single noisy pixels and compression noise. Pixels of the picture. */
export const BLUR_SIGMA_PX = 1.5;

/** One channel at full size, each byte replaced by its tone. */
function wholePlane({ width, height, data }: RgbImage, channel: number, table: ToneTable): Float32Array {
  const plane = new Float32Array(width * height);
  for (let pixel = 0, at = channel; pixel < plane.length; pixel++, at += 3) plane[pixel] = table[data[at]];
  return plane;
}

/** The same at half the size: means of two by two pixels, an odd last row or column dropped. */
function halfPlane({ width, height, data }: RgbImage, channel: number, table: ToneTable): Float32Array {
  const [halfWidth, halfHeight] = [width >> 1, height >> 1];
  const plane = new Float32Array(halfWidth * halfHeight);
  for (let y = 0, to = 0; y < halfHeight; y++) {
    let p = 2 * y * width * 3 + channel;
    let q = p + width * 3;
    for (let x = 0; x < halfWidth; x++, to++, p += 6, q += 6) {
      plane[to] = 0.25 * (table[data[p]] + table[data[p + 3]] + table[data[q]] + table[data[q + 3]]);
    }
  }
  return plane;
}

/**
 * Red, green and blue of a picture, smoothed, in the light of the tables.
 *
 * @param halvings 0, or 1 for planes of half the size
 */
export function smoothPlanes(image: RgbImage, tables: readonly ToneTable[], halvings: 0 | 1): FloatPlanes {
  const [width, height] = [image.width >> halvings, image.height >> halvings];
  const make = halvings === 0 ? wholePlane : halfPlane;
  const smooth = (channel: number) =>
    gaussianBlur(make(image, channel, tables[channel]), width, height, BLUR_SIGMA_PX / 2 ** halvings);
  return { width, height, planes: [smooth(0), smooth(1), smooth(2)] };
}
