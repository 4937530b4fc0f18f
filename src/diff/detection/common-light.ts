import type { Mask, RgbImage } from '../../imaging/image.ts';
import type { ToneTable } from '../../imaging/kernels/tone-planes.ts';
import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { fitTone, toneOf } from '../preprocess/tone-fit.ts';

/** What the bytes of red, green and blue of both pictures become in their common light, 0 to 255. */
export interface CommonLight {
  readonly a: readonly ToneTable[];
  readonly b: readonly ToneTable[];
}

/** Blocks looked at; more do not make the fit better than a tenth of a grey level. */
const MAX_BLOCKS = 4000;
/** Side of a block in pixels: its mean feels neither noise nor edges that lie a little beside themselves. */
const BLOCK_PX = 4;
const BLOCK_PIXELS = BLOCK_PX ** 2;
const CHANNELS = 3;

/** The mean of one channel over a block, and how many of its bytes are 0 or 255. */
function blockOf({ width, data }: RgbImage, corner: number, channel: number): { mean: number; cut: number } {
  let [sum, cut] = [0, 0];
  for (let y = 0; y < BLOCK_PX; y++) {
    const row = (corner + y * width) * CHANNELS + channel;
    for (let x = 0; x < BLOCK_PX; x++) {
      const byte = data[row + CHANNELS * x];
      sum += byte;
      if (byte === 0 || byte === MAX_GREY_LEVEL) cut++;
    }
  }
  return { mean: sum / BLOCK_PIXELS, cut };
}

/** Means of one channel over blocks that neither picture lost a part of at an end of the range; whole ones may be lost. */
function blockMeans(a: RgbImage, b: RgbImage, corners: readonly number[], channel: number) {
  const all: [number[], number[]] = [[], []];
  const telling: [number[], number[]] = [[], []];
  for (const corner of corners) {
    const [one, other] = [blockOf(a, corner, channel), blockOf(b, corner, channel)];
    if ([one, other].some(({ cut }) => cut > 0 && cut < BLOCK_PIXELS)) continue;
    // Where all of A is cut and B is not, a scanner made white paper grey: that tells much.
    for (const [ofA, ofB] of other.cut === 0 ? [all, telling] : [all]) {
      ofA.push(one.mean);
      ofB.push(other.mean);
    }
  }
  const toPairs = ([ofA, ofB]: [number[], number[]]) => ({ a: Float32Array.from(ofA), b: Float32Array.from(ofB) });
  return { telling: toPairs(telling), all: toPairs(all) };
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
  const tones = [0, 1, 2].map((channel) => {
    const { telling, all } = blockMeans(a, b, corners, channel);
    return fitTone(telling, all);
  });
  return {
    a: tones.map((tone) => {
      const [low, high] = [toneOf(tone, 0), toneOf(tone, MAX_GREY_LEVEL)];
      return tableOf((byte) => clip(byte, low, high));
    }),
    b: tones.map((tone) => tableOf((byte) => clip(toneOf(tone, byte), 0, MAX_GREY_LEVEL))),
  };
}
