import type { FloatPlanes } from '../../imaging/image.ts';
import { reflect } from '../../imaging/kernels/plane-blur.ts';
import { MIDDLE_GREY_LEVEL, mapPlanes } from '../../imaging/planes.ts';
import { joinPlane, splitPlane } from './daubechies.ts';
import type { Preprocessor } from './preprocessor.ts';

/** Detail up to about eight pixels: edges, texture and small things. */
const LEVELS = 3;
const BLOCK = 2 ** LEVELS;
/** Pixels; beyond the support of the coarsest wavelet (22), so that nothing comes back in from the other side. */
const MARGIN = 3 * BLOCK;

const paddedSide = (side: number) => Math.ceil(side / BLOCK) * BLOCK + 2 * MARGIN;

function padMirrored(plane: Float32Array, width: number, height: number): Float64Array {
  const paddedWidth = paddedSide(width);
  const padded = new Float64Array(paddedWidth * paddedSide(height));
  const columns = Int32Array.from({ length: paddedWidth }, (_, x) => reflect(x - MARGIN, width));
  for (let at = 0, y = 0; at < padded.length; y++) {
    const row = reflect(y - MARGIN, height) * width;
    for (let x = 0; x < paddedWidth; x++, at++) padded[at] = plane[row + columns[x]];
  }
  return padded;
}

function detailOf(plane: Float32Array, width: number, height: number): Float32Array {
  const padded = padMirrored(plane, width, height);
  const [paddedWidth, paddedHeight] = [paddedSide(width), paddedSide(height)];
  splitPlane(padded, paddedWidth, paddedHeight, LEVELS);
  for (let y = 0; y < paddedHeight / BLOCK; y++) padded.fill(0, y * paddedWidth, y * paddedWidth + paddedWidth / BLOCK);
  joinPlane(padded, paddedWidth, paddedHeight, LEVELS);
  const result = new Float32Array(plane.length);
  for (let y = 0, to = 0; y < height; y++) {
    const from = (y + MARGIN) * paddedWidth + MARGIN;
    for (let x = 0; x < width; x++, to++) result[to] = padded[from + x] + MIDDLE_GREY_LEVEL;
  }
  return result;
}

const detailOfPicture = (picture: FloatPlanes) =>
  mapPlanes(picture, (plane) => detailOf(plane, picture.width, picture.height));

/** The detail bands of three levels of an orthogonal wavelet transform, as a picture around middle grey. */
export const wavelet: Preprocessor = ([a, b]) => [detailOfPicture(a), detailOfPicture(b)];
