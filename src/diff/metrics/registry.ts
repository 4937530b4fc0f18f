import { deltaE } from './delta-e.ts';
import { dice } from './dice.ts';
import { jaccard } from './jaccard.ts';
import type { Metric, MetricKind } from './metric.ts';
import { msSsim } from './ms-ssim.ts';
import { mse } from './mse.ts';
import { psnr } from './psnr.ts';
import { ssim } from './ssim.ts';

/**
 * Every metric. A new one is one file and one line here. dice and jaccard look at which parts are light, not at grey
 * levels; lpips is not among them, because it needs a trained model.
 */
export const METRICS = Object.freeze({
  mse,
  psnr,
  ssim,
  'ms-ssim': msSsim,
  deltaE,
  dice,
  jaccard,
} satisfies Record<MetricKind, Metric>) as Readonly<Record<MetricKind, Metric>>;
