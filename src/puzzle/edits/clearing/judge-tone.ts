import type { Box } from '../../../contract/geometry.ts';
import { rgbToLabInto } from '../../../imaging/colour.ts';
import { growBox } from '../../../imaging/geometry.ts';
import type { Mask, RgbImage } from '../../../imaging/image.ts';
import type { PlacedMask } from '../../../imaging/placed-mask.ts';

/** A filled place is looked at in so many cells across, with half as many again around it: tone, not texture. */
const CELLS_ACROSS = 14;
const MARGIN_RATIO = 0.3;
const MIN_MARGIN_PX = 6;
/** A cell belongs to the hole, or to the ground beside it, when this share of its pixels does. */
const PURE = 0.5;
/** Sweeps that settle a membrane over so few cells. */
const SWEEPS = 120;
/** The share of cells that may be further off. */
const QUANTILE = 0.9;
/** Lab distance from a smooth continuation that nobody sees, and how much of the ground's own unevenness is allowed. */
const ALLOWED = { always: 4, ofGround: 0.8 };
/** Lab distance beyond that which gives as much away as a texture that is off by a factor of e. */
const TELLING = 8;

/** Mean Lab of the cells of a box, and whether each lies in the hole, in the ground or in neither. */
interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly lab: Float64Array;
  readonly isHole: Uint8Array;
  readonly isGround: Uint8Array;
  /** The cells beside each. */
  readonly near: readonly (readonly number[])[];
}

function readCells(image: RgbImage, { box, mask }: PlacedMask, frame: Box, side: number, others: Mask): Cells {
  const [columns, rows] = [Math.max(1, Math.floor(frame.width / side)), Math.max(1, Math.floor(frame.height / side))];
  const lab = new Float64Array(columns * rows * 3);
  const isHole = new Uint8Array(columns * rows);
  const isGround = new Uint8Array(columns * rows);
  for (let cell = 0; cell < columns * rows; cell++) {
    const left = frame.x + (cell % columns) * side;
    const top = frame.y + Math.floor(cell / columns) * side;
    let [red, green, blue, held, foreign] = [0, 0, 0, 0, 0];
    for (let y = top; y < top + side; y++) {
      for (let x = left; x < left + side; x++) {
        const pixel = y * image.width + x;
        red += image.data[pixel * 3];
        green += image.data[pixel * 3 + 1];
        blue += image.data[pixel * 3 + 2];
        const isIn = x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
        if (isIn && mask.data[(y - box.y) * box.width + x - box.x]) held++;
        else if (others.data[pixel]) foreign++;
      }
    }
    const pixels = side ** 2;
    rgbToLabInto(Math.round(red / pixels), Math.round(green / pixels), Math.round(blue / pixels), lab, cell * 3);
    if (held > PURE * side ** 2) isHole[cell] = 1;
    else if (held === 0 && foreign < PURE * side ** 2) isGround[cell] = 1;
  }
  const near = Array.from(isHole, (_, cell) => neighboursOf(cell, columns, rows));
  return { columns, rows, lab, isHole, isGround, near };
}

const neighboursOf = (cell: number, columns: number, rows: number): number[] => {
  const near: number[] = [];
  if (cell % columns > 0) near.push(cell - 1);
  if (cell % columns < columns - 1) near.push(cell + 1);
  if (cell >= columns) near.push(cell - columns);
  if (cell < columns * (rows - 1)) near.push(cell + columns);
  return near;
};

/** The ground's cells stretched over all others as a membrane (Laplace's equation, Gauss-Seidel). */
function stretch(cells: Cells): Float64Array {
  const { lab, isGround } = cells;
  const known = Array.from(isGround.keys()).filter((cell) => isGround[cell]);
  const mean = [0, 1, 2].map((channel) => known.reduce((sum, cell) => sum + lab[cell * 3 + channel], 0) / known.length);
  const membrane = lab.map((value, at) => (isGround[Math.floor(at / 3)] ? value : mean[at % 3]));
  const open = Array.from(isGround.keys()).filter((cell) => !isGround[cell]);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const cell of open) {
      const near = cells.near[cell];
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const each of near) sum += membrane[each * 3 + channel];
        membrane[cell * 3 + channel] = sum / near.length;
      }
    }
  }
  return membrane;
}

