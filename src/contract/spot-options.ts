/** What can be compared and how, when somebody wants something else than the default. Plain data. */

export const SPOT_PRESETS = ['default', 'blur-threshold', 'ssim-quantile'] as const;
export type SpotPreset = (typeof SPOT_PRESETS)[number];

export const METRIC_KINDS = ['mse', 'psnr', 'ssim', 'ms-ssim', 'deltaE', 'dice', 'jaccard'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

export const STRATEGY_KINDS = ['difference', 'gradient'] as const;
export type StrategyKind = (typeof STRATEGY_KINDS)[number];

export const PREPROCESSOR_KINDS = ['identity', 'normalise', 'highpass', 'lowpass', 'wavelet', 'photometric'] as const;
export type PreprocessorKind = (typeof PREPROCESSOR_KINDS)[number];

export const POSTPROCESSOR_KINDS = ['identity', 'fixed', 'quantile', 'otsu', 'dynamic'] as const;
export type PostprocessorKind = (typeof POSTPROCESSOR_KINDS)[number];

/** How to look for differences. Naming any part of a recipe sets the preset aside. */
export interface SpotOptions {
  readonly preset?: SpotPreset;
  readonly metric?: MetricKind;
  readonly strategy?: StrategyKind;
  readonly preprocess?: PreprocessorKind;
  readonly postprocess?: PostprocessorKind;
  /** Grey levels, 0 to 255: for blur-threshold and the fixed post-processor. */
  readonly threshold?: number;
  /** Share of the pixels, 0 to 1: for ssim-quantile and the quantile post-processor. */
  readonly quantile?: number;
  /** Keep only the largest so many. */
  readonly max?: number;
  /** Whether a heat map is wanted too. */
  readonly map?: boolean;
  /** Upper bound for each picture file made, when the place it is posted to has one. */
  readonly maxFileBytes?: number;
}
