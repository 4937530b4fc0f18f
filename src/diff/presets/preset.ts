import { CodedError } from '../../contract/coded-error.ts';
import type { Box, Circle } from '../../contract/geometry.ts';
import type { RgbImage } from '../../imaging/image.ts';

export type ClassicPresetKind = 'blur-threshold' | 'ssim-quantile';

export interface PresetOptions {
  /** For blur-threshold: grey levels, 0 to 255, above which two blurred pixels differ; 10 when absent. */
  readonly threshold?: number;
  /** For ssim-quantile: the share of pixels that stays below the threshold, 0 to 1; 0.95 when absent. */
  readonly quantile?: number;
  /** The largest so many are kept, at least 1; all for blur-threshold and 15 for ssim-quantile when absent. */
  readonly max?: number;
}

/** A place that a preset found, in pixels of the first picture. */
export interface PresetFind {
  readonly box: Box;
  /** For recipes that mark with circles: encloses the pixels of the place whole. */
  readonly circle?: Circle;
  /** Mean of the recipe's own map over the pixels of the place, 0 to 1. */
  readonly score: number;
}

/**
 * A whole recipe from two pictures of one size, laid over each other, to the places where they differ; the largest
 * first. Nothing for equal pictures.
 *
 * @throws CodedError `pictures-differ-in-size`; RangeError when an option is out of its range
 */
export type ClassicPreset = (a: RgbImage, b: RgbImage, options?: PresetOptions) => PresetFind[];

/** @throws CodedError `pictures-differ-in-size` */
export function requireSameSize(a: RgbImage, b: RgbImage): void {
  if (a.width === b.width && a.height === b.height) return;
  throw new CodedError('pictures-differ-in-size', {
    widthA: a.width,
    heightA: a.height,
    widthB: b.width,
    heightB: b.height,
  });
}

/** @throws RangeError when the value is not between the two, both included */
export function requireRange(name: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw new RangeError(`${name}: expected ${min} to ${max}, received ${value}`);
}
