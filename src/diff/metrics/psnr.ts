import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import type { Metric } from './metric.ts';
import { meanSquaredError, NOTICEABLE_GREY_LEVELS, scaledDifference, squaredErrors } from './mse.ts';

const CHANNELS = 3;
/** Decibels above an error of nothing, on a scale that is 0 at equal pixels: 10 log10(1 + squared error). */
const level = (squaredError: number) => 10 * Math.log10(1 + squaredError);
/** The error in grey levels at a level. */
const errorAt = (decibels: number) => Math.sqrt(10 ** (decibels / 10) - 1);
const MAX_LEVEL = level(MAX_GREY_LEVEL ** 2);

/**
 * Peak signal-to-noise ratio in decibels: Infinity for equal pictures, 0 between black and white. Its map is the level
 * of the error in decibels above one squared grey level, divided by the largest.
 */
export const psnr: Metric = {
  identical: Number.POSITIVE_INFINITY,
  amplitude: (value) => errorAt(value * MAX_LEVEL),
  noticeable: level(NOTICEABLE_GREY_LEVELS ** 2) / MAX_LEVEL,
  measure: (a, b) => 10 * Math.log10(MAX_GREY_LEVEL ** 2 / meanSquaredError(a, b)),
  map: (a, b) => {
    const errors = squaredErrors(a, b);
    for (let pixel = 0; pixel < errors.data.length; pixel++) {
      errors.data[pixel] = Math.min(1, level(errors.data[pixel]) / MAX_LEVEL);
    }
    return errors;
  },
  gradient: (a, b) => {
    const error = meanSquaredError(a, b);
    const samples = CHANNELS * a.width * a.height;
    return scaledDifference(a, b, error === 0 ? 0 : -20 / (Math.LN10 * error * samples));
  },
};
