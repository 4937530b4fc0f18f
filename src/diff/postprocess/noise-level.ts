import type { FloatMap } from '../../imaging/image.ts';

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

function classOf(activity: number): number {
  let at = 0;
  while (at < CLASSES - 1 && activity > UPPER_BOUNDS[at]) at++;
  return at;
}

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

/** For each class the map's values at evenly spread pixels. */
function samplesByClass(map: FloatMap, classes: Uint8Array): Float32Array[] {
  const counts = new Uint32Array(CLASSES);
  for (let pixel = 0; pixel < classes.length; pixel++) counts[classes[pixel]]++;
  const strides = counts.map((count) => Math.max(1, Math.ceil(count / MAX_SAMPLES)));
  const samples = Array.from(counts, (count, at) =>
    count < MIN_SHARE * classes.length ? new Float32Array(0) : new Float32Array(Math.floor(count / strides[at])),
  );
  const seen = new Uint32Array(CLASSES);
  for (let pixel = 0; pixel < classes.length; pixel++) {
    const at = classes[pixel];
    const place = seen[at]++;
    if (place % strides[at] === 0 && place / strides[at] < samples[at].length) {
      samples[at][place / strides[at]] = map.data[pixel];
    }
  }
  return samples;
}

/** The class of each pixel: one for each octave of activity. */
export function activityClasses({ data }: FloatMap): Uint8Array {
  const classes = new Uint8Array(data.length);
  for (let pixel = 0; pixel < classes.length; pixel++) classes[pixel] = classOf(data[pixel]);
  return classes;
}

/**
 * The largest value that the noise of a pair reaches in each class of activity in its map of amplitudes. Noise is
 * measured apart for calm and busy parts, from values in the middle of each, which changes hardly move; where it is
 * busier it is not taken for less.
 */
export function noiseLimits(map: FloatMap, classes: Uint8Array, reach: NoiseReach): Float32Array {
  const limits = Float32Array.from(samplesByClass(map, classes), (values) =>
    values.length === 0 ? 0 : reach(values.sort()),
  );
  for (let at = 1; at < CLASSES; at++) limits[at] = Math.max(limits[at], limits[at - 1]);
  for (let at = CLASSES - 2; at >= 0; at--) limits[at] = Math.max(limits[at], limits[at + 1] / OCTAVE);
  return limits;
}
