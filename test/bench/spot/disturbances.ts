import sharp, { type Sharp } from 'sharp';
import { decodePicture } from '../../../src/imaging/codec.ts';
import { createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import {
  IDENTITY_MATRIX,
  invertMatrix,
  type ProjectiveMatrix,
  scaleAndShift,
} from '../../../src/imaging/projective.ts';
import type { Random } from '../../../src/imaging/random.ts';
import { warpImage } from '../../../src/imaging/warp.ts';

/** A disturbed picture and how it lies on what it was. */
export interface Disturbed {
  readonly image: RgbImage;
  /** Maps pixels of the undisturbed picture to those of the disturbed one; whole coordinates are pixel centres. */
  readonly matrix: ProjectiveMatrix;
}

/** Something that happens to picture B between us and the one who sends it. */
export interface Disturbance {
  readonly name: string;
  apply(image: RgbImage, random: Random): Promise<Disturbed>;
  /** What happens to picture A, if anything. It never moves. */
  applyToA?(image: RgbImage): Promise<RgbImage>;
}

const MAX_SIDE = 8000;

async function through(image: RgbImage, encode: (input: Sharp) => Sharp): Promise<RgbImage> {
  const raw = { width: image.width, height: image.height, channels: 3 } as const;
  const bytes = await encode(sharp(image.data, { raw })).toBuffer();
  return (await decodePicture(bytes, MAX_SIDE)).image;
}

/** Turns, scales and bends about the centre, then shifts; matrix maps pixels of the result to those of the image. */
function about({ width, height }: RgbImage, degrees: number, scale: number, bend: number, x: number, y: number) {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const [cx, cy] = [width / 2, height / 2];
  const g = bend / width;
  const h = -bend / height;
  const i = 1 - g * cx - h * cy;
  const [a, b, d, e] = [cos + (cx + x) * g, -sin + (cx + x) * h, sin + (cy + y) * g, cos + (cy + y) * h];
  const c = cx + x - (a - (cx + x) * g) * cx - (b - (cx + x) * h) * cy - (cx + x) * (g * cx + h * cy);
  const f = cy + y - (d - (cy + y) * g) * cx - (e - (cy + y) * h) * cy - (cy + y) * (g * cx + h * cy);
  return [a, b, c, d, e, f, g, h, i] as unknown as ProjectiveMatrix;
}

type Warp = (image: RgbImage, random: Random) => ProjectiveMatrix;

/** Warps by the matrix, which maps pixels of the result to those of the image, and encodes as a file that was sent. */
const warped = (name: string, warp: Warp, quality = 90): Disturbance => ({
  name,
  async apply(image, random) {
    const matrix = warp(image, random);
    const moved = warpImage(image, matrix, image).image;
    return { image: await jpeg(moved, quality, '4:4:4'), matrix: invertMatrix(matrix) };
  },
});

const jpeg = (image: RgbImage, quality: number, chromaSubsampling = '4:2:0') =>
  through(image, (input) => input.jpeg({ quality, chromaSubsampling }));

/** Whatever leaves every pixel where it is. */
const inPlace = (name: string, change: (image: RgbImage, random: Random) => Promise<RgbImage>): Disturbance => ({
  name,
  apply: async (image, random) => ({ image: await change(image, random), matrix: IDENTITY_MATRIX }),
});

const sign = (random: Random) => (random.next() < 0.5 ? -1 : 1);

function perByte(image: RgbImage, change: (value: number, channel: number) => number): RgbImage {
  const data = image.data.map((value, at) => Math.round(Math.min(255, Math.max(0, change(value, at % 3)))));
  return createRgbImage(image.width, image.height, data);
}

/** A sum of three uniform numbers is close enough to a normal one for scanner noise: standard deviation `sigma`. */
const noise = (random: Random, sigma: number) => (random.next() + random.next() + random.next() - 1.5) * 2 * sigma;

/** Not by the library: where that enlarges, it also shifts by half a pixel, and the truth must be exact. */
async function resize(image: RgbImage, random: Random): Promise<Disturbed> {
  const width = image.width + random.integer(2, 6) * sign(random);
  const height = image.height - random.integer(1, 5);
  const [x, y] = [width / image.width, height / image.height];
  const matrix = scaleAndShift(x, y, (x - 1) / 2, (y - 1) / 2);
  const resized = warpImage(image, invertMatrix(matrix), { width, height }).image;
  return { image: await jpeg(resized, 85), matrix };
}

async function crop(image: RgbImage, random: Random): Promise<Disturbed> {
  const [left, top] = [random.integer(2, 20), random.integer(2, 20)];
  const [width, height] = [image.width - left - random.integer(0, 12), image.height - top - 5];
  return {
    image: await through(image, (input) => input.extract({ left, top, width, height }).jpeg({ quality: 85 })),
    matrix: scaleAndShift(1, 1, -left, -top),
  };
}

/** A page on a scanner: a little askew, soft, of other light, noisy. */
async function scan(image: RgbImage, random: Random): Promise<Disturbed> {
  const matrix = about(image, random.between(0.1, 0.6) * sign(random), 1.004, 0, 4, 3);
  const moved = warpImage(image, matrix, image).image;
  const soft = await through(moved, (input) => input.blur(0.7).png());
  const noisy = perByte(soft, (value, channel) => value * [0.95, 0.97, 0.93][channel] + 8 + noise(random, 3));
  return { image: await jpeg(noisy, 80), matrix: invertMatrix(matrix) };
}

/** The pair as it is. */
export const UNDISTURBED = 'png';

export const DISTURBANCES: readonly Disturbance[] = [
  inPlace(UNDISTURBED, async (image) => image),
  inPlace('jpeg95', (image) => jpeg(image, 95)),
  inPlace('jpeg75', (image) => jpeg(image, 75)),
  inPlace('jpeg60', (image) => jpeg(image, 60)),
  { ...inPlace('both-jpeg70', (image) => jpeg(image, 70)), applyToA: (image) => jpeg(image, 80) },
  inPlace('webp80', (image) => through(image, (input) => input.webp({ quality: 80 }))),
  inPlace('gamma', async (image, random) => {
    const gamma = sign(random) > 0 ? 1.08 : 0.93;
    return perByte(image, (value) => 255 * (value / 255) ** gamma);
  }),
  inPlace('brightness', async (image) => perByte(image, (value) => value * 1.06 + 3)),
  inPlace('noise', async (image, random) => perByte(image, (value) => value + noise(random, 5))),
  warped('shift-small', (image, random) => about(image, 0, 1, 0, 1.5 * sign(random), -1.2)),
  warped('shift-30', (image, random) =>
    about(image, 0, 1, 0, random.between(12, 30) * sign(random), random.between(10, 30) * sign(random)),
  ),
  warped('rotate', (image, random) => about(image, random.between(0.4, 2) * sign(random), 1, 0, 3, -2)),
  warped('scale', (image, random) => about(image, 0, 1 + random.between(0.01, 0.03) * sign(random), 0, -2, 4)),
  warped('shear', ({ height }, random) => {
    const slant = random.between(0.005, 0.02) * sign(random);
    return [1, slant, (-slant * height) / 2, 0, 1, 0, 0, 0, 1];
  }),
  warped(
    'similarity-q60',
    (image, random) =>
      about(image, random.between(0.4, 1.2) * sign(random), 1 + random.between(0.005, 0.02) * sign(random), 0, 5, 6),
    60,
  ),
  warped('homography', (image, random) => about(image, 0.5, 1, random.between(0.01, 0.02) * sign(random), 3, -3)),
  { name: 'resize', apply: resize },
  { name: 'crop', apply: crop },
  { name: 'scan', apply: scan },
];
