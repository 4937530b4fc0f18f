import { decodePicture, encodeJpeg } from '../../imaging/codec.ts';
import { gaussianBlur } from '../../imaging/filters.ts';
import { createRgbImage, type RgbImage } from '../../imaging/image.ts';
import type { Random } from '../../imaging/random.ts';

/** What a camera does to a picture; each part is left out when absent. */
export interface PhotoFinish {
  /** Softness of the lens: standard deviation in pixels. */
  readonly blurPx?: number;
  /** How much darker the corners are, 0 to 1. */
  readonly vignette?: number;
  /** Sensor noise: standard deviation in 8-bit levels. */
  readonly noise?: number;
  /** Loss of a JPEG file: quality 1 to 100. */
  readonly jpegQuality?: number;
}

/** What a decent telephone makes of a page. */
export const PHONE_FINISH: PhotoFinish = { blurPx: 0.7, vignette: 0.22, noise: 4, jpegQuality: 86 };
/** The grain of drawing paper: faint, and nothing else. */
export const PAPER_FINISH: PhotoFinish = { noise: 2.2 };

const CHANNELS = 3;

function clampToByte(level: number): number {
  return Math.max(0, Math.min(255, Math.round(level)));
}

function blur({ width, height, data }: RgbImage, sigma: number): RgbImage {
  const blurred = new Uint8Array(data.length);
  for (let channel = 0; channel < CHANNELS; channel++) {
    const plane = Float32Array.from({ length: width * height }, (_, pixel) => data[pixel * CHANNELS + channel]);
    gaussianBlur(plane, width, height, sigma).forEach((level, pixel) => {
      blurred[pixel * CHANNELS + channel] = clampToByte(level);
    });
  }
  return createRgbImage(width, height, blurred);
}

/** Darkens by the square of the distance to the centre; the corners get the full strength. */
function darkenCorners({ width, height, data }: RgbImage, strength: number): RgbImage {
  const darkened = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [(2 * x) / width - 1, (2 * y) / height - 1];
      const light = 1 - (strength * (dx * dx + dy * dy)) / 2;
      const at = (y * width + x) * CHANNELS;
      for (let channel = 0; channel < CHANNELS; channel++) {
        darkened[at + channel] = clampToByte(data[at + channel] * light);
      }
    }
  }
  return createRgbImage(width, height, darkened);
}

/** One draw a pixel (Box and Muller), the same for all channels: noise in brightness is what eyes and JPEG keep. */
function addNoise({ width, height, data }: RgbImage, sigma: number, random: Random): RgbImage {
  const noisy = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += CHANNELS) {
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
    const grain = sigma * radius * Math.cos(2 * Math.PI * random.next());
    for (let channel = at; channel < at + CHANNELS; channel++) noisy[channel] = clampToByte(data[channel] + grain);
  }
  return createRgbImage(width, height, noisy);
}

/** Makes a drawing look photographed: lens, corners, sensor, file, in this order. */
export async function photograph(image: RgbImage, finish: PhotoFinish, random: Random): Promise<RgbImage> {
  let result = image;
  if (finish.blurPx !== undefined) result = blur(result, finish.blurPx);
  if (finish.vignette !== undefined) result = darkenCorners(result, finish.vignette);
  if (finish.noise !== undefined) result = addNoise(result, finish.noise, random);
  if (finish.jpegQuality === undefined) return result;
  const { bytes } = await encodeJpeg(result, finish.jpegQuality);
  return (await decodePicture(bytes, Math.max(image.width, image.height))).image;
}
