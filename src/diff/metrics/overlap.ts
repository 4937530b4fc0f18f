import { otsuLevel } from '../../imaging/histogram.ts';
import { createFloatMap, type FloatMap, type FloatPlanes } from '../../imaging/image.ts';
import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { channelPairs, requireSameShape } from './metric.ts';

/** How many pixels are set in each of two masks and in both. */
export interface Overlap {
  readonly inA: number;
  readonly inB: number;
  readonly inBoth: number;
}

/** Counts where two masks of one length are set. */
export function overlapOf(a: Uint8Array, b: Uint8Array): Overlap {
  let [inA, inB, inBoth] = [0, 0, 0];
  for (let pixel = 0; pixel < a.length; pixel++) {
    inA += a[pixel];
    inB += b[pixel];
    inBoth += a[pixel] & b[pixel];
  }
  return { inA, inB, inBoth };
}

/** Dice's coefficient: twice the common part over both parts, 0 to 1; 1 for two empty masks. */
export function diceOf({ inA, inB, inBoth }: Overlap): number {
  return inA + inB === 0 ? 1 : (2 * inBoth) / (inA + inB);
}

/** Jaccard's index: the common part over the union, 0 to 1; 1 for two empty masks. */
export function jaccardOf({ inA, inB, inBoth }: Overlap): number {
  return inA + inB === 0 ? 1 : inBoth / (inA + inB - inBoth);
}

function binarise(plane: Uint8ClampedArray, level: number): Uint8Array {
  const result = new Uint8Array(plane.length);
  for (let pixel = 0; pixel < plane.length; pixel++) result[pixel] = plane[pixel] > level ? 1 : 0;
  return result;
}

/** Each channel of a pair split into dark and light at one level, which separates both pictures together best (Otsu). */
function binaryChannels(a: FloatPlanes, b: FloatPlanes): [Uint8Array, Uint8Array][] {
  requireSameShape(a, b);
  return channelPairs(a, b).map(([planeA, planeB]) => {
    const [bytesA, bytesB] = [new Uint8ClampedArray(planeA), new Uint8ClampedArray(planeB)];
    const counts = new Uint32Array(MAX_GREY_LEVEL + 1);
    for (const bytes of [bytesA, bytesB]) {
      for (let pixel = 0; pixel < bytes.length; pixel++) counts[bytes[pixel]]++;
    }
    const level = otsuLevel(counts) ?? MAX_GREY_LEVEL;
    return [binarise(bytesA, level), binarise(bytesB, level)];
  });
}

/** The overlap of the light parts of two pictures, all channels together. */
export function lightOverlap(a: FloatPlanes, b: FloatPlanes): Overlap {
  const parts = binaryChannels(a, b).map(([maskA, maskB]) => overlapOf(maskA, maskB));
  return parts.reduce((sum, part) => ({
    inA: sum.inA + part.inA,
    inB: sum.inB + part.inB,
    inBoth: sum.inBoth + part.inBoth,
  }));
}

/** 1 where a channel is light in one picture and dark in the other, else 0. */
export function lightDisagreement(a: FloatPlanes, b: FloatPlanes): FloatMap {
  const result = createFloatMap(a.width, a.height);
  for (const [maskA, maskB] of binaryChannels(a, b)) {
    for (let pixel = 0; pixel < maskA.length; pixel++) if (maskA[pixel] !== maskB[pixel]) result.data[pixel] = 1;
  }
  return result;
}
