import type { Box } from '../../../contract/geometry.ts';
import { rgbToLabInto } from '../../../imaging/colour.ts';
import { createMask, type Mask, type RgbImage } from '../../../imaging/image.ts';
import type { PlacedMask } from '../../../imaging/placed-mask.ts';

/** Ground is compared in cells, so many along the longer side of the place: a grating tells from a wall, a streak does not. */
const CELLS_ACROSS = 14;
const MIN_SIDE_PX = 4;
/** What lies so near to the place stands for its ground: pixels, and cells. */
const RING = { px: 10, cells: 2 };
/** With fewer cells of ground beside the place nothing is told. */
const LEAST_RING_CELLS = 12;
/** Distance (Lab, and deviation of luma on its scale) up to which cells look alike ... */
const ALWAYS_ALIKE = 4;
/** ... and as a factor of what nearly all cells beside the place keep from each other: uneven ground finds less strange. */
const USUAL = { quantile: 0.9, times: 1.5 };
/** Where more than a tenth of the cells beside the place are further than this from their median two grounds meet: all may be needed. */
const ONE_GROUND = 12;
/** Less free ground than so many times the place is not worth a choice. */
const LEAST_LEFT = 2;
/** Of a cell's pixels so many may be another thing's. */
const MOST_FOREIGN = 0.5;
/** Mean L, a, b and the deviation of luma. */
const FEATURES = 4;
/** Grey levels to the scale of L. */
const TO_L = 100 / 255;

/** What each cell of a picture looks like. */
interface Cells {
  readonly side: number;
  readonly columns: number;
  readonly count: number;
  readonly looks: Float32Array;
}

/** Mean colour and deviation of one cell, into `looks`. */
function lookInto({ data, width }: RgbImage, left: number, top: number, side: number, looks: Float32Array, to: number) {
  let [red, green, blue, sum, squares] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + side; y++) {
    for (let at = (y * width + left) * 3; at < (y * width + left + side) * 3; at += 3) {
      red += data[at];
      green += data[at + 1];
      blue += data[at + 2];
      const luma = 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
      sum += luma;
      squares += luma * luma;
    }
  }
  const pixels = side * side;
  rgbToLabInto(Math.round(red / pixels), Math.round(green / pixels), Math.round(blue / pixels), looks, to);
  looks[to + FEATURES - 1] = TO_L * Math.sqrt(Math.max(0, squares / pixels - (sum / pixels) ** 2));
}

function readCells(image: RgbImage, { box }: PlacedMask): Cells {
  const side = Math.max(MIN_SIDE_PX, Math.floor(Math.max(box.width, box.height) / CELLS_ACROSS));
  const [columns, rows] = [Math.floor(image.width / side), Math.floor(image.height / side)];
  const looks = new Float32Array(columns * rows * FEATURES);
  for (let cell = 0; cell < columns * rows; cell++) {
    lookInto(image, (cell % columns) * side, Math.floor(cell / columns) * side, side, looks, cell * FEATURES);
  }
  return { side, columns, count: columns * rows, looks };
}

/** The pixels of a cell for which a mask is set. */
function countIn({ data, width }: Mask, { side, columns }: Cells, cell: number): number {
  const [left, top] = [(cell % columns) * side, Math.floor(cell / columns) * side];
  let count = 0;
  for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) count += data[y * width + x];
  return count;
}

/** Whether a cell lies in a box that is grown by so many pixels. */
function isNear({ side, columns }: Cells, cell: number, { x, y, width, height }: Box, reach: number): boolean {
  const [left, top] = [(cell % columns) * side, Math.floor(cell / columns) * side];
  const isBeside = left + side > x - reach && left < x + width + reach;
  return isBeside && top + side > y - reach && top < y + height + reach;
}

/** How far the look of a cell is from that of the second most alike of some others, itself left out: one may be chance. */
function distanceToAlike({ looks }: Cells, cell: number, others: Int32Array): number {
  let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const other of others) {
    if (other === cell) continue;
    let sum = 0;
    for (let feature = 0; feature < FEATURES; feature++) {
      sum += (looks[cell * FEATURES + feature] - looks[other * FEATURES + feature]) ** 2;
    }
    if (sum < first) [first, second] = [sum, first];
    else if (sum < second) second = sum;
  }
  return Math.sqrt(second);
}

/** Whether nearly all of some cells look about the same. */
function isOneGround({ looks }: Cells, ring: Int32Array): boolean {
  const median = Array.from({ length: FEATURES }, (_, feature) => {
    const sorted = Float32Array.from(ring, (cell) => looks[cell * FEATURES + feature]).sort();
    return sorted[sorted.length >> 1];
  });
  const off = Float64Array.from(ring, (cell) =>
    Math.hypot(...median.map((value, feature) => looks[cell * FEATURES + feature] - value)),
  ).sort();
  return off[Math.floor(USUAL.quantile * (off.length - 1))] <= ONE_GROUND;
}

/** Sets the pixels of a cell and of those beside it: the frame of a grating is of the grating. */
function setAround(mask: Mask, { side, columns }: Cells, cell: number): void {
  const [left, top] = [(cell % columns) * side, Math.floor(cell / columns) * side];
  for (let y = Math.max(0, top - side); y < Math.min(mask.height, top + 2 * side); y++) {
    mask.data.fill(
      1,
      y * mask.width + Math.max(0, left - side),
      y * mask.width + Math.min(mask.width, left + 2 * side),
    );
  }
}

/**
 * What must not be copied into a place: other things and, where the place lies in one ground of which enough is left, what
 * looks like nothing beside the place: something that stands alone on the ground though nobody found it.
 *
 * @param hole the place
 * @param place the hole, as large as the image
 * @param foreign 1 = of another thing; as large as the image
 * @returns as large as the image; 1 = not to be copied
 */
export function strangeGround(image: RgbImage, hole: PlacedMask, place: Mask, foreign: Mask): Mask {
  const cells = readCells(image, hole);
  const { side, count } = cells;
  const reach = Math.max(RING.px, RING.cells * side);
  const ring: number[] = [];
  for (let cell = 0; cell < count; cell++) {
    if (!isNear(cells, cell, hole.box, reach) || countIn(place, cells, cell) > 0) continue;
    if (countIn(foreign, cells, cell) <= MOST_FOREIGN * side * side) ring.push(cell);
  }
  const near = Int32Array.from(ring);
  if (near.length < LEAST_RING_CELLS || !isOneGround(cells, near)) return foreign;
  const usual = Float64Array.from(near, (cell) => distanceToAlike(cells, cell, near)).sort();
  const limit = Math.max(ALWAYS_ALIKE, USUAL.times * usual[Math.floor(USUAL.quantile * (usual.length - 1))]);
  const strange = createMask(foreign.width, foreign.height, foreign.data.slice());
  for (let cell = 0; cell < count; cell++) {
    if (countIn(place, cells, cell) === 0 && distanceToAlike(cells, cell, near) > limit)
      setAround(strange, cells, cell);
  }
  let [left, own] = [0, 0];
  for (let pixel = 0; pixel < place.data.length; pixel++) {
    if (place.data[pixel]) own++;
    else if (!strange.data[pixel]) left++;
  }
  return left >= LEAST_LEFT * own ? strange : foreign;
}
