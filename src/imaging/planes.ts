import type { FloatPlanes, RgbImage } from './image.ts';

type Plane = Float32Array;

/** The largest value of an 8-bit channel; planes made from pictures hold 0 to MAX_GREY_LEVEL. */
export const MAX_GREY_LEVEL = 255;
/** The middle of the range: what stands for "nothing" where a plane holds differences to both sides. */
export const MIDDLE_GREY_LEVEL = 128;

/** The three channels of a picture as real planes: red, green, blue, 0 to 255 each. */
export function rgbToPlanes({ width, height, data }: RgbImage): FloatPlanes {
  const plane = (channel: number): Plane => {
    const result = new Float32Array(width * height);
    for (let pixel = 0, at = channel; pixel < result.length; pixel++, at += 3) result[pixel] = data[at];
    return result;
  };
  return { width, height, planes: [plane(0), plane(1), plane(2)] };
}

/** New planes of the same size, each made from the old plane of its channel. */
export function mapPlanes(
  { width, height, planes }: FloatPlanes,
  make: (plane: Plane, channel: number) => Plane,
): FloatPlanes {
  return { width, height, planes: [make(planes[0], 0), make(planes[1], 1), make(planes[2], 2)] };
}
