import type { Size } from '../../contract/geometry.ts';
import { createMask } from '../../imaging/image.ts';
import { PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';
import { dilate } from '../../imaging/morphology.ts';
import { padMask, trimMask } from '../../imaging/placed-mask.ts';
import { COLOURS, colourIndex, countNear, eachNearColour } from '../colour-table.ts';
import type { Level } from './level.ts';

const SIDE = 2 * PATCH_RADIUS_PX + 1;
/** Width of the ring whose colours may be used, in pixels of the full image. */
const RING_PX = 10;
/**
 * A colour that, with those next to it, less than this share of the ring has belongs to some speck; strictly, to something that
 * touches the hole at its edge.
 */
const MIN_COLOUR_SHARE = { usual: 0.01, strict: 0.06 } as const;
export type Strictness = keyof typeof MIN_COLOUR_SHARE;
/** A patch may hold so many pixels of a colour that the ring does not have: specks, noise. */
const MAX_FOREIGN = 4;
/** With fewer sources than this the rule of colours is given up. */
const MIN_SOURCES = 100;

/** Where patches may be copied from. */
export interface Sources {
  /** 1 = the patch around the pixel may be copied. */
  readonly valid: Uint8Array;
  /** The same pixels, ascending. */
  readonly list: Int32Array;
  /** Whether all of them have the colours of the hole's surroundings. */
  readonly isNative: boolean;
  /** The colours that may appear in the hole: 1 for each that stands around it, at this scale or a finer one. */
  readonly colours: Uint8Array;
}

/**
 * Marks the centres of patches that lie in the picture and have at most so many pixels of a mask.
 *
 * @param among 1 for the only ones that may be marked; all when absent
 */
function patchesWith(most: number, mask: Uint8Array, { width, height }: Size, among?: Uint8Array): Uint8Array {
  const marks = new Uint8Array(mask.length);
  const columns = new Int32Array(width);
  for (let bottom = 0; bottom < height; bottom++) {
    const row = bottom * width;
    for (let x = 0; x < width; x++) columns[x] += mask[row + x];
    if (bottom >= SIDE) for (let x = 0; x < width; x++) columns[x] -= mask[row - SIDE * width + x];
    if (bottom + 1 < SIDE) continue;
    let sum = 0;
    for (let x = 0; x < Math.min(width, SIDE - 1); x++) sum += columns[x];
    const centre = (bottom - PATCH_RADIUS_PX) * width - PATCH_RADIUS_PX;
    for (let right = SIDE - 1; right < width; right++) {
      sum += columns[right];
      if (sum <= most && (among === undefined || among[centre + right])) marks[centre + right] = 1;
      sum -= columns[right - SIDE + 1];
    }
  }
  return marks;
}

/** The set pixels of a mask, ascending. */
export function listSet(mask: Uint8Array): Int32Array {
  const list = new Int32Array(mask.length);
  let length = 0;
  for (let pixel = 0; pixel < mask.length; pixel++) if (mask[pixel]) list[length++] = pixel;
  return list.slice(0, length);
}

/** Centres of all patches that lie in the picture and hold a pixel of the hole. */
export function centresOver({ width, height, hole }: Level): Int32Array {
  const whole = { x: 0, y: 0, width, height };
  // No patch that holds a pixel of the hole reaches farther.
  const { box, mask } = padMask(trimMask({ box: whole, mask: createMask(width, height, hole) }), SIDE - 1, whole);
  const marks = patchesWith(SIDE ** 2, mask.data, box);
  const free = patchesWith(0, mask.data, box);
  for (let pixel = 0; pixel < marks.length; pixel++) marks[pixel] -= free[pixel];
  return listSet(marks).map((pixel) => (box.y + Math.floor(pixel / box.width)) * width + box.x + (pixel % box.width));
}

/**
 * The colours that stand around the hole, and those next to them. Of noise, a coarse ring is too small a sample: what stands
 * there at a finer scale is no stranger either.
 */
function coloursAround(
  { scale, width, height, planes: [red, green, blue], hole, forbid }: Level,
  finer: Uint8Array | undefined,
  minShare: number,
): Uint8Array {
  const ring = dilate(createMask(width, height, hole), Math.max(1, Math.round(RING_PX / scale))).data;
  const counts = new Int32Array(COLOURS);
  let total = 0;
  for (let pixel = 0; pixel < ring.length; pixel++) {
    if (!ring[pixel] || forbid[pixel]) continue;
    counts[colourIndex(red[pixel], green[pixel], blue[pixel])]++;
    total++;
  }
  const table = finer?.slice() ?? new Uint8Array(counts.length);
  for (let index = 0; index < counts.length; index++) {
    // A texture of many colours has few pixels of each.
    if (counts[index] === 0 || countNear(counts, index) < minShare * total) continue;
    eachNearColour(index, (near) => {
      table[near] = 1;
    });
  }
  return table;
}

/** 1 where a pixel has a colour that does not stand around the hole: what was not there must not appear in it. */
function foreignPixels({ planes: [red, green, blue] }: Level, known: Uint8Array): Uint8Array {
  const foreign = new Uint8Array(red.length);
  for (let pixel = 0; pixel < foreign.length; pixel++) {
    foreign[pixel] = 1 - known[colourIndex(red[pixel], green[pixel], blue[pixel])];
  }
  return foreign;
}

/**
 * Finds the patches of a level that may be copied: whole in the picture, free of the hole and of what is forbidden, and
 * of the colours that stand around the hole, unless too few are left then.
 *
 * @param finer those of the next finer level, if there is one
 */
export function findSources(level: Level, strictness: Strictness, finer?: Sources): Sources {
  const allowed = patchesWith(0, level.forbid, level);
  const colours = coloursAround(level, finer?.colours, MIN_COLOUR_SHARE[strictness]);
  const native = patchesWith(MAX_FOREIGN, foreignPixels(level, colours), level, allowed);
  const list = listSet(native);
  const isNative = list.length >= MIN_SOURCES;
  return isNative
    ? { valid: native, list, isNative, colours }
    : { valid: allowed, list: listSet(allowed), isNative, colours };
}
