import sharp, { type Sharp } from 'sharp';
import { decodePicture } from '../../../src/imaging/codec.ts';
import { createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import type { ProjectiveMatrix } from '../../../src/imaging/projective.ts';
import type { Random } from '../../../src/imaging/random.ts';
import { warpImage } from '../../../src/imaging/warp.ts';

/** Something that happens to picture B between us and the one who sends it. */
export interface Disturbance {
  readonly name: string;
  /** Whether it moves pixels: such pairs need registration. */
  readonly moves: boolean;
  apply(image: RgbImage, random: Random): Promise<RgbImage>;
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

const warped =
  (matrix: (image: RgbImage, random: Random) => ProjectiveMatrix, quality = 90) =>
  async (image: RgbImage, random: Random) => {
    const moved = warpImage(image, matrix(image, random), image).image;
    return through(moved, (input) => input.jpeg({ quality, chromaSubsampling: '4:4:4' }));
  };

const sign = (random: Random) => (random.next() < 0.5 ? -1 : 1);

function perByte(image: RgbImage, change: (value: number, channel: number) => number): RgbImage {
  const data = image.data.map((value, at) => Math.round(Math.min(255, Math.max(0, change(value, at % 3)))));
  return createRgbImage(image.width, image.height, data);
}

/** A sum of three uniform numbers is close enough to a normal one for scanner noise. */
const noise = (random: Random, sigma: number) => (random.next() + random.next() + random.next() - 1.5) * 2 * sigma;

export const DISTURBANCES: readonly Disturbance[] = [
  { name: 'png', moves: false, apply: async (image) => image },
  { name: 'jpeg95', moves: false, apply: (image) => through(image, (input) => input.jpeg({ quality: 95 })) },
  { name: 'jpeg75', moves: false, apply: (image) => through(image, (input) => input.jpeg({ quality: 75 })) },
  { name: 'jpeg60', moves: false, apply: (image) => through(image, (input) => input.jpeg({ quality: 60 })) },
  { name: 'webp80', moves: false, apply: (image) => through(image, (input) => input.webp({ quality: 80 })) },
  {
    name: 'gamma',
    moves: false,
    apply: async (image, random) => {
      const gamma = sign(random) > 0 ? 1.08 : 0.93;
      return perByte(image, (value) => 255 * (value / 255) ** gamma);
    },
  },
  { name: 'brightness', moves: false, apply: async (image) => perByte(image, (value) => value * 1.06 + 3) },
  {
    name: 'shift-small',
    moves: true,
    apply: warped((image, random) => about(image, 0, 1, 0, 1.5 * sign(random), -1.2)),
  },
  {
    name: 'shift-30',
    moves: true,
    apply: warped((image, random) =>
      about(image, 0, 1, 0, random.between(12, 30) * sign(random), random.between(10, 30) * sign(random)),
    ),
  },
  {
    name: 'rotate',
    moves: true,
    apply: warped((image, random) => about(image, random.between(0.4, 2) * sign(random), 1, 0, 3, -2)),
  },
  {
    name: 'scale',
    moves: true,
    apply: warped((image, random) => about(image, 0, 1 + random.between(0.01, 0.03) * sign(random), 0, -2, 4)),
  },
  {
    name: 'similarity-q60',
    moves: true,
    apply: warped(
      (image, random) =>
        about(image, random.between(0.4, 1.2) * sign(random), 1 + random.between(0.005, 0.02) * sign(random), 0, 5, 6),
      60,
    ),
  },
  {
    name: 'homography',
    moves: true,
    apply: warped((image, random) => about(image, 0.5, 1, random.between(0.01, 0.02) * sign(random), 3, -3)),
  },
  {
    name: 'resize',
    moves: true,
    apply: async (image, random) =>
      through(image, (input) =>
        input
          .resize(image.width + random.integer(2, 6) * sign(random), image.height - random.integer(1, 5), {
            fit: 'fill',
          })
          .jpeg({ quality: 85 }),
      ),
  },
  {
    name: 'crop',
    moves: true,
    apply: async (image, random) => {
      const [left, top] = [random.integer(2, 20), random.integer(2, 20)];
      return through(image, (input) =>
        input
          .extract({ left, top, width: image.width - left - random.integer(0, 12), height: image.height - top - 5 })
          .jpeg({ quality: 85 }),
      );
    },
  },
  {
    name: 'scan',
    moves: true,
    apply: async (image, random) => {
      const moved = warpImage(
        image,
        about(image, random.between(0.1, 0.6) * sign(random), 1.004, 0, 4, 3),
        image,
      ).image;
      const soft = await through(moved, (input) => input.blur(0.7).png());
      const noisy = perByte(soft, (value, channel) => value * [0.95, 0.97, 0.93][channel] + 8 + noise(random, 3));
      return through(noisy, (input) => input.jpeg({ quality: 80 }));
    },
  },
];
