import type { Box, Size } from '../../contract/geometry.ts';
import { distanceToSet } from '../../imaging/distance.ts';
import { growBox } from '../../imaging/geometry.ts';
import { createMask, type FloatMap, type RgbImage } from '../../imaging/image.ts';
import { close } from '../../imaging/morphology.ts';
import { type PlacedMask, padMask, trimMask } from '../../imaging/placed-mask.ts';

/** How far a thing's anti-aliased rim and its compression halo reach. */
export const HOLE_RIM_PX = 4;
/** With what fades beyond that, and what the diff engine sees change around it, a difference is so much larger at most. */
const FADED_RIM_PX = 9;
/** Rim pixels are compared with what stands so far beyond the rim. */
const BEYOND_PX = [1, 3];
/** Gaps up to twice as wide in a thing's outline are its own: in a thin line its colours may not tell. */
const GAP_PX = 3;
/** Grey levels of a channel by which what goes on beyond the rim may differ within it. */
const SAME = 3;

/** The boxes that a difference may come to when what is seen in a box goes or comes: the least and the most of them. */
export const boxesAround = (box: Box, image: Size): readonly Box[] =>
  [HOLE_RIM_PX, FADED_RIM_PX].map((margin) => growBox(box, margin, image));

interface Direction {
  readonly across: number;
  readonly down: number;
}

/** The way out of a thing: where the distance from it grows. */
function wayOut({ data, width }: FloatMap, pixel: number): Direction | undefined {
  const across = data[pixel + 1] - data[pixel - 1];
  const down = data[pixel + width] - data[pixel - width];
  const length = Math.hypot(across, down);
  return length === 0 ? undefined : { across: across / length, down: down / length };
}

/** Whether a pixel looks exactly like what stands beyond the rim: nothing of the thing is in it. */
function isClean(image: RgbImage, x: number, y: number, away: number, { across, down }: Direction): boolean {
  const at = (y * image.width + x) * 3;
  return BEYOND_PX.every((beyond) => {
    const way = HOLE_RIM_PX - away + beyond;
    const [column, row] = [Math.round(x + way * across), Math.round(y + way * down)];
    if (column < 0 || row < 0 || column >= image.width || row >= image.height) return false;
    const other = (row * image.width + column) * 3;
    return [0, 1, 2].every((channel) => Math.abs(image.data[at + channel] - image.data[other + channel]) <= SAME);
  });
}

/**
 * A thing with its rim. Rim pixels that look like what stands beyond them hold nothing of the thing and stay: in a crisp
 * drawing a thing that stands before another, or touches it, goes without a bite out of that.
 */
export function withRim(image: RgbImage, thing: PlacedMask): PlacedMask {
  const { box, mask: seen } = padMask(thing, HOLE_RIM_PX + 1, image);
  const mask = close(seen, GAP_PX);
  const distance = distanceToSet(mask);
  const rimmed = createMask(box.width, box.height, mask.data.slice());
  distance.data.forEach((away, pixel) => {
    if (away === 0 || away > HOLE_RIM_PX) return;
    const [x, y] = [pixel % box.width, Math.floor(pixel / box.width)];
    const isInner = x > 0 && y > 0 && x < box.width - 1 && y < box.height - 1;
    const out = isInner ? wayOut(distance, pixel) : undefined;
    if (!out || !isClean(image, box.x + x, box.y + y, away, out)) rimmed.data[pixel] = 1;
  });
  return trimMask({ box, mask: rimmed });
}
