import { blurThreshold } from './blur-threshold.ts';
import type { ClassicPreset, ClassicPresetKind } from './preset.ts';
import { ssimQuantile } from './ssim-quantile.ts';

/** The classic recipes, for comparison. A new one is one file and one line here. */
export const CLASSIC_PRESETS = Object.freeze({
  'blur-threshold': blurThreshold,
  'ssim-quantile': ssimQuantile,
} satisfies Record<ClassicPresetKind, ClassicPreset>);
