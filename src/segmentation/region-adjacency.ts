import type { LabelMap } from '../imaging/image.ts';

/** An edge of the region adjacency graph: two labels, the smaller first, that are 8-connected somewhere. */
export interface RegionEdge {
  readonly a: number;
  readonly b: number;
  /** Pairs of neighbouring pixels across the border: its length. */
  readonly contact: number;
}

/** The region adjacency graph of a label map, in the order in which a row-by-row scan meets the borders. */
export function regionAdjacency(labels: LabelMap): RegionEdge[] {
  const { width, height, data, count } = labels;
  const contacts = new Map<number, number>();
  const meet = (one: number, other: number) => {
    if (one === other) return;
    const key = Math.min(one, other) * count + Math.max(one, other);
    contacts.set(key, (contacts.get(key) ?? 0) + 1);
  };
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const label = data[pixel];
      if (x + 1 < width) meet(label, data[pixel + 1]);
      if (y + 1 === height) continue;
      meet(label, data[pixel + width]);
      if (x > 0) meet(label, data[pixel + width - 1]);
      if (x + 1 < width) meet(label, data[pixel + width + 1]);
    }
  }
  return [...contacts].map(([key, contact]) => ({ a: Math.floor(key / count), b: key % count, contact }));
}
