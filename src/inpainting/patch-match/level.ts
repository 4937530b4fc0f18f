import { distanceToSet } from '../../imaging/distance.ts';
import { createMask } from '../../imaging/image.ts';
import { invert } from '../../imaging/morphology.ts';
import { padMask, trimMask } from '../../imaging/placed-mask.ts';
import type { HoleTask } from '../engine.ts';

/** Planes that a level keeps: red, green, blue, and how much the luma changes from pixel to pixel, across and down. */
const COLOURS = 3;
const PLANES = COLOURS + 2;
/** Texture is what a place has, not a pixel: it is a mean over this many pixels to each side. */
const TEXTURE_RADIUS_PX = 2;

/** The task at one scale, every value a mean over the pixels of the full image that are not in the hole. */
export interface Level {
  /** Pixels of the task to a pixel of the level. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue (0 to 255), texture across and down (grey levels a pixel). Not defined in the hole. */
  readonly planes: readonly Float32Array[];
  /** 1 = to be filled. */
  readonly hole: Uint8Array;
  /** 1 = must not be copied from; all of the hole and more. */
  readonly forbid: Uint8Array;
}

/** Luma, near enough for telling structure: half of green, a quarter of red and blue each. */
export function lumaOfLevel([red, green, blue]: readonly Float32Array[]): Float32Array {
  const luma = new Float32Array(red.length);
  for (let pixel = 0; pixel < luma.length; pixel++) {
    luma[pixel] = (red[pixel] + 2 * green[pixel] + blue[pixel]) / 4;
  }
  return luma;
}

/** How far luma goes from a pixel to the next, `stride` on; 0 where either is unknown. */
function steps(luma: Float32Array, hole: Uint8Array, width: number, stride: number): Float32Array {
  const result = new Float32Array(luma.length);
  for (let pixel = 0; pixel + stride < luma.length; pixel++) {
    if (hole[pixel] || hole[pixel + stride] || (stride === 1 && (pixel + 1) % width === 0)) continue;
    result[pixel] = Math.abs(luma[pixel + stride] - luma[pixel]);
  }
  return result;
}

/** Sums over a line of 2 TEXTURE_RADIUS_PX + 1 pixels around each pixel, cut at the ends. */
function sumLine(from: Float32Array, to: Float32Array, start: number, stride: number, length: number): void {
  let sum = 0;
  for (let at = 0; at < Math.min(length, TEXTURE_RADIUS_PX); at++) sum += from[start + at * stride];
  for (let at = 0; at < length; at++) {
    const entering = at + TEXTURE_RADIUS_PX;
    const leaving = at - TEXTURE_RADIUS_PX - 1;
    if (entering < length) sum += from[start + entering * stride];
    if (leaving >= 0) sum -= from[start + leaving * stride];
    to[start + at * stride] = sum;
  }
}

function sumSquares(plane: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(plane.length);
  const result = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) sumLine(plane, rows, y * width, 1, width);
  for (let x = 0; x < width; x++) sumLine(rows, result, x, width, height);
  return result;
}

/** The task at its own scale. */
export function firstLevel({ image, hole: { data: hole }, forbid }: HoleTask): Level {
  const { width, height } = image;
  const known = new Float32Array(hole.length);
  const colours = Array.from({ length: COLOURS }, () => new Float32Array(hole.length));
  const closed = new Uint8Array(hole.length);
  for (let pixel = 0, at = 0; pixel < hole.length; pixel++, at += COLOURS) {
    for (let channel = 0; channel < COLOURS; channel++) colours[channel][pixel] = image.data[at + channel];
    known[pixel] = 1 - hole[pixel];
    closed[pixel] = hole[pixel] | forbid.data[pixel];
  }
  const luma = lumaOfLevel(colours);
  const counts = sumSquares(known, width, height);
  const texture = [1, width].map((stride) => {
    const sums = sumSquares(steps(luma, hole, width, stride), width, height);
    for (let pixel = 0; pixel < sums.length; pixel++) sums[pixel] = counts[pixel] > 0 ? sums[pixel] / counts[pixel] : 0;
    return sums;
  });
  return { scale: 1, width, height, planes: [...colours, ...texture], hole, forbid: closed };
}

/** Half the scale: a pixel is in the hole, or forbidden, when any of its four is; an odd last row or column is dropped. */
export function halveLevel({ scale, width, height, planes, hole, forbid }: Level): Level {
  const half = { width: width >> 1, height: height >> 1 };
  const size = half.width * half.height;
  const result = {
    scale: 2 * scale,
    ...half,
    planes: Array.from({ length: PLANES }, () => new Float32Array(size)),
    hole: new Uint8Array(size),
    forbid: new Uint8Array(size),
  };
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++, to++) {
      const a = 2 * y * width + 2 * x;
      const [b, c, d] = [a + 1, a + width, a + width + 1];
      result.hole[to] = hole[a] | hole[b] | hole[c] | hole[d];
      result.forbid[to] = forbid[a] | forbid[b] | forbid[c] | forbid[d];
      // What stands in the hole must not be seen; a coarse pixel that holds some of it is filled anyway.
      if (result.hole[to]) continue;
      for (let plane = 0; plane < PLANES; plane++) {
        const values = planes[plane];
        result.planes[plane][to] = (values[a] + values[b] + values[c] + values[d]) / 4;
      }
    }
  }
  return result;
}

/** How far each pixel of the hole is from its border, in pixels; 0 elsewhere. */
export function depthsOf({ hole, width, height }: Level): Float32Array {
  const whole = { x: 0, y: 0, width, height };
  const { box, mask } = padMask(trimMask({ box: whole, mask: createMask(width, height, hole) }), 1, whole);
  const inside = distanceToSet(invert(mask)).data;
  const depths = new Float32Array(hole.length);
  for (let y = 0; y < box.height; y++) {
    depths.set(inside.subarray(y * box.width, (y + 1) * box.width), (box.y + y) * width + box.x);
  }
  return depths;
}
