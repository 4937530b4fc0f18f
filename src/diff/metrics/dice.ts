import type { Metric } from './metric.ts';
import { diceOf, lightDisagreement, lightOverlap } from './overlap.ts';

/** Dice's coefficient of the light parts of two pictures: 1 for equal pictures, 0 when nothing light is common. */
export const dice: Metric = {
  identical: 1,
  amplitude: (value) => value,
  noticeable: 0,
  measure: (a, b) => diceOf(lightOverlap(a, b)),
  map: lightDisagreement,
};
