import type { FloatMap, FloatPlanes } from '../../imaging/image.ts';
import type { MetricKind } from '../metrics/metric.ts';

export type { StrategyKind } from '../../contract/spot-options.ts';

/**
 * A way to turn a metric into a map of how much two pictures of one size differ at each pixel: 0 where they do not, 1 at
 * most; all zeros for equal pictures, never NaN.
 */
export type Strategy = (a: FloatPlanes, b: FloatPlanes, metric: MetricKind) => FloatMap;
