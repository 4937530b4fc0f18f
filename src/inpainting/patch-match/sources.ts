import { createMask } from '../../imaging/image.ts';
import { PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';
import { dilate } from '../../imaging/morphology.ts';
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

/** Calls `visit` with every centre whose patch lies in the picture and the number of set pixels in the patch. */
function eachPatch(
  mask: Uint8Array,
  width: number,
  height: number,
  visit: (pixel: number, count: number) => void,
): void {
  const columns = new Int32Array(width);
  for (let bottom = 0; bottom < height; bottom++) {
    for (let x = 0; x < width; x++) {
      columns[x] += mask[bottom * width + x];
      if (bottom >= SIDE) columns[x] -= mask[(bottom - SIDE) * width + x];
    }
    if (bottom + 1 < SIDE) continue;
    const row = (bottom - PATCH_RADIUS_PX) * width - PATCH_RADIUS_PX;
    for (let right = 0, sum = 0; right < width; right++) {
      sum += columns[right];
      if (right >= SIDE) sum -= columns[right - SIDE];
      if (right + 1 >= SIDE) visit(row + right, sum);
    }
  }
}

/** Centres of all patches that lie in the picture and hold a pixel of the hole. */
export function centresOver({ hole, width, height }: Level): Int32Array {
  const list: number[] = [];
  eachPatch(hole, width, height, (pixel, count) => {
    if (count > 0) list.push(pixel);
  });
  return Int32Array.from(list);
}

/** Where in a table of colours a pixel's colour stands. */
const colourOf = ([red, green, blue]: readonly Float32Array[], pixel: number) =>
  colourIndex(red[pixel], green[pixel], blue[pixel]);

/**
 * The colours that stand around the hole, and those next to them. Of noise, a coarse ring is too small a sample: what stands
 * there at a finer scale is no stranger either.
 */
function coloursAround(
  { scale, width, height, planes, hole, forbid }: Level,
  finer: Uint8Array | undefined,
  minShare: number,
): Uint8Array {
  const ring = dilate(createMask(width, height, hole), Math.max(1, Math.round(RING_PX / scale))).data;
  const counts = new Int32Array(COLOURS);
  let total = 0;
  for (let pixel = 0; pixel < ring.length; pixel++) {
    if (!ring[pixel] || forbid[pixel]) continue;
    counts[colourOf(planes, pixel)]++;
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
function foreignPixels(level: Level, known: Uint8Array): Uint8Array {
  const foreign = new Uint8Array(level.hole.length);
  for (let pixel = 0; pixel < foreign.length; pixel++) foreign[pixel] = 1 - known[colourOf(level.planes, pixel)];
  return foreign;
}

function listSet(mask: Uint8Array, count: number): Int32Array {
  const list = new Int32Array(count);
  for (let pixel = mask.indexOf(1), at = 0; pixel >= 0; pixel = mask.indexOf(1, pixel + 1)) list[at++] = pixel;
  return list;
}

/**
 * Finds the patches of a level that may be copied: whole in the picture, free of the hole and of what is forbidden, and
 * of the colours that stand around the hole, unless too few are left then.
 *
 * @param finer those of the next finer level, if there is one
 */
export function findSources(level: Level, strictness: Strictness, finer?: Sources): Sources {
  const { width, height, forbid } = level;
  const allowed = new Uint8Array(forbid.length);
  const native = new Uint8Array(forbid.length);
  let [allowedCount, nativeCount] = [0, 0];
  eachPatch(forbid, width, height, (pixel, count) => {
    if (count > 0) return;
    allowed[pixel] = 1;
    allowedCount++;
  });
  const colours = coloursAround(level, finer?.colours, MIN_COLOUR_SHARE[strictness]);
  eachPatch(foreignPixels(level, colours), width, height, (pixel, count) => {
    if (count > MAX_FOREIGN || !allowed[pixel]) return;
    native[pixel] = 1;
    nativeCount++;
  });
  const isNative = nativeCount >= MIN_SOURCES;
  if (isNative) return { valid: native, list: listSet(native, nativeCount), isNative, colours };
  return { valid: allowed, list: listSet(allowed, allowedCount), isNative, colours };
}
