import type { Mask, RgbImage } from '../imaging/image.ts';
import { COLOURS, colourIndex, countNear } from './colour-table.ts';
import { ringAround } from './judge-filling.ts';

/** Width of the ring that tells which colours belong where a hole is. */
const RING_PX = 12;
/** A colour may be so many times as frequent in a filling as it is around it ... */
const FREQUENT = 3;
/** ... and this share of the filling may be anything: leaves, specks, the middle of a slope. */
const ANYTHING = 0.02;

/** A filling with this share of strange colours passes ... */
const PASSABLE = 0.05;
/** ... and each further tenth of it gives as much away as a texture or a seam that is off by this power of e. */
const GIVEN_AWAY_BY_TENTH = 0.3;

/** How many set pixels have each colour. */
function countColours({ data }: RgbImage, mask: Uint8Array): { counts: Int32Array; total: number } {
  const counts = new Int32Array(COLOURS);
  let total = 0;
  for (let pixel = mask.indexOf(1); pixel >= 0; pixel = mask.indexOf(1, pixel + 1)) {
    counts[colourIndex(data[pixel * 3], data[pixel * 3 + 1], data[pixel * 3 + 2])]++;
    total++;
  }
  return { counts, total };
}

/**
 * The share of a filling that has colours which are rare around the hole and not rare in it, 0 to 1: a piece of something else
 * that was copied there, however well its border is hidden, or fog.
 */
export function strangeShare(image: RgbImage, hole: Mask): number {
  const inside = countColours(image, hole.data);
  const around = countColours(image, ringAround(hole, RING_PX).data);
  if (around.total === 0) return 0;
  let strange = 0;
  inside.counts.forEach((count, index) => {
    if (count === 0) return;
    const share = countNear(inside.counts, index) / inside.total;
    if (share > ANYTHING + (FREQUENT * countNear(around.counts, index)) / around.total) strange += count;
  });
  return strange / inside.total;
}

/** How much a filling gives itself away by colours that do not belong where it is: 0 is not at all. */
export function strangePenalty(image: RgbImage, hole: Mask): number {
  return 10 * GIVEN_AWAY_BY_TENTH * Math.max(0, strangeShare(image, hole) - PASSABLE);
}
