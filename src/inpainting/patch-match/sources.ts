import { createMask } from '../../imaging/image.ts';
import { PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';
import { dilate } from '../../imaging/morphology.ts';
import type { Level } from './level.ts';

const SIDE = 2 * PATCH_RADIUS_PX + 1;
/** Colours are told apart in steps of 2 ** COLOUR_SHIFT grey levels, and one step off is still the same. */
const COLOUR_SHIFT = 4;
const COLOUR_STEPS = 256 >> COLOUR_SHIFT;
/** Width of the ring whose colours may be used, in pixels of the full image. */
const RING_PX = 10;
/** A colour that, with those next to it, less than this share of the ring has belongs to some speck. */
const MIN_COLOUR_SHARE = 0.01;
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

/** Where in the table of colours a pixel's colour stands. */
function colourIndex([red, green, blue]: readonly Float32Array[], pixel: number): number {
  const r = red[pixel] >> COLOUR_SHIFT;
  const g = green[pixel] >> COLOUR_SHIFT;
  const b = blue[pixel] >> COLOUR_SHIFT;
  return (r * COLOUR_STEPS + g) * COLOUR_STEPS + b;
}

/** Calls `visit` with the place of a colour in the table and the places of those next to it. */
function eachNear(index: number, visit: (near: number) => void): void {
  const blue = index % COLOUR_STEPS;
  const green = Math.floor(index / COLOUR_STEPS) % COLOUR_STEPS;
  const red = Math.floor(index / COLOUR_STEPS ** 2);
  const last = COLOUR_STEPS - 1;
  for (let r = Math.max(0, red - 1); r <= Math.min(last, red + 1); r++) {
    for (let g = Math.max(0, green - 1); g <= Math.min(last, green + 1); g++) {
      for (let b = Math.max(0, blue - 1); b <= Math.min(last, blue + 1); b++)
        visit((r * COLOUR_STEPS + g) * COLOUR_STEPS + b);
    }
  }
}

/**
 * The colours that stand around the hole, and those next to them. Of noise, a coarse ring is too small a sample: what stands
 * there at a finer scale is no stranger either.
 */
function coloursAround(
  { scale, width, height, planes, hole, forbid }: Level,
  finer: Uint8Array | undefined,
): Uint8Array {
  const ring = dilate(createMask(width, height, hole), Math.max(1, Math.round(RING_PX / scale))).data;
  const counts = new Int32Array(COLOUR_STEPS ** 3);
  let total = 0;
  for (let pixel = 0; pixel < ring.length; pixel++) {
    if (!ring[pixel] || forbid[pixel]) continue;
    counts[colourIndex(planes, pixel)]++;
    total++;
  }
  const table = finer?.slice() ?? new Uint8Array(counts.length);
  for (let index = 0; index < counts.length; index++) {
    if (counts[index] === 0) continue;
    // A texture of many colours has few pixels of each.
    let near = 0;
    eachNear(index, (other) => {
      near += counts[other];
    });
    if (near < MIN_COLOUR_SHARE * total) continue;
    eachNear(index, (other) => {
      table[other] = 1;
    });
  }
  return table;
}

/** 1 where a pixel has a colour that does not stand around the hole: what was not there must not appear in it. */
function foreignPixels(level: Level, known: Uint8Array): Uint8Array {
  const foreign = new Uint8Array(level.hole.length);
  for (let pixel = 0; pixel < foreign.length; pixel++) foreign[pixel] = 1 - known[colourIndex(level.planes, pixel)];
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
export function findSources(level: Level, finer?: Sources): Sources {
  const { width, height, forbid } = level;
  const allowed = new Uint8Array(forbid.length);
  const native = new Uint8Array(forbid.length);
  let [allowedCount, nativeCount] = [0, 0];
  eachPatch(forbid, width, height, (pixel, count) => {
    if (count > 0) return;
    allowed[pixel] = 1;
    allowedCount++;
  });
  const colours = coloursAround(level, finer?.colours);
  eachPatch(foreignPixels(level, colours), width, height, (pixel, count) => {
    if (count > MAX_FOREIGN || !allowed[pixel]) return;
    native[pixel] = 1;
    nativeCount++;
  });
  const isNative = nativeCount >= MIN_SOURCES;
  if (isNative) return { valid: native, list: listSet(native, nativeCount), isNative, colours };
  return { valid: allowed, list: listSet(allowed, allowedCount), isNative, colours };
}
