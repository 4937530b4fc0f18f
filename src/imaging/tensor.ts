import { createRgbImage, type RgbImage } from './image.ts';

/** The order of a network's colour planes. */
export type ChannelOrder = 'rgb' | 'bgr';

const CHANNELS = 3;
const MAX_BYTE = 255;

/** Which channel of an image each plane holds. */
const CHANNEL_OF = { rgb: [0, 1, 2], bgr: [2, 1, 0] } as const;

/** Writes an image as planes, one channel after the other (CHW). `planes` has width * height * 3 elements. */
function writePlanes(image: RgbImage, planes: Uint8Array | Float32Array, order: ChannelOrder, divisor: number): void {
  const area = image.width * image.height;
  CHANNEL_OF[order].forEach((channel, plane) => {
    for (let pixel = 0; pixel < area; pixel++) {
      planes[plane * area + pixel] = image.data[pixel * CHANNELS + channel] / divisor;
    }
  });
}

/** An image as bytes, plane by plane: data[(channel * height + y) * width + x], red first. */
export function toBytePlanes(image: RgbImage): Uint8Array {
  const planes = new Uint8Array(image.data.length);
  writePlanes(image, planes, 'rgb', 1);
  return planes;
}

/** An image as real numbers from 0 to 1, plane by plane. */
export function toUnitPlanes(image: RgbImage, order: ChannelOrder): Float32Array {
  const planes = new Float32Array(image.data.length);
  writePlanes(image, planes, order, MAX_BYTE);
  return planes;
}

/** The image that planes with values from 0 to 255 hold. Values are rounded once and kept in range. */
export function fromPlanes(
  planes: ArrayLike<number>,
  width: number,
  height: number,
  order: ChannelOrder = 'rgb',
): RgbImage {
  const area = width * height;
  const image = createRgbImage(width, height);
  CHANNEL_OF[order].forEach((channel, plane) => {
    for (let pixel = 0; pixel < area; pixel++) {
      const value = Math.round(planes[plane * area + pixel]);
      image.data[pixel * CHANNELS + channel] = Math.min(MAX_BYTE, Math.max(0, value));
    }
  });
  return image;
}
