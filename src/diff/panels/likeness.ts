import type { Box } from '../../contract/geometry.ts';
import { createFloatMap, type FloatMap } from '../../imaging/image.ts';
import { selfCorrelation } from './self-correlation.ts';

/** Shifts shorter than this are within the details themselves. */
const MIN_PERIOD_PX = 7;
/** A panel is compared with itself at shifts that leave this share of either side. */
const MIN_LEFT_RATIO = 0.5;

/** How much two maps are alike in a box: their correlation coefficient, -1 to 1 (their means are about 0). */
export function likenessIn(one: FloatMap, other: FloatMap, box: Box): number {
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const a = one.data[y * one.width + x];
      const b = other.data[y * other.width + x];
      ab += a * b;
      aa += a * a;
      bb += b * b;
    }
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

function cropMap(map: FloatMap, { x, y, width, height }: Box): FloatMap {
  const crop = createFloatMap(width, height);
  for (let row = 0; row < height; row++) {
    const from = (y + row) * map.width + x;
    crop.data.set(map.data.subarray(from, from + width), row * width);
  }
  return crop;
}

/**
 * How much a map is like itself at the best shift other than none: near 1 for tiles, fences and stripes, up to about 0.5 for
 * pictures.
 */
export function periodicityIn(map: FloatMap, box: Box): number {
  const { width, height } = box;
  const correlation = selfCorrelation(cropMap(map, box));
  const zero = width - 1;
  let most = 0;
  for (let y = 0; y <= height * (1 - MIN_LEFT_RATIO); y++) {
    for (let x = -Math.floor(width * (1 - MIN_LEFT_RATIO)); x <= width * (1 - MIN_LEFT_RATIO); x++) {
      if (Math.hypot(x, y) < MIN_PERIOD_PX) continue;
      const shareLeft = ((width - Math.abs(x)) * (height - y)) / (width * height);
      most = Math.max(most, correlation.data[y * correlation.width + x + zero] / shareLeft);
    }
  }
  return most;
}
