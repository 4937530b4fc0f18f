import type { Metric } from './metric.ts';
import { jaccardOf, lightDisagreement, lightOverlap } from './overlap.ts';

/** Jaccard's index of the light parts of two pictures: 1 for equal pictures, 0 when nothing light is common. */
export const jaccard: Metric = {
  identical: 1,
  amplitude: (value) => value,
  noticeable: 0,
  measure: (a, b) => jaccardOf(lightOverlap(a, b)),
  map: lightDisagreement,
};