const distance = (one: Float64Array, p: number, other: Float64Array, q: number) =>
  Math.hypot(one[p * 3] - other[q * 3], one[p * 3 + 1] - other[q * 3 + 1], one[p * 3 + 2] - other[q * 3 + 2]);

/** Sources of a cell's colour: the ground's cells at the hole's border. */
function borderOf(cells: Cells): number[] {
  return Array.from(cells.isGround.keys()).filter(
    (cell) => cells.isGround[cell] && cells.near[cell].some((near) => cells.isHole[near]),
  );
}

/**
 * How far each cell of the hole lies from a ground that goes on into it: from the best of the ground's cells at the border,
 * the largest Lab distance from it on the way there. Two grounds may meet in the hole wherever they like, but neither may
 * come out of nothing.
 */
function offsetsOfGrounds(cells: Cells): Float64Array {
  const best = new Float64Array(cells.isHole.length).fill(Number.POSITIVE_INFINITY);
  const reached = new Float64Array(best.length);
  for (const ground of borderOf(cells)) {
    reached.fill(Number.POSITIVE_INFINITY);
    reached[ground] = 0;
    const open = [ground];
    for (let cell = open.shift(); cell !== undefined; cell = open.shift()) {
      for (const near of cells.near[cell]) {
        if (!cells.isHole[near]) continue;
        const way = Math.max(reached[cell], distance(cells.lab, near, cells.lab, ground));
        if (way >= reached[near]) continue;
        reached[near] = way;
        open.push(near);
      }
    }
    for (let cell = 0; cell < best.length; cell++)
      if (cells.isHole[cell]) best[cell] = Math.min(best[cell], reached[cell]);
  }
  return best;
}

const quantile = (values: readonly number[]) =>
  values.length === 0 ? 0 : Float64Array.from(values).sort()[Math.floor(QUANTILE * (values.length - 1))];

/** How far the ground's cells lie from the means of their neighbours. */
function unevenness(cells: Cells): number {
  const { lab, isGround } = cells;
  const offsets: number[] = [];
  for (let cell = 0; cell < isGround.length; cell++) {
    const near = isGround[cell] ? cells.near[cell].filter((each) => isGround[each]) : [];
    if (near.length < 2) continue;
    const mean = [0, 1, 2].map((channel) => near.reduce((sum, each) => sum + lab[each * 3 + channel], 0) / near.length);
    offsets.push(distance(lab, cell, Float64Array.from(mean), 0));
  }
  return quantile(offsets);
}

/**
 * How much a filled place gives itself away by tones that its surroundings do not lead to: blotches, a piece of another
 * ground. 0 is not at all.
 *
 * @param others what stands around and does not count as ground, as large as the image
 */
export function judgeTone(image: RgbImage, hole: PlacedMask, others: Mask): number {
  const longer = Math.max(hole.box.width, hole.box.height);
  const side = Math.max(2, Math.floor(longer / CELLS_ACROSS));
  const margin = Math.max(MIN_MARGIN_PX, 3 * side, Math.ceil(MARGIN_RATIO * longer));
  const cells = readCells(image, hole, growBox(hole.box, margin, image), side, others);
  if (!cells.isGround.includes(1) || !cells.isHole.includes(1)) return 0;
  const membrane = stretch(cells);
  const grounds = offsetsOfGrounds(cells);
  const offsets: number[] = [];
  cells.isHole.forEach((value, cell) => {
    if (value) offsets.push(Math.min(grounds[cell], distance(cells.lab, cell, membrane, cell)));
  });
  const allowed = ALLOWED.always + ALLOWED.ofGround * unevenness(cells);
  return Math.max(0, quantile(offsets) - allowed) / TELLING;
}
