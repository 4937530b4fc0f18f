import { createFloatMap, type FloatMap, type Mask } from './image.ts';

/** Larger than any squared distance in a picture, and still exact in a float. */
const FAR = 1e12;

/**
 * Lower envelope of parabolas along one line (Felzenszwalb & Huttenlocher 2012, algorithm 1): replaces `line` by the
 * squared distances. `sites` and `bounds` are scratch space of line length (+ 1).
 */
function transformLine(
  line: Float64Array,
  length: number,
  sites: Int32Array,
  bounds: Float64Array,
  out: Float64Array,
): void {
  let last = 0;
  sites[0] = 0;
  bounds[0] = Number.NEGATIVE_INFINITY;
  bounds[1] = Number.POSITIVE_INFINITY;
  for (let q = 1; q < length; q++) {
    let site = sites[last];
    let crossing = (line[q] + q * q - (line[site] + site * site)) / (2 * q - 2 * site);
    while (crossing <= bounds[last]) {
      site = sites[--last];
      crossing = (line[q] + q * q - (line[site] + site * site)) / (2 * q - 2 * site);
    }
    sites[++last] = q;
    bounds[last] = crossing;
    bounds[last + 1] = Number.POSITIVE_INFINITY;
  }
  for (let q = 0, k = 0; q < length; q++) {
    while (bounds[k + 1] < q) k++;
    out[q] = (q - sites[k]) ** 2 + line[sites[k]];
  }
}

/**
 * Exact Euclidean distance of every pixel to the nearest set pixel of the mask, in pixels; 0 on the mask. With an empty
 * mask every distance is about a million.
 */
export function distanceToSet(mask: Mask): FloatMap {
  const { width, height, data } = mask;
  const result = createFloatMap(width, height);
  const squared = new Float64Array(width * height);
  const longest = Math.max(width, height);
  const line = new Float64Array(longest);
  const out = new Float64Array(longest);
  const sites = new Int32Array(longest);
  const bounds = new Float64Array(longest + 1);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) line[y] = data[y * width + x] ? 0 : FAR;
    transformLine(line, height, sites, bounds, out);
    for (let y = 0; y < height; y++) squared[y * width + x] = out[y];
  }
  for (let y = 0; y < height; y++) {
    line.set(squared.subarray(y * width, (y + 1) * width));
    transformLine(line, width, sites, bounds, out);
    for (let x = 0; x < width; x++) result.data[y * width + x] = Math.sqrt(out[x]);
  }
  return result;
}
