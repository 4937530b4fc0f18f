import type { Box } from '../../contract/geometry.ts';
import type { RgbImage } from '../../imaging/image.ts';

/** Red, green, blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** Paper is told from the page's rim, this share of its shorter side wide. */
const RIM_RATIO = 0.004;
/** A page has one colour of paper when this share of the rim has it; the rim of a picture is more mixed. */
const MIN_PAPER_SHARE = 0.75;
/** Levels in a channel by which paper may vary: clean pages, compressed ones, scans, uneven light. */
const TOLERANCES = [6, 12, 20, 32];
/** Colours are counted in cells of 2 to this power levels a channel. */
const CELL_BITS = 4;

/** What a page is printed on. */
export interface Paper {
  readonly colour: Colour;
  /** Levels in a channel by which the paper varies: what is further from its colour is something else. */
  readonly tolerance: number;
}

/** Whether a pixel's three bytes are about the paper's. */
export function isPaper(data: ArrayLike<number>, at: number, { colour, tolerance }: Paper): boolean {
  const [red, green, blue] = colour;
  return (
    Math.abs(data[at] - red) <= tolerance &&
    Math.abs(data[at + 1] - green) <= tolerance &&
    Math.abs(data[at + 2] - blue) <= tolerance
  );
}

/** How many pixels fell into a cell of colours, and the sums of their channels. */
type Cell = [count: number, red: number, green: number, blue: number];

const meanOf = ([count, red, green, blue]: Cell): Colour => [red / count, green / count, blue / count];

/** The share of a strip of the rim that has the colour. */
function shareNear({ width, data }: RgbImage, { x, y, width: across, height: down }: Box, paper: Paper): number {
  let near = 0;
  for (let row = y; row < y + down; row++) {
    for (let column = x; column < x + across; column++) {
      if (isPaper(data, (row * width + column) * 3, paper)) near++;
    }
  }
  return near / (across * down);
}

function countColours({ width, data }: RgbImage, strips: readonly Box[]): Cell[] {
  const cells = new Map<number, Cell>();
  for (const strip of strips) {
    for (let y = strip.y; y < strip.y + strip.height; y++) {
      for (let x = strip.x; x < strip.x + strip.width; x++) {
        const at = (y * width + x) * 3;
        const [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
        const key = ((red >> CELL_BITS) << 16) | ((green >> CELL_BITS) << 8) | (blue >> CELL_BITS);
        const cell = cells.get(key) ?? [0, 0, 0, 0];
        cells.set(key, [cell[0] + 1, cell[1] + red, cell[2] + green, cell[3] + blue]);
      }
    }
  }
  return [...cells.values()];
}

/** The strips of the page's rim that run along this half of it. */
function rimOf(page: RgbImage, { x, y, width, height }: Box): Box[] {
  const rim = Math.max(1, Math.round(RIM_RATIO * Math.min(page.width, page.height)));
  return [
    ...(x === 0 ? [{ x, y, width: rim, height }] : []),
    ...(y === 0 ? [{ x, y, width, height: rim }] : []),
    ...(x + width === page.width ? [{ x: page.width - rim, y, width: rim, height }] : []),
    ...(y + height === page.height ? [{ x, y: page.height - rim, width, height: rim }] : []),
  ];
}

/**
 * The colour of the paper in one half of a page, as the page's rim shows it on every side.
 *
 * @param half the part of the page in which one panel lies
 * @returns undefined when the rim has no colour of its own: the picture reaches it
 */
export function paperOf(page: RgbImage, half: Box): Paper | undefined {
  const strips = rimOf(page, half);
  const cells = countColours(page, strips);
  if (cells.length === 0) return undefined;
  const colour = meanOf(cells.reduce((most, cell) => (cell[0] > most[0] ? cell : most)));
  for (const tolerance of TOLERANCES) {
    const paper = { colour, tolerance };
    if (strips.every((strip) => shareNear(page, strip, paper) >= MIN_PAPER_SHARE)) return paper;
  }
  return undefined;
}
