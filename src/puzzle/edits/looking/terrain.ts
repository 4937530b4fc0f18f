import type { Box } from '../../../contract/geometry.ts';
import { rgbToLabInto } from '../../../imaging/colour.ts';
import type { RgbImage } from '../../../imaging/image.ts';

/** What a part of the picture looks like from afar. */
export interface Ground {
  /** Mean CIE Lab. */
  readonly lab: readonly [number, number, number];
  /** RMS distance (Lab) of its cells from that mean: 0 for a flat ground. */
  readonly deviation: number;
}

/** The picture is looked at in square cells, about so many. */
const CELLS = 40_000;
/** Sums that are kept of each cell: L, a, b and the sum of their squares. */
const SUMS = 4;
const CHANNELS = 3;

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));

/** Means and deviations of any box of a picture, at once: summed-area tables (Crow 1984) over coarse cells. */
export class Terrain {
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  /** From one row of the tables to the next. */
  private readonly stride: number;
  private readonly tables: Float64Array;
  /** Mean Lab of each cell. */
  private readonly cells: Float32Array;

  constructor(image: RgbImage) {
    this.cell = Math.max(1, Math.floor(Math.sqrt((image.width * image.height) / CELLS)));
    this.columns = Math.max(1, Math.floor(image.width / this.cell));
    this.rows = Math.max(1, Math.floor(image.height / this.cell));
    this.stride = (this.columns + 1) * SUMS;
    this.tables = new Float64Array(this.stride * (this.rows + 1));
    this.cells = new Float32Array(this.columns * this.rows * CHANNELS);
    const lab = new Float64Array(CHANNELS);
    for (let row = 0, at = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++, at += CHANNELS) {
        this.readCell(image, column, row, lab);
        this.cells.set(lab, at);
        this.add(column, row, lab);
      }
    }
  }

  /** Side of a cell in pixels. */
  get step(): number {
    return this.cell;
  }

  /** The ground in a box that lies at least partly in the picture. */
  at({ x, y, width, height }: Box): Ground {
    const fromX = clamp(Math.floor(x / this.cell), this.columns - 1);
    const fromY = clamp(Math.floor(y / this.cell), this.rows - 1);
    const toX = clamp(Math.ceil((x + width) / this.cell), this.columns) || fromX + 1;
    const toY = clamp(Math.ceil((y + height) / this.cell), this.rows) || fromY + 1;
    const count = (toX - fromX) * (toY - fromY);
    const upper = fromY * this.stride + fromX * SUMS;
    const lower = toY * this.stride + fromX * SUMS;
    const across = (toX - fromX) * SUMS;
    const mean = (index: number) => this.sum(upper + index, lower + index, across) / count;
    const lab = [mean(0), mean(1), mean(2)] as const;
    const variance = mean(CHANNELS) - (lab[0] ** 2 + lab[1] ** 2 + lab[2] ** 2);
    return { lab, deviation: Math.sqrt(Math.max(0, variance)) };
  }

  /** Mean CIE Lab of the cell that holds a pixel. */
  cellAt(x: number, y: number): Ground['lab'] {
    const column = Math.min(this.columns - 1, Math.floor(x / this.cell));
    const row = Math.min(this.rows - 1, Math.floor(y / this.cell));
    const at = (row * this.columns + column) * CHANNELS;
    return [this.cells[at], this.cells[at + 1], this.cells[at + 2]];
  }

  /** Mean Lab of a cell, of every pixel: single pixels of a texture would not tell its mean. */
  private readCell(image: RgbImage, column: number, row: number, lab: Float64Array): void {
    let [red, green, blue] = [0, 0, 0];
    for (let y = row * this.cell; y < (row + 1) * this.cell; y++) {
      for (let x = column * this.cell; x < (column + 1) * this.cell; x++) {
        const at = (y * image.width + x) * 3;
        red += image.data[at];
        green += image.data[at + 1];
        blue += image.data[at + 2];
      }
    }
    const pixels = this.cell ** 2;
    rgbToLabInto(Math.round(red / pixels), Math.round(green / pixels), Math.round(blue / pixels), lab);
  }

  private add(column: number, row: number, lab: Float64Array): void {
    const { tables, stride } = this;
    const at = (row + 1) * stride + (column + 1) * SUMS;
    for (let index = 0; index < SUMS; index++) {
      const value = index < CHANNELS ? lab[index] : lab[0] ** 2 + lab[1] ** 2 + lab[2] ** 2;
      const above = tables[at - stride + index] - tables[at - stride - SUMS + index];
      tables[at + index] = value + above + tables[at - SUMS + index];
    }
  }

  /** A sum over a box whose left corners in the tables are given. */
  private sum(upper: number, lower: number, across: number): number {
    const { tables } = this;
    return tables[lower + across] - tables[lower] - tables[upper + across] + tables[upper];
  }
}
