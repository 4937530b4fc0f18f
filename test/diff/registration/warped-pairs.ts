import type { Size } from '../../../src/contract/geometry.ts';
import { createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { composeMatrices, invertMatrix, mapPoint, type ProjectiveMatrix } from '../../../src/imaging/projective.ts';
import { createRandom } from '../../../src/imaging/random.ts';
import { warpImage } from '../../../src/imaging/warp.ts';

/** Pixels of the scene that lie beyond each border of the first picture, so that the second has something to show. */
export const MARGIN_PX = 48;
const OCTAVES = [96, 48, 24, 12, 6];
const GRID_POINTS = 9;
const DISCS = 7;

/** Smooth random hills of one wavelength: values -1 to 1, bent smoothly between the points of a lattice. */
function hills({ width, height }: Size, wavelength: number, seed: string): Float32Array {
  const random = createRandom(seed);
  const columns = Math.ceil(width / wavelength) + 2;
  const rows = Math.ceil(height / wavelength) + 2;
  const lattice = Float32Array.from({ length: columns * rows }, () => random.between(-1, 1));
  const bend = (t: number) => t * t * t * (t * (6 * t - 15) + 10);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.floor(y / wavelength);
    const ty = bend(y / wavelength - top);
    for (let x = 0; x < width; x++) {
      const left = Math.floor(x / wavelength);
      const tx = bend(x / wavelength - left);
      const at = top * columns + left;
      const upper = lattice[at] * (1 - tx) + lattice[at + 1] * tx;
      const lower = lattice[at + columns] * (1 - tx) + lattice[at + columns + 1] * tx;
      values[y * width + x] = upper * (1 - ty) + lower * ty;
    }
  }
  return values;
}

/** A scene of random hills of several sizes. `soft` leaves the fine ones away, like a photo out of focus. */
export function scene(size: Size, seed: string, soft = false): RgbImage {
  const image = createRgbImage(size.width, size.height);
  const octaves = soft ? OCTAVES.slice(0, 2) : OCTAVES;
  for (let channel = 0; channel < 3; channel++) {
    const sum = new Float32Array(size.width * size.height);
    for (const wavelength of octaves) {
      // One part of each hill is common to all channels, as light is.
      const common = hills(size, wavelength, `${seed}/${wavelength}`);
      const own = hills(size, wavelength, `${seed}/${wavelength}/${channel}`);
      for (let at = 0; at < sum.length; at++) sum[at] += (26 * common[at] + 12 * own[at]) * (soft ? 1.4 : 1);
    }
    for (let at = 0; at < sum.length; at++)
      image.data[at * 3 + channel] = Math.max(0, Math.min(255, Math.round(128 + sum[at])));
  }
  return image;
}

const RADIANS = Math.PI / 180;

/** Turns by `degrees` and scales about the middle of a picture, then shifts. */
export function similarity({ width, height }: Size, degrees: number, scale: number, x: number, y: number): number[] {
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const [c, s] = [scale * Math.cos(degrees * RADIANS), scale * Math.sin(degrees * RADIANS)];
  return [c, -s, cx - c * cx + s * cy + x, s, c, cy - s * cx - c * cy + y, 0, 0, 1];
}

/** A mild projective map: at 768 x 512 it moves the pixels by about 7 (root mean square). */
export function mildHomography({ width, height }: Size): number[] {
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const toMiddle = [1, 0, -cx, 0, 1, -cy, 0, 0, 1];
  const back = [1, 0, cx, 0, 1, cy, 0, 0, 1];
  const bent = [1.008, 0.012, 3.1, -0.006, 0.994, -2.4, 0.028 / width, -0.02 / height, 1];
  return composeMatrices(back, composeMatrices(bent, toMiddle));
}

/** The five disturbances that the published measurements use. */
export function standardWarps(size: Size): Record<string, number[]> {
  return {
    shift: similarity(size, 0, 1, 7.3, -4.6),
    turn: similarity(size, 1.2, 1, 0, 0),
    scale: similarity(size, 0, 0.97, 0, 0),
    all: similarity(size, 1.2, 0.97, 7.3, -4.6),
    homography: mildHomography(size),
  };
}

export interface WarpedPair {
  readonly a: RgbImage;
  readonly b: RgbImage;
}

/** Two views of a scene: the first is its middle, the second shows at matrix * p what the first shows at p. */
export function warpedPair(whole: RgbImage, matrix: ProjectiveMatrix, sizeB?: Size): WarpedPair {
  const size = { width: whole.width - 2 * MARGIN_PX, height: whole.height - 2 * MARGIN_PX };
  const intoScene = [1, 0, MARGIN_PX, 0, 1, MARGIN_PX, 0, 0, 1];
  const { image: a } = warpImage(whole, intoScene, size);
  const { image: b } = warpImage(whole, composeMatrices(intoScene, invertMatrix(matrix)), sizeB ?? size);
  return { a, b };
}

/** Paints seven discs of random colour, each 0.1 to 2 % of the picture. */
export function paintDiscs(image: RgbImage, seed: string): RgbImage {
  const random = createRandom(seed);
  const painted = createRgbImage(image.width, image.height, image.data.slice());
  for (let disc = 0; disc < DISCS; disc++) {
    const radius = Math.sqrt((random.between(0.001, 0.02) * image.width * image.height) / Math.PI);
    const [x, y] = [random.between(radius, image.width - radius), random.between(radius, image.height - radius)];
    const colour = [random.integer(0, 255), random.integer(0, 255), random.integer(0, 255)];
    for (let row = Math.ceil(y - radius); row < y + radius; row++) {
      for (let column = Math.ceil(x - radius); column < x + radius; column++) {
        if (Math.hypot(column - x, row - y) <= radius) painted.data.set(colour, (row * image.width + column) * 3);
      }
    }
  }
  return painted;
}

/** Root mean square distance, over 9 x 9 points of A, between where two matrices put them. Pixels. */
export function gridError({ width, height }: Size, found: ProjectiveMatrix, truth: ProjectiveMatrix): number {
  let sum = 0;
  for (let j = 0; j < GRID_POINTS; j++) {
    for (let i = 0; i < GRID_POINTS; i++) {
      const point = { x: (i * (width - 1)) / (GRID_POINTS - 1), y: (j * (height - 1)) / (GRID_POINTS - 1) };
      const one = mapPoint(found, point);
      const other = mapPoint(truth, point);
      sum += (one.x - other.x) ** 2 + (one.y - other.y) ** 2;
    }
  }
  return Math.sqrt(sum / GRID_POINTS ** 2);
}
