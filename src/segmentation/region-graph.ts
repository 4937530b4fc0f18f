import type { FloatPlanes, LabelMap, RgbImage } from '../imaging/image.ts';
import { rgbToLab } from '../imaging/lab-planes.ts';

/** The regions of a label map and their borders, ready for many questions. Arrays are by label. */
export interface RegionGraph {
  readonly labels: LabelMap;
  /** CIE Lab colours of the image. */
  readonly colours: FloatPlanes;
  /** Pixels. */
  readonly areas: Float64Array;
  /** CIE Lab mean colours, three values a region. */
  readonly lab: Float64Array;
  /** First and last column and row: minX, minY, maxX, maxY of each region. */
  readonly corners: Int32Array;
  /** The same along the diagonals: least x + y and x - y, greatest x + y and x - y of each region. */
  readonly diagonals: Int32Array;
  /** Lengths of the regions' outlines in pixel sides; the image's border does not count. */
  readonly perimeters: Float64Array;
  /** The borders of region r are those numbered from `first[r]` to `first[r + 1]` (exclusive) in the arrays below. */
  readonly first: Int32Array;
  /** The region on the far side of each border. */
  readonly neighbours: Int32Array;
  /** Pixel sides that two regions share (4-connected). */
  readonly lengths: Float64Array;
  /** Mean Lab distance between the pixels beyond the two sides of the border: how strong the step is. */
  readonly steps: Float64Array;
}

/** A step stronger than this (Lab) is as good as any. */
const STRONGEST_STEP = 60;

interface Border {
  readonly a: number;
  readonly b: number;
  length: number;
  steps: number;
}

function distance({ planes }: FloatPlanes, p: number, q: number): number {
  return Math.hypot(planes[0][p] - planes[0][q], planes[1][p] - planes[1][q], planes[2][p] - planes[2][q]);
}

/** Collects borders, each once. */
class BorderFinder {
  private readonly borders = new Map<number, Border>();
  private readonly colours: FloatPlanes;
  private readonly regions: number;

  constructor(colours: FloatPlanes, regions: number) {
    this.colours = colours;
    this.regions = regions;
  }

  /** The step is measured from the pixel before the border to the one after it: an edge is blurred over two or three. */
  meet(one: number, other: number, before: number, after: number): void {
    const [a, b] = one < other ? [one, other] : [other, one];
    const key = a * this.regions + b;
    let border = this.borders.get(key);
    if (!border) {
      border = { a, b, length: 0, steps: 0 };
      this.borders.set(key, border);
    }
    border.length++;
    border.steps += Math.min(STRONGEST_STEP, distance(this.colours, before, after));
  }

  all(): Border[] {
    return [...this.borders.values()];
  }
}

/** All borders, in the order in which a row-by-row scan meets them. */
function findBorders({ width, height, data, count }: LabelMap, colours: FloatPlanes): Border[] {
  const finder = new BorderFinder(colours, count);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const label = data[pixel];
      if (x + 1 < width && data[pixel + 1] !== label) {
        finder.meet(label, data[pixel + 1], x > 0 ? pixel - 1 : pixel, x + 2 < width ? pixel + 2 : pixel + 1);
      }
      if (y + 1 < height && data[pixel + width] !== label) {
        const after = y + 2 < height ? pixel + 2 * width : pixel + width;
        finder.meet(label, data[pixel + width], y > 0 ? pixel - width : pixel, after);
      }
    }
  }
  return finder.all();
}

function measureRegions({ width, height, data, count }: LabelMap, { planes }: FloatPlanes) {
  const areas = new Float64Array(count);
  const lab = new Float64Array(count * 3);
  const corners = new Int32Array(count * 4);
  const diagonals = new Int32Array(count * 4);
  const far = width + height;
  for (let label = 0; label < count; label++) {
    corners.set([width, height, -1, -1], label * 4);
    diagonals.set([far, far, -far, -far], label * 4);
  }
  const [lightness, redness, yellowness] = planes;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const label = data[pixel];
      areas[label]++;
      lab[label * 3] += lightness[pixel];
      lab[label * 3 + 1] += redness[pixel];
      lab[label * 3 + 2] += yellowness[pixel];
      const corner = label * 4;
      if (x < corners[corner]) corners[corner] = x;
      if (y < corners[corner + 1]) corners[corner + 1] = y;
      if (x > corners[corner + 2]) corners[corner + 2] = x;
      if (y > corners[corner + 3]) corners[corner + 3] = y;
      if (x + y < diagonals[corner]) diagonals[corner] = x + y;
      if (x - y < diagonals[corner + 1]) diagonals[corner + 1] = x - y;
      if (x + y > diagonals[corner + 2]) diagonals[corner + 2] = x + y;
      if (x - y > diagonals[corner + 3]) diagonals[corner + 3] = x - y;
    }
  }
  for (let at = 0; at < lab.length; at++) lab[at] /= areas[Math.floor(at / 3)];
  return { areas, lab, corners, diagonals };
}

/** Lays the borders out so that those of one region stand side by side. */
function indexBorders(borders: readonly Border[], count: number) {
  const first = new Int32Array(count + 1);
  for (const { a, b } of borders) {
    first[a + 1]++;
    first[b + 1]++;
  }
  for (let region = 0; region < count; region++) first[region + 1] += first[region];
  const next = first.slice(0, count);
  const neighbours = new Int32Array(borders.length * 2);
  const lengths = new Float64Array(borders.length * 2);
  const steps = new Float64Array(borders.length * 2);
  const perimeters = new Float64Array(count);
  for (const { a, b, length, steps: sum } of borders) {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const at = next[from]++;
      neighbours[at] = to;
      lengths[at] = length;
      steps[at] = sum / length;
      perimeters[from] += length;
    }
  }
  return { first, neighbours, lengths, steps, perimeters };
}

/** The region adjacency graph of a label map with the strength of its borders. @param image has the map's size */
export function buildRegionGraph(labels: LabelMap, image: RgbImage): RegionGraph {
  const colours = rgbToLab(image);
  return {
    labels,
    colours,
    ...measureRegions(labels, colours),
    ...indexBorders(findBorders(labels, colours), labels.count),
  };
}

/** Lab distance of two regions' mean colours. */
export function colourDistance({ lab }: Pick<RegionGraph, 'lab'>, a: number, b: number): number {
  return Math.hypot(lab[a * 3] - lab[b * 3], lab[a * 3 + 1] - lab[b * 3 + 1], lab[a * 3 + 2] - lab[b * 3 + 2]);
}
