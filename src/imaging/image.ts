/**
 * Pixels travel in small structs that are checked once, when they are made. All are row-major, x to the right, y down.
 */

/** 8-bit sRGB, interleaved: data[(y * width + x) * 3 + channel], channels red, green, blue. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One byte a pixel, 0 or 1: data[y * width + x]. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One label a pixel, 0 to count - 1: data[y * width + x]. */
export interface LabelMap {
  readonly width: number;
  readonly height: number;
  readonly data: Int32Array;
  readonly count: number;
}

/** One real number a pixel: data[y * width + x]. Whoever returns one says its range. */
export interface FloatMap {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Three real planes of one size, as colour spaces need them: planes[channel][y * width + x]. */
export interface FloatPlanes {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly [Float32Array, Float32Array, Float32Array];
}

const RGB_CHANNELS = 3;

function checkSize(kind: string, width: number, height: number, expectedLength: number, actualLength: number): void {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(`${kind}: expected whole, positive sides, received ${width} x ${height}`);
  }
  if (actualLength !== expectedLength) {
    throw new RangeError(`${kind}: ${width} x ${height} needs ${expectedLength} values, received ${actualLength}`);
  }
}

/**
 * Makes an RgbImage, black unless `data` is given (which is kept, not copied).
 *
 * @throws RangeError when the sides are not positive whole numbers or the data does not fit them
 */
export function createRgbImage(
  width: number,
  height: number,
  data: Uint8Array = new Uint8Array(width * height * RGB_CHANNELS),
): RgbImage {
  checkSize('RgbImage', width, height, width * height * RGB_CHANNELS, data.length);
  return { width, height, data };
}

/** Makes a Mask, empty unless `data` (0 or 1 each) is given. @throws RangeError as createRgbImage does */
export function createMask(width: number, height: number, data: Uint8Array = new Uint8Array(width * height)): Mask {
  checkSize('Mask', width, height, width * height, data.length);
  return { width, height, data };
}

/** Makes a FloatMap, zero unless `data` is given. @throws RangeError as createRgbImage does */
export function createFloatMap(
  width: number,
  height: number,
  data: Float32Array = new Float32Array(width * height),
): FloatMap {
  checkSize('FloatMap', width, height, width * height, data.length);
  return { width, height, data };
}

/** Makes a LabelMap of `count` labels. @throws RangeError as createRgbImage does */
export function createLabelMap(width: number, height: number, data: Int32Array, count: number): LabelMap {
  checkSize('LabelMap', width, height, width * height, data.length);
  return { width, height, data, count };
}

/** A copy that may be changed without changing the other. */
export function copyRgbImage(image: RgbImage): RgbImage {
  return createRgbImage(image.width, image.height, new Uint8Array(image.data));
}
