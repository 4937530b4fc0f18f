import { CodedError } from '../../contract/coded-error.ts';
import { createFloatMap, type FloatMap, type FloatPlanes } from '../../imaging/image.ts';
import { METRICS } from '../metrics/registry.ts';
import type { Strategy } from './strategy.ts';

function largestMagnitudes({ width, height, planes }: FloatPlanes): FloatMap {
  const result = createFloatMap(width, height);
  for (const plane of planes) {
    for (let pixel = 0; pixel < plane.length; pixel++) {
      const magnitude = Math.abs(plane[pixel]);
      if (magnitude > result.data[pixel]) result.data[pixel] = magnitude;
    }
  }
  return result;
}

/**
 * How much each pixel of the first picture contributes to the score: the size of the score's derivative by it, the
 * largest of the channels, relative to the pixel that contributes most.
 *
 * @throws CodedError `option-invalid` when the metric has no derivative
 */
export const gradient: Strategy = (a, b, metric) => {
  const derive = METRICS[metric].gradient;
  if (!derive) {
    const possible = Object.entries(METRICS).filter(([, each]) => each.gradient);
    const expected = possible.map(([kind]) => kind).join(', ');
    throw new CodedError('option-invalid', { option: '--metric', value: metric, expected });
  }
  const result = largestMagnitudes(derive(a, b));
  const largest = result.data.reduce((most, value) => Math.max(most, value), 0);
  if (largest > 0) for (let pixel = 0; pixel < result.data.length; pixel++) result.data[pixel] /= largest;
  return result;
};
