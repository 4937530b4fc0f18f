import type { Mask, RgbImage } from '../../imaging/image.ts';
import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { fitTone, IDENTITY_TONE, toneOf } from '../preprocess/tone-fit.ts';

/** What each byte of a channel becomes in the common light of a pair, 0 to 255. */
export type ToneTable = Float32Array;

/** Tables for red, green and blue of both pictures. */
export interface CommonLight {
  readonly a: readonly ToneTable[];
  readonly b: readonly ToneTable[];
}

/** Blocks looked at; more do not make the fit better than a tenth of a grey level. */
const MAX_BLOCKS = 8000;
/** Side of a block in pixels: its mean feels neither noise nor edges that lie a little beside themselves. */
const BLOCK_PX = 4;

/** Means of blocks that are spread evenly over the part that both pictures show, one plane a channel. */
function blockMeans({ width, data }: RgbImage, corners: readonly number[]): Float32Array[] {
  return [0, 1, 2].map((channel) => {
    const means = new Float32Array(corners.length);
    for (let at = 0; at < corners.length; at++) {
      let sum = 0;
      for (let y = 0; y < BLOCK_PX; y++) {
        const row = (corners[at] + y * width) * 3 + channel;
        for (let x = 0; x < BLOCK_PX; x++) sum += data[row + 3 * x];
      }
      means[at] = sum / BLOCK_PX ** 2;
    }
    return means;
  });
}

/** The top left pixels of the blocks whose diagonal lies in the overlap. */
function blockCorners({ width, height, data }: Mask): number[] {
  const step = Math.max(BLOCK_PX, Math.ceil(Math.sqrt((width * height) / MAX_BLOCKS)));
  const corners: number[] = [];
  for (let y = 0; y + BLOCK_PX <= height; y += step) {
    for (let x = 0; x + BLOCK_PX <= width; x += step) {
      const corner = y * width + x;
      if (data[corner] && data[corner + (BLOCK_PX - 1) * (width + 1)]) corners.push(corner);
    }
  }
  return corners;
}

const tableOf = (tone: (byte: number) => number) =>
  Float32Array.from({ length: MAX_GREY_LEVEL + 1 }, (_, at) => tone(at));
const clip = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/**
 * Finds the light that two registered pictures have in common: B gets A's tones, and A is cut to what B can show in
 * that light, so that highlights which one of them lost are no difference.
 *
 * @param overlap the pixels of A that B shows
 */
export function findCommonLight(a: RgbImage, b: RgbImage, overlap: Mask): CommonLight {
  const corners = blockCorners(overlap);
  const [meansA, meansB] = [blockMeans(a, corners), blockMeans(b, corners)];
  const tones = meansA.map((means, channel) => (corners.length > 0 ? fitTone(means, meansB[channel]) : IDENTITY_TONE));
  return {
    a: tones.map((tone) => {
      const [low, high] = [toneOf(tone, 0), toneOf(tone, MAX_GREY_LEVEL)];
      return tableOf((byte) => clip(byte, low, high));
    }),
    b: tones.map((tone) => tableOf((byte) => clip(toneOf(tone, byte), 0, MAX_GREY_LEVEL))),
  };
}
