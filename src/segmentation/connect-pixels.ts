import type { Size } from '../contract/geometry.ts';
import { createLabelMap, type LabelMap } from '../imaging/image.ts';
import { DisjointSets } from './disjoint-sets.ts';

/** Neighbouring modes belong together when each of L, u and v differs by less than this; found as those of region-fusion. */
const CONNECTED_DIFFERENCE = 1;

/** Labels that pixels take from those before them, while a scan goes by row by row. */
class GrowingLabels {
  readonly labels: Int32Array;
  readonly sets: DisjointSets;
  private readonly modes: Float32Array;

  constructor(modes: Float32Array, pixels: number) {
    this.modes = modes;
    this.labels = new Int32Array(pixels);
    this.sets = new DisjointSets(pixels);
  }

  /** The first alike neighbour's label is the pixel's; the labels of the others become one with it. @param known -1: none yet */
  connect(pixel: number, known: number, neighbour: number): number {
    const { modes } = this;
    const other = this.labels[neighbour];
    if (other === known) return known;
    const [a, b] = [pixel * 3, neighbour * 3];
    const isAlike =
      Math.abs(modes[a] - modes[b]) < CONNECTED_DIFFERENCE &&
      Math.abs(modes[a + 1] - modes[b + 1]) < CONNECTED_DIFFERENCE &&
      Math.abs(modes[a + 2] - modes[b + 2]) < CONNECTED_DIFFERENCE;
    if (!isAlike) return known;
    if (known < 0) return other;
    this.sets.union(known, other);
    return known;
  }
}

/** Joins 8-connected pixels whose modes are alike. */
export function connectPixels(modes: Float32Array, { width, height }: Size): LabelMap {
  const growing = new GrowingLabels(modes, width * height);
  const { labels } = growing;
  let used = 0;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      let label = x > 0 ? growing.connect(pixel, -1, pixel - 1) : -1;
      if (y > 0) {
        label = growing.connect(pixel, label, pixel - width);
        if (x > 0) label = growing.connect(pixel, label, pixel - width - 1);
        if (x + 1 < width) label = growing.connect(pixel, label, pixel - width + 1);
      }
      labels[pixel] = label >= 0 ? label : used++;
    }
  }
  const { numbers, count } = growing.sets.number(used);
  for (let pixel = 0; pixel < labels.length; pixel++) labels[pixel] = numbers[labels[pixel]];
  return createLabelMap(width, height, labels, count);
}
