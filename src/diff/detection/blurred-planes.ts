import { gaussianBlur } from '../../imaging/filters.ts';
import type { RgbImage } from '../../imaging/image.ts';

/** Red, green and blue of an image after a Gaussian blur, 0 to 255. */
export type BlurredPlanes = readonly [Float32Array, Float32Array, Float32Array];

/** Blurs the three channels of an image. @param sigma standard deviation in pixels */
export function blurPlanes(image: RgbImage, sigma: number): BlurredPlanes {
  const plane = (channel: number) => {
    const values = new Float32Array(image.width * image.height);
    for (let pixel = 0, at = channel; pixel < values.length; pixel++, at += 3) values[pixel] = image.data[at];
    return gaussianBlur(values, image.width, image.height, sigma);
  };
  return [plane(0), plane(1), plane(2)];
}
