import type { Box, Circle, Point, Size } from '../contract/geometry.ts';
import type { Registration } from '../contract/messages.ts';
import type { SpotOptions } from '../contract/spot-options.ts';
import { contoursOf } from '../imaging/contours.ts';
import { minimumEnclosingCircle } from '../imaging/geometry.ts';
import type { FloatMap, Mask, RgbImage } from '../imaging/image.ts';
import { rgbToPlanes } from '../imaging/planes.ts';
import { IDENTITY_MATRIX, type ProjectiveMatrix } from '../imaging/projective.ts';
import { type DifferenceReport, findDifferences } from './find-differences.ts';
import { METRICS } from './metrics/registry.ts';
import type { PresetFind } from './presets/preset.ts';
import { CLASSIC_PRESETS } from './presets/registry.ts';
import { runRecipe } from './run-recipe.ts';

/** One place that was found, in pixels of the decoded A. */
export interface Find {
  readonly box: Box;
  readonly circle: Circle;
  readonly contours: readonly (readonly Point[])[];
  readonly score: number;
}

/** What was found, whichever way it was looked for. */
export interface Findings {
  readonly finds: readonly Find[];
  readonly model: Registration['model'];
  /** Maps the decoded A's pixels to the decoded B's. */
  readonly matrix: ProjectiveMatrix;
  readonly residual?: number;
  readonly correlation?: number;
  /** Share of A that B shows too, 0 to 1. */
  readonly overlap: number;
  /** B on A's grid; made up where B does not show A. */
  readonly laid: RgbImage;
  /** The pixels of A that B shows; all of them when absent. */
  readonly shown?: Mask;
  /** 0 to 1 at each pixel of A. */
  readonly map: FloatMap;
}

/** The metric whose map shows what a classic recipe looks at. */
const MAP_OF_PRESET = { 'blur-threshold': 'mse', 'ssim-quantile': 'ssim' } as const;

/** Pixels that an outline may stray from the edges of the pixels: without it every slope would be a staircase. */
const CONTOUR_TOLERANCE_PX = 1;

const cornersOf = ({ x, y, width, height }: Box): Point[] => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];

function fromPreset(a: RgbImage, b: RgbImage, finds: readonly PresetFind[], metric: 'mse' | 'ssim'): Findings {
  return {
    finds: finds.map(({ box, circle, score }) => {
      const corners = cornersOf(box);
      return { box, circle: circle ?? minimumEnclosingCircle(corners), contours: [corners], score };
    }),
    model: 'identity',
    matrix: IDENTITY_MATRIX,
    overlap: 1,
    laid: b,
    map: METRICS[metric].map(rgbToPlanes(a), rgbToPlanes(b)),
  };
}

function shareSet(mask: Uint8Array): number {
  let set = 0;
  for (const value of mask) set += value;
  return set / mask.length;
}

function fromReport({ registration, laid, map, differences }: DifferenceReport, max: number): Findings {
  const { model, matrix, residual, correlation, overlap } = registration;
  if (model === 'failed') throw new Error('A registration that failed lays nothing.');
  const largest = [...differences]
    .sort(
      (one, other) => other.placed.box.width * other.placed.box.height - one.placed.box.width * one.placed.box.height,
    )
    .slice(0, max);
  const finds = largest.map(({ placed, circle, score }) => ({
    box: placed.box,
    circle,
    contours: contoursOf(placed, CONTOUR_TOLERANCE_PX),
    score,
  }));
  return { finds, model, matrix, residual, correlation, overlap: shareSet(overlap.data), laid, shown: overlap, map };
}

const isRecipe = ({ metric, strategy, preprocess, postprocess }: SpotOptions) =>
  [metric, strategy, preprocess, postprocess].some((part) => part !== undefined);

/**
 * Looks for differences the way the options say: our own engine, a classic recipe (which takes the pictures as they
 * lie), or a recipe put together from parts.
 *
 * @throws CodedError `pictures-unrelated`, `pictures-differ-in-size` (classic recipes)
 */
export function lookForDifferences(a: RgbImage & Size, b: RgbImage, options: SpotOptions): Findings {
  const { preset = 'default', max = Number.POSITIVE_INFINITY } = options;
  if (isRecipe(options)) return fromReport(runRecipe(a, b, options), max);
  if (preset === 'default') return fromReport(findDifferences(a, b), max);
  return fromPreset(a, b, CLASSIC_PRESETS[preset](a, b, options), MAP_OF_PRESET[preset]);
}
