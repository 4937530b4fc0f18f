import { countBelow } from '../../imaging/kernels/busy-planes.ts';
import type { PlaneRoom } from '../../imaging/kernels/plane-room.ts';

/** Classes of activity, an octave of grey levels each: the first below a quarter, the last above 32. */
const CLASSES = 9;
const FIRST_OCTAVE = -2;
/** Noise grows at most as activity does; so a class has at least this part of the noise of the next busier one. */
const OCTAVE = 2;
/** Values looked at in each class: enough for quartiles that are right to a few percent. */
const MAX_SAMPLES = 2048;
/** Classes with less than this share of the pixels may be a few changes alone; they take what their neighbours say. */
const MIN_SHARE = 0.03;
/** The classes up to the last hold activities up to these. */
const UPPER_BOUNDS = Float32Array.from({ length: CLASSES - 1 }, (_, at) => 2 ** (at + FIRST_OCTAVE));

/** The largest value that noise takes, judged from the values that a class holds (sorted). */
export type NoiseReach = (sorted: Float32Array) => number;

/** From the median on, this many times the distance to the upper quartile: single pixels of noise do not reach farther. */
const TAIL = 16;
/** Patches of noise do not reach farther than this many times the median. */
const REACH_OVER_MEDIAN = 8;

/** What no single pixel of noise exceeds. Changes of less than a quarter of a class hardly move it. */
export const singlePixelReach: NoiseReach = (sorted) => {
  const [median, upper] = [sorted[sorted.length >> 1], sorted[(3 * sorted.length) >> 2]];
  return median + TAIL * (upper - median);
};

/** What no patch of several pixels of noise exceeds. Changes of less than a third of a class hardly move it. */
export const patchReach: NoiseReach = (sorted) => REACH_OVER_MEDIAN * sorted[sorted.length >> 1];

/** Which pixels speak for each class of activity. */
export interface ActivityClasses {
  /** The class of each pixel: one for each octave of activity. */
  readonly classes: Uint8Array;
  /** Evenly spread pixels of each class; none of a class that is too small. */
  readonly samples: readonly Uint32Array[];
}

function samplePixels(classes: Uint8Array): Uint32Array[] {
  const counts = new Uint32Array(CLASSES);
  for (let pixel = 0; pixel < classes.length; pixel++) counts[classes[pixel]]++;
  const strides = counts.map((count) => Math.max(1, Math.ceil(count / MAX_SAMPLES)));
  const samples = Array.from(
    counts,
    (count, at) => new Uint32Array(count < MIN_SHARE * classes.length ? 0 : Math.floor(count / strides[at])),
  );
  const untilNext = new Uint32Array(CLASSES).fill(1);
  const filled = new Uint32Array(CLASSES);
  for (let pixel = 0; pixel < classes.length; pixel++) {
    const at = classes[pixel];
    if (--untilNext[at] > 0) continue;
    untilNext[at] = strides[at];
    // Beyond its end an array takes nothing.
    samples[at][filled[at]++] = pixel;
  }
  return samples;
}

/** Sorts pixels by how busy the pair is around them. @param activity a plane of the room */
export function activityClasses(room: PlaneRoom, activity: Float32Array): ActivityClasses {
  const classes = countBelow(room, activity, UPPER_BOUNDS);
  return { classes, samples: samplePixels(classes) };
}

/**
 * The largest value that the noise of a pair reaches in each class of activity in its map of amplitudes. Noise is
 * measured apart for calm and busy parts, from values in the middle of each, which changes hardly move; where it is
 * busier it is not taken for less.
 */
export function noiseLimits(map: Float32Array, { samples }: ActivityClasses, reach: NoiseReach): Float32Array {
  const limits = Float32Array.from(samples, (pixels) =>
    pixels.length === 0 ? 0 : reach(Float32Array.from(pixels, (pixel) => map[pixel]).sort()),
  );
  for (let at = 1; at < CLASSES; at++) limits[at] = Math.max(limits[at], limits[at - 1]);
  for (let at = CLASSES - 2; at >= 0; at--) limits[at] = Math.max(limits[at], limits[at + 1] / OCTAVE);
  return limits;
}
