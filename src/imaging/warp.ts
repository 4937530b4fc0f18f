import type { Size } from '../contract/geometry.ts';
import { createMask, createRgbImage, type Mask, type RgbImage } from './image.ts';
import type { ProjectiveMatrix } from './projective.ts';

/** Parts of a pixel that are told apart when an image is read between its pixels. */
const FRACTIONS = 256;
const TAPS = 4;
const CHANNELS = 3;
const MAX_BYTE = 255;
/** So far outside a picture a point still counts as on its border: rounding must not cost a row. */
const BORDER_SLACK_PX = 0.01;

/** Weights are whole numbers that sum to two to this power: bytes are then summed without a conversion. */
const WEIGHT_BITS = 11;
const WEIGHT_ONE = 2 ** WEIGHT_BITS;
const SUM_BITS = 2 * WEIGHT_BITS;
const SUM_HALF = 2 ** (SUM_BITS - 1);

/** The four weights at a fraction (Keys 1981, a = -1/2: exact for parabolas); the largest takes the rounding. */
function cubicWeights(t: number): number[] {
  const weights = [
    ((2 - t) * t - 1) * t * 0.5,
    ((3 * t - 5) * t * t + 2) * 0.5,
    ((4 - 3 * t) * t + 1) * t * 0.5,
    (t - 1) * t * t * 0.5,
  ].map((weight) => Math.round(weight * WEIGHT_ONE));
  weights[t < 0.5 ? 1 : 2] += WEIGHT_ONE - weights.reduce((sum, weight) => sum + weight, 0);
  return weights;
}

const CUBIC_WEIGHTS = Int32Array.from(
  Array.from({ length: FRACTIONS + 1 }, (_, at) => cubicWeights(at / FRACTIONS)).flat(),
);

/** A weighted sum of bytes as a byte, rounded to nearest. */
function toByte(sum: number): number {
  const value = (sum + SUM_HALF) >> SUM_BITS;
  return value < 0 ? 0 : value > MAX_BYTE ? MAX_BYTE : value;
}

function clampIndex(index: number, length: number): number {
  return index < 0 ? 0 : index >= length ? length - 1 : index;
}

/** Reads one pixel where the four by four pixels around the point do not all lie in the image: the border repeats. */
function readAtBorder(from: RgbImage, left: number, top: number, wx: number, wy: number, out: Uint8Array, to: number) {
  for (let channel = 0; channel < CHANNELS; channel++) {
    let sum = 0;
    for (let j = 0; j < TAPS; j++) {
      const row = clampIndex(top + j, from.height) * from.width;
      for (let i = 0; i < TAPS; i++) {
        const weight = CUBIC_WEIGHTS[wx + i] * CUBIC_WEIGHTS[wy + j];
        sum += weight * from.data[(row + clampIndex(left + i, from.width)) * CHANNELS + channel];
      }
    }
    out[to + channel] = toByte(sum);
  }
}

/** Reads one pixel well inside the image. Written out: this is the hot loop of every warp. */
function readInside(from: RgbImage, left: number, top: number, wx: number, wy: number, out: Uint8Array, to: number) {
  const { data, width } = from;
  const { imul } = Math;
  const x0 = CUBIC_WEIGHTS[wx];
  const x1 = CUBIC_WEIGHTS[wx + 1];
  const x2 = CUBIC_WEIGHTS[wx + 2];
  const x3 = CUBIC_WEIGHTS[wx + 3];
  let red = 0;
  let green = 0;
  let blue = 0;
  let at = (top * width + left) * CHANNELS;
  for (let j = 0; j < TAPS; j++, at += width * CHANNELS) {
    const weight = CUBIC_WEIGHTS[wy + j];
    red += imul(weight, imul(x0, data[at]) + imul(x1, data[at + 3]) + imul(x2, data[at + 6]) + imul(x3, data[at + 9]));
    green += imul(
      weight,
      imul(x0, data[at + 1]) + imul(x1, data[at + 4]) + imul(x2, data[at + 7]) + imul(x3, data[at + 10]),
    );
    blue += imul(
      weight,
      imul(x0, data[at + 2]) + imul(x1, data[at + 5]) + imul(x2, data[at + 8]) + imul(x3, data[at + 11]),
    );
  }
  out[to] = toByte(red);
  out[to + 1] = toByte(green);
  out[to + 2] = toByte(blue);
}

/** An image laid onto another's grid. */
export interface WarpedImage {
  readonly image: RgbImage;
  /** Set where the other image shows something; elsewhere the image repeats its border. */
  readonly valid: Mask;
}

/**
 * Lays an image onto the grid of another: pixel p of the result shows the image at matrix * p (bicubic).
 *
 * @param matrix maps the grid's pixels to the image's; whole coordinates are pixel centres
 * @param size of the grid
 */
export function warpImage(from: RgbImage, matrix: ProjectiveMatrix, { width, height }: Size): WarpedImage {
  const image = createRgbImage(width, height);
  const valid = createMask(width, height);
  const [a, b, c, d, e, f, g, h, i] = matrix;
  const maxX = from.width - 1;
  const maxY = from.height - 1;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const scale = 1 / (g * x + h * y + i);
      const fromX = (a * x + b * y + c) * scale;
      const fromY = (d * x + e * y + f) * scale;
      const isInside =
        fromX >= -BORDER_SLACK_PX &&
        fromY >= -BORDER_SLACK_PX &&
        fromX <= maxX + BORDER_SLACK_PX &&
        fromY <= maxY + BORDER_SLACK_PX;
      valid.data[pixel] = isInside ? 1 : 0;
      const nearX = fromX < 0 ? 0 : fromX > maxX ? maxX : fromX;
      const nearY = fromY < 0 ? 0 : fromY > maxY ? maxY : fromY;
      const column = nearX | 0;
      const row = nearY | 0;
      const wx = (((nearX - column) * FRACTIONS + 0.5) | 0) * TAPS;
      const wy = (((nearY - row) * FRACTIONS + 0.5) | 0) * TAPS;
      const isWithin = column >= 1 && row >= 1 && column + 2 <= maxX && row + 2 <= maxY;
      if (isWithin) readInside(from, column - 1, row - 1, wx, wy, image.data, pixel * CHANNELS);
      else readAtBorder(from, column - 1, row - 1, wx, wy, image.data, pixel * CHANNELS);
    }
  }
  return { image, valid };
}

/** Lays a mask onto another grid by nearest neighbour; what lies outside it is not set. */
export function warpMask(from: Mask, matrix: ProjectiveMatrix, { width, height }: Size): Mask {
  const mask = createMask(width, height);
  const [a, b, c, d, e, f, g, h, i] = matrix;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const scale = 1 / (g * x + h * y + i);
      const column = Math.round((a * x + b * y + c) * scale);
      const row = Math.round((d * x + e * y + f) * scale);
      if (column < 0 || row < 0 || column >= from.width || row >= from.height) continue;
      mask.data[pixel] = from.data[row * from.width + column];
    }
  }
  return mask;
}
