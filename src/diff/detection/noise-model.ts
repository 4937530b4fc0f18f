import type { Size } from '../../contract/geometry.ts';
import type { Mask } from '../../imaging/image.ts';
import type { BlurredPlanes } from './blurred-planes.ts';

/** Activity (grey levels of local contrast) is told apart in this many classes, each twice as wide as the one before. */
const CLASSES = 6;
/** A class with fewer pixels says nothing of its own and takes the threshold of the calmer one. */
const LEAST_PIXELS = 400;
/** The noise of a class is read at this quantile: real differences cover less than the rest. */
const QUANTILE = 0.75;
const STEPS_PER_LEVEL = 4;
const MAX_BYTE = 255;

/** Local contrast of the green plane at each pixel: the larger of the central differences. */
function activityAt(green: Float32Array, pixel: number, x: number, y: number, { width, height }: Size): number {
  const dx = x > 0 && x + 1 < width ? Math.abs(green[pixel + 1] - green[pixel - 1]) : 0;
  const dy = y > 0 && y + 1 < height ? Math.abs(green[pixel + width] - green[pixel - width]) : 0;
  return Math.max(dx, dy);
}

const classOf = (activity: number) => Math.min(CLASSES - 1, Math.floor(Math.log2(1 + activity)));

/** The class of activity of every pixel, by the busier of the two pictures. */
export function classifyActivity(a: BlurredPlanes, b: BlurredPlanes, size: Size): Uint8Array {
  const classes = new Uint8Array(size.width * size.height);
  for (let y = 0, pixel = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, pixel++) {
      classes[pixel] = classOf(Math.max(activityAt(a[1], pixel, x, y, size), activityAt(b[1], pixel, x, y, size)));
    }
  }
  return classes;
}

function quantileOf(counts: Uint32Array, total: number): number {
  let bin = 0;
  for (let passed = counts[0]; passed < total * QUANTILE; passed += counts[bin]) bin++;
  return bin / STEPS_PER_LEVEL;
}

/**
 * What two equal pictures would differ by, for each class of activity: compression and resampling leave more on edges
 * and texture than on plain ground.
 *
 * @returns grey levels, never falling from one class to the next busier one
 */
export function measureNoise(map: Float32Array, classes: Uint8Array, overlap: Mask): Float32Array {
  const bins = (MAX_BYTE + 1) * STEPS_PER_LEVEL;
  const counts = Array.from({ length: CLASSES }, () => new Uint32Array(bins));
  const totals = new Uint32Array(CLASSES);
  for (let pixel = 0; pixel < map.length; pixel++) {
    if (!overlap.data[pixel]) continue;
    counts[classes[pixel]][Math.min(bins - 1, Math.floor(map[pixel] * STEPS_PER_LEVEL))]++;
    totals[classes[pixel]]++;
  }
  const noise = new Float32Array(CLASSES);
  for (let index = 0; index < CLASSES; index++) {
    const calmer = index > 0 ? noise[index - 1] : 0;
    const own = totals[index] < LEAST_PIXELS ? 0 : quantileOf(counts[index], totals[index]);
    noise[index] = Math.max(calmer, own);
  }
  return noise;
}
