import type { FloatMap, FloatPlanes } from '../../imaging/image.ts';

export type { MetricKind } from '../../contract/spot-options.ts';

/**
 * A way to say how much two pictures differ. Both are three planes (red, green, blue) of one size in grey levels,
 * nominally 0 to 255. Every function throws a RangeError when the sizes differ and is symmetric in its two pictures,
 * except for the gradient.
 */
export interface Metric {
  /** The score of two equal pictures. */
  readonly identical: number;
  /**
   * What a value of the map stands for, in a measure that grows evenly with the difference in grey levels (any unit), so
   * that noise looks alike in the maps of all metrics. 0 for 0, rising.
   */
  readonly amplitude: (value: number) => number;
  /** Values of the map up to this one are not seen by people, however clean the pair is. 0 to 1. */
  readonly noticeable: number;
  /** One number for the whole pair; range and direction as the literature has them. */
  readonly measure: (a: FloatPlanes, b: FloatPlanes) => number;
  /** How much the pair differs at each pixel: 0 where it does not, 1 at most; the largest of the channels. */
  readonly map: (a: FloatPlanes, b: FloatPlanes) => FloatMap;
  /**
   * The derivative of `measure` by each value of `a`, per grey level; zeros for equal pictures. Absent when the metric
   * has none that means something.
   */
  readonly gradient?: (a: FloatPlanes, b: FloatPlanes) => FloatPlanes;
}

/** @throws RangeError when the two are not of one size */
export function requireSameShape(a: FloatPlanes, b: FloatPlanes): void {
  if (a.width === b.width && a.height === b.height) return;
  throw new RangeError(
    `expected two pictures of one size, received ${a.width} x ${a.height} and ${b.width} x ${b.height}`,
  );
}

/** The three channels of a pair, two by two. */
export function channelPairs(a: FloatPlanes, b: FloatPlanes): [Float32Array, Float32Array][] {
  return a.planes.map((plane, channel) => [plane, b.planes[channel]]);
}
