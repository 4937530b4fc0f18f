import { METRICS } from '../metrics/registry.ts';
import type { Strategy } from './strategy.ts';

/** The metric's own map. */
export const difference: Strategy = (a, b, metric) => METRICS[metric].map(a, b);
