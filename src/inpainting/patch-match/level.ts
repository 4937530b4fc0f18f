import type { Size } from '../../contract/geometry.ts';
import { distanceToSet } from '../../imaging/distance.ts';
import { createMask, type RgbImage } from '../../imaging/image.ts';
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
  /** How far each pixel of the hole is from its border, in pixels; 0 elsewhere. */
  readonly depths: Float32Array;
  /** ... and how far the deepest one is. */
  readonly depth: number;
}

/** Luma, near enough for telling structure: half of green, a quarter of red and blue each. */
export function lumaOfLevel([red, green, blue]: readonly Float32Array[]): Float32Array {
  const luma = new Float32Array(red.length);
  for (let pixel = 0; pixel < luma.length; pixel++) {
    luma[pixel] = (red[pixel] + 2 * green[pixel] + blue[pixel]) / 4;
  }
  return luma;
}

/** Adds `sign` times a row to the sums of its columns. */
function addRow(sums: Float64Array, row: Float32Array, sign: number): void {
  for (let x = 0; x < sums.length; x++) sums[x] += sign * row[x];
}

/** Writes the sum over 2 TEXTURE_RADIUS_PX + 1 columns around each one, cut at the border. */
function sumColumns(columns: Float64Array, result: Float32Array): void {
  const { length } = columns;
  let sum = 0;
  for (let x = 0; x < Math.min(length, TEXTURE_RADIUS_PX); x++) sum += columns[x];
  for (let x = 0; x < length; x++) {
    if (x + TEXTURE_RADIUS_PX < length) sum += columns[x + TEXTURE_RADIUS_PX];
    if (x > TEXTURE_RADIUS_PX) sum -= columns[x - TEXTURE_RADIUS_PX - 1];
    result[x] = sum;
  }
}

/** What is summed over squares around pixels: how far luma goes to the next, across and down, and whether they are known. */
class Steps {
  readonly known: Float32Array;
  readonly across: Float32Array;
  readonly down: Float32Array;

  constructor(width: number) {
    [this.known, this.across, this.down] = Array.from({ length: 3 }, () => new Float32Array(width));
  }

  /** Looks at a row; steps are 0 where either pixel is unknown. */
  read(luma: Float32Array, hole: Uint8Array, { width, height }: Size, y: number): void {
    const { known, across, down } = this;
    const below = y + 1 < height ? width : 0;
    for (let x = 0, pixel = y * width; x < width; x++, pixel++) {
      const isHole = hole[pixel] !== 0;
      known[x] = isHole ? 0 : 1;
      const isEnd = x + 1 === width;
      across[x] = isHole || isEnd || hole[pixel + 1] ? 0 : Math.abs(luma[pixel + 1] - luma[pixel]);
      down[x] = isHole || hole[pixel + below] ? 0 : Math.abs(luma[pixel + below] - luma[pixel]);
    }
  }
}

/** Means of the steps of luma over squares of 2 TEXTURE_RADIUS_PX + 1 pixels, cut at the border and without the hole. */
function textureOf(luma: Float32Array, hole: Uint8Array, size: Size): [across: Float32Array, down: Float32Array] {
  const { width, height } = size;
  const texture: [Float32Array, Float32Array] = [new Float32Array(luma.length), new Float32Array(luma.length)];
  const counts = new Float32Array(width);
  const [known, across, down] = Array.from({ length: 3 }, () => new Float64Array(width));
  // The rows of a square, and the one that leaves it.
  const rows = Array.from({ length: 2 * TEXTURE_RADIUS_PX + 2 }, () => new Steps(width));
  const rowAt = (y: number) => rows[y % rows.length];
  const add = (row: Steps, sign: number) => {
    addRow(known, row.known, sign);
    addRow(across, row.across, sign);
    addRow(down, row.down, sign);
  };
  for (let y = -TEXTURE_RADIUS_PX; y < height; y++) {
    const [next, last] = [y + TEXTURE_RADIUS_PX, y - TEXTURE_RADIUS_PX - 1];
    if (next < height) {
      rowAt(next).read(luma, hole, size, next);
      add(rowAt(next), 1);
    }
    if (last >= 0) add(rowAt(last), -1);
    if (y < 0) continue;
    sumColumns(known, counts);
    for (const [index, columns] of [across, down].entries()) {
      const row = texture[index].subarray(y * width, (y + 1) * width);
      sumColumns(columns, row);
      for (let x = 0; x < width; x++) if (counts[x] > 0) row[x] /= counts[x];
    }
  }
  return texture;
}

/** The colours of an image, plane by plane. */
function colourPlanes({ data }: RgbImage): Float32Array[] {
  const [red, green, blue] = Array.from({ length: COLOURS }, () => new Float32Array(data.length / COLOURS));
  for (let pixel = 0, at = 0; pixel < red.length; pixel++, at += COLOURS) {
    red[pixel] = data[at];
    green[pixel] = data[at + 1];
    blue[pixel] = data[at + 2];
  }
  return [red, green, blue];
}

/** The task at its own scale. */
export function firstLevel({ image, hole, forbid }: HoleTask): Level {
  const { width, height } = image;
  const colours = colourPlanes(image);
  const closed = new Uint8Array(hole.data.length);
  for (let pixel = 0; pixel < closed.length; pixel++) closed[pixel] = hole.data[pixel] | forbid.data[pixel];
  const texture = textureOf(lumaOfLevel(colours), hole.data, image);
  return withDepths({ scale: 1, width, height, planes: [...colours, ...texture], hole: hole.data, forbid: closed });
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
    for (let x = 0, a = 2 * y * width; x < half.width; x++, to++, a += 2) {
      const c = a + width;
      result.hole[to] = hole[a] | hole[a + 1] | hole[c] | hole[c + 1];
      result.forbid[to] = forbid[a] | forbid[a + 1] | forbid[c] | forbid[c + 1];
    }
  }
  for (const [index, plane] of planes.entries()) halvePlane(plane, width, result, result.planes[index]);
  return withDepths(result);
}

/** Writes the means of each four pixels. What stands in the hole must not be seen: coarse pixels that hold some stay 0. */
function halvePlane(plane: Float32Array, width: number, half: Size & { hole: Uint8Array }, result: Float32Array): void {
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0, a = 2 * y * width; x < half.width; x++, to++, a += 2) {
      const c = a + width;
      if (half.hole[to] === 0) result[to] = (plane[a] + plane[a + 1] + plane[c] + plane[c + 1]) / 4;
    }
  }
}

/** Adds how far each pixel of the hole is from its border. */
function withDepths(level: Omit<Level, 'depths' | 'depth'>): Level {
  const { hole, width, height } = level;
  const whole = { x: 0, y: 0, width, height };
  const { box, mask } = padMask(trimMask({ box: whole, mask: createMask(width, height, hole) }), 1, whole);
  const inside = distanceToSet(invert(mask)).data;
  const depths = new Float32Array(hole.length);
  for (let y = 0; y < box.height; y++) {
    depths.set(inside.subarray(y * box.width, (y + 1) * box.width), (box.y + y) * width + box.x);
  }
  return { ...level, depths, depth: inside.reduce((most, depth) => Math.max(most, depth), 0) };
}
