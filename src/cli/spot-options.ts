import type { Command } from 'commander';
import {
  METRIC_KINDS,
  POSTPROCESSOR_KINDS,
  PREPROCESSOR_KINDS,
  SPOT_PRESETS,
  type SpotOptions,
  STRATEGY_KINDS,
} from '../contract/spot-options.ts';
import type { Translate } from '../i18n.ts';
import { parseChoice, parseReal, parseWhole } from './options.ts';

/** What commander reads: words as they were typed. */
export type SpotFlags = { readonly [Name in Exclude<keyof SpotOptions, 'map'>]?: string } & { readonly map?: true };

const CHOICES = {
  preset: SPOT_PRESETS,
  metric: METRIC_KINDS,
  strategy: STRATEGY_KINDS,
  preprocess: PREPROCESSOR_KINDS,
  postprocess: POSTPROCESSOR_KINDS,
} as const;
const GREY_LEVELS = { min: 0, max: 255 };
const SHARES = { min: 0, max: 1 };
/** Nobody looks at more; a bound keeps a slip of the finger from passing. */
const COUNTS = { min: 1, max: 1000 };

/** Adds the options of `spot` to its command. */
export function addSpotOptions(command: Command, t: Translate): Command {
  for (const [name, choices] of Object.entries(CHOICES)) {
    const about = t(`cli.spot.${name as keyof typeof CHOICES}`);
    command.option(`--${name} <${name}>`, `${about}: ${choices.join(', ')}`);
  }
  return command
    .option('--threshold <t>', t('cli.spot.threshold'))
    .option('--quantile <q>', t('cli.spot.quantile'))
    .option('--max <n>', t('cli.spot.max'))
    .option('--map', t('cli.spot.map'));
}

/** Reads the options of `spot`. @throws CodedError `option-invalid` */
export function parseSpotOptions(flags: SpotFlags, t: Translate): SpotOptions {
  const { preset, metric, strategy, preprocess, postprocess, threshold, quantile, max, map } = flags;
  return {
    ...(preset && { preset: parseChoice('--preset', preset, SPOT_PRESETS) }),
    ...(metric && { metric: parseChoice('--metric', metric, METRIC_KINDS) }),
    ...(strategy && { strategy: parseChoice('--strategy', strategy, STRATEGY_KINDS) }),
    ...(preprocess && { preprocess: parseChoice('--preprocess', preprocess, PREPROCESSOR_KINDS) }),
    ...(postprocess && { postprocess: parseChoice('--postprocess', postprocess, POSTPROCESSOR_KINDS) }),
    ...(threshold !== undefined && { threshold: parseReal('--threshold', threshold, GREY_LEVELS, t) }),
    ...(quantile !== undefined && { quantile: parseReal('--quantile', quantile, SHARES, t) }),
    ...(max !== undefined && { max: parseWhole('--max', max, COUNTS, t) }),
    ...(map && { map }),
  };
}
