import type { Point } from '../../contract/geometry.ts';
import { createComplexMap, fourierTransform, inverseFourierTransform, nextPowerOfTwo } from '../../imaging/fourier.ts';
import { createFloatMap, type FloatMap } from '../../imaging/image.ts';

/** A shift at which a map repeats itself, and how strongly. */
export interface Repeat {
  /** Pixels: what is shown at p is shown again at p + shift. */
  readonly shift: Point;
  /** Share of the map's energy that repeats, up to 1; 0.5 when one half repeats the other. */
  readonly strength: number;
}

/**
 * The correlation of a map with itself at every shift, as a share of that at no shift (Wiener & Khinchin): at shift
 * (x, y), y from 0 on and x of either sign, stands [y * width + x + (map.width - 1)].
 *
 * @returns 2 * map.width - 1 columns, map.height rows
 */
export function selfCorrelation(map: FloatMap): FloatMap {
  // Twice the size: the far end must not meet the near one.
  const spectrum = createComplexMap(nextPowerOfTwo(2 * map.width), nextPowerOfTwo(2 * map.height));
  const { width, real, imaginary } = spectrum;
  for (let y = 0; y < map.height; y++) {
    real.set(map.data.subarray(y * map.width, (y + 1) * map.width), y * width);
  }
  fourierTransform(spectrum);
  for (let at = 0; at < real.length; at++) {
    real[at] = real[at] ** 2 + imaginary[at] ** 2;
    imaginary[at] = 0;
  }
  inverseFourierTransform(spectrum);
  const energy = real[0];
  const result = createFloatMap(2 * map.width - 1, map.height);
  if (energy === 0) return result;
  for (let y = 0; y < result.height; y++) {
    const [row, to] = [y * width, y * result.width];
    // Shifts to the left stand at the far end of the transformed row.
    result.data.set(real.subarray(row + width - (map.width - 1), row + width), to);
    result.data.set(real.subarray(row, row + map.width), to + map.width - 1);
  }
  for (let at = 0; at < result.data.length; at++) result.data[at] /= energy;
  return result;
}

/** A peak is the highest within this many pixels. */
const PEAK_RADIUS_PX = 2;

function isPeak({ width, height, data }: FloatMap, x: number, y: number): boolean {
  const value = data[y * width + x];
  for (let row = Math.max(0, y - PEAK_RADIUS_PX); row <= Math.min(height - 1, y + PEAK_RADIUS_PX); row++) {
    for (let column = Math.max(0, x - PEAK_RADIUS_PX); column <= Math.min(width - 1, x + PEAK_RADIUS_PX); column++) {
      if (data[row * width + column] > value) return false;
    }
  }
  return true;
}

/**
 * The strongest repeats at shifts that are allowed, strongest first.
 *
 * @param correlation as selfCorrelation gives it
 */
export function findRepeats(correlation: FloatMap, count: number, isAllowed: (shift: Point) => boolean): Repeat[] {
  const { width, height, data } = correlation;
  const zero = (width - 1) / 2;
  const repeats: Repeat[] = [];
  for (let y = 0; y < height; y++) {
    // Without a way down, left is right with the signs changed.
    for (let x = y === 0 ? zero : 0; x < width; x++) {
      const strength = data[y * width + x];
      const weakest = repeats.length < count ? 0 : repeats[repeats.length - 1].strength;
      const shift = { x: x - zero, y };
      if (strength <= weakest || !isAllowed(shift) || !isPeak(correlation, x, y)) continue;
      repeats.push({ shift, strength });
      repeats.sort((one, other) => other.strength - one.strength);
      repeats.length = Math.min(repeats.length, count);
    }
  }
  return repeats;
}
