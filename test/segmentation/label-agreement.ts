import { distanceToSet } from '../../src/imaging/distance.ts';
import { createMask, type LabelMap, type Mask } from '../../src/imaging/image.ts';

/** A boundary counts as met when the other map has one this near. */
const NEAR_PX = 2;

/** Pairs of different pixels in groups of these sizes. */
const pairsIn = (sizes: Iterable<number>) => [...sizes].reduce((sum, size) => sum + size * (size - 1), 0);

/** How far two label maps agree: 1 minus scikit-image's adapted_rand_error, 0 to 1. Both have the same size. */
export function agreement(reference: LabelMap, ours: LabelMap): number {
  const [inReference, inOurs, inBoth] = [
    new Map<number, number>(),
    new Map<number, number>(),
    new Map<number, number>(),
  ];
  const count = (groups: Map<number, number>, group: number) => groups.set(group, (groups.get(group) ?? 0) + 1);
  reference.data.forEach((label, pixel) => {
    count(inReference, label);
    count(inOurs, ours.data[pixel]);
    count(inBoth, label * ours.count + ours.data[pixel]);
  });
  return (2 * pairsIn(inBoth.values())) / (pairsIn(inReference.values()) + pairsIn(inOurs.values()));
}

/** Pixels with another label to the right or below. */
function boundaryOf({ width, height, data }: LabelMap): Mask {
  const mask = createMask(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const differs =
        (x + 1 < width && data[pixel] !== data[pixel + 1]) || (y + 1 < height && data[pixel] !== data[pixel + width]);
      mask.data[pixel] = differs ? 1 : 0;
    }
  }
  return mask;
}

/** Share of the set pixels of `one` that have a set pixel of `other` near. */
function shareNear(one: Mask, other: Mask): number {
  const distance = distanceToSet(other).data;
  let [near, all] = [0, 0];
  one.data.forEach((value, pixel) => {
    if (!value) return;
    all++;
    if (distance[pixel] <= NEAR_PX) near++;
  });
  return near / all;
}

/** How far the boundaries of two label maps agree: the harmonic mean of precision and recall, 0 to 1. */
export function boundaryScore(reference: LabelMap, ours: LabelMap): number {
  const [a, b] = [boundaryOf(reference), boundaryOf(ours)];
  const [precision, recall] = [shareNear(b, a), shareNear(a, b)];
  return (2 * precision * recall) / (precision + recall);
}
