import { createFloatMap, type FloatMap, type Mask } from './image.ts';

/** Larger than any distance in a picture; its square is exact. */
const FAR = 1_000_000;

/** Distance of every pixel to the nearest set one above or below it; FAR in columns that have none. */
function columnDistances({ width, height, data }: Mask): Int32Array {
  const away = new Int32Array(width * height).fill(FAR);
  for (let pixel = 0; pixel < away.length; pixel++) {
    if (data[pixel]) away[pixel] = 0;
    else if (pixel >= width && away[pixel - width] < FAR) away[pixel] = away[pixel - width] + 1;
  }
  for (let pixel = away.length - width - 1; pixel >= 0; pixel--) {
    if (away[pixel + width] < away[pixel]) away[pixel] = away[pixel + width] + 1;
  }
  return away;
}

/** Lower envelope of parabolas along a line (Felzenszwalb & Huttenlocher 2012, algorithm 1). */
class Envelope {
  private readonly sites: Int32Array;
  private readonly heights: Float64Array;
  private readonly bounds: Float64Array;

  constructor(length: number) {
    this.sites = new Int32Array(length);
    this.heights = new Float64Array(length);
    this.bounds = new Float64Array(length + 1);
  }

  /** Writes the distances of a part of a line, whose first pixel is the `start`th of all: those of its columns are given. */
  measure(away: Int32Array, start: number, length: number, result: Float32Array): void {
    const { sites, heights, bounds } = this;
    let last = 0;
    sites[0] = 0;
    heights[0] = away[start] ** 2;
    bounds[0] = Number.NEGATIVE_INFINITY;
    for (let site = 1; site < length; site++) {
      const height = away[start + site] ** 2;
      let crossing = 0;
      for (;;) {
        const other = sites[last];
        crossing = (height - heights[last] + (site - other) * (site + other)) / (2 * (site - other));
        if (crossing > bounds[last]) break;
        last--;
      }
      sites[++last] = site;
      heights[last] = height;
      bounds[last] = crossing;
    }
    bounds[last + 1] = Number.POSITIVE_INFINITY;
    for (let x = 0, at = 0; x < length; x++) {
      while (bounds[at + 1] < x) at++;
      result[start + x] = Math.sqrt((x - sites[at]) ** 2 + heights[at]);
    }
  }
}

/**
 * Exact Euclidean distance of every pixel to the nearest set pixel of the mask, in pixels; 0 on the mask. With an empty
 * mask every distance is about a million.
 */
export function distanceToSet(mask: Mask): FloatMap {
  const { width, height } = mask;
  const result = createFloatMap(width, height);
  const away = columnDistances(mask);
  const envelope = new Envelope(width);
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    // What lies between two set pixels of a row is nobody else's: each gap is measured with the pixels beside it alone.
    for (let x = y * width; x < end; ) {
      if (away[x] === 0 && (x + 1 === end || away[x + 1] === 0)) {
        x++;
        continue;
      }
      let to = x + 1;
      while (to < end && away[to] !== 0) to++;
      envelope.measure(away, x, Math.min(end, to + 1) - x, result.data);
      x = to;
    }
  }
  return result;
}
