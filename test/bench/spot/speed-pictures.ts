import type { Size } from '../../../src/contract/geometry.ts';
import type { RgbImage } from '../../../src/imaging/image.ts';
import { warpImage } from '../../../src/imaging/warp.ts';
import { mildHomography, similarity } from '../../diff/registration/warped-pairs.ts';
import { decodeRgb, jpegOf } from '../../support/encode.ts';
import { drawShapes, type Shape } from '../../support/pictures.ts';
import { detailedPicture } from '../detailed-picture.ts';

/** Two pictures to be timed. */
export interface SpeedPair {
  readonly a: RgbImage;
  readonly b: RgbImage;
}

const QUALITY = 90;
const CHANGES = 7;
/** Side of a changed thing as a share of the picture's height. */
const CHANGE_RATIO = 0.06;

/** Seven things that one picture has and the other has not. */
function changes({ width, height }: Size): Shape[] {
  return Array.from({ length: CHANGES }, (_, index) => ({
    kind: 'disc' as const,
    centre: {
      x: Math.round((width * (index + 1)) / (CHANGES + 1)),
      y: Math.round(height * (0.2 + 0.6 * ((index * 0.37) % 1))),
    },
    size: Math.round(height * CHANGE_RATIO),
    colour: [230 - 30 * index, 40 + 25 * index, 60] as const,
  }));
}

/** A detailed picture and the same one with seven changes, both lossless: as our own puzzles are. */
export function ownPair(size: Size): SpeedPair {
  const a = detailedPicture(size, 'speed');
  return { a, b: drawShapes(a, changes(size)) };
}

const asSent = async (image: RgbImage) => decodeRgb(await jpegOf(image, QUALITY));

/** The ways in which pictures reach the engine. */
export const SPEED_CASES = {
  aligned: async (size: Size) => {
    const { a, b } = ownPair(size);
    return { a, b: await asSent(b) };
  },
  affine: async (size: Size) => {
    const { a, b } = ownPair(size);
    return { a, b: await asSent(warpImage(b, similarity(size, 0.8, 1.01, 5, -4), size).image) };
  },
  homography: async (size: Size) => {
    const { a, b } = ownPair(size);
    return { a, b: await asSent(warpImage(b, mildHomography(size), size).image) };
  },
} as const satisfies Record<string, (size: Size) => Promise<SpeedPair>>;

export type SpeedCase = keyof typeof SPEED_CASES;
