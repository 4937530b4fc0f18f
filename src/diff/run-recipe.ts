import type { SpotOptions } from '../contract/spot-options.ts';
import type { RgbImage } from '../imaging/image.ts';
import { rgbToPlanes } from '../imaging/planes.ts';
import { gatherDifferences, MERGE_GAP_RATIO } from './detection/gather.ts';
import type { DifferenceReport } from './find-differences.ts';
import { layOn } from './lay-on.ts';
import { METRICS } from './metrics/registry.ts';
import { POSTPROCESSORS } from './postprocess/registry.ts';
import { PREPROCESSORS } from './preprocess/registry.ts';
import { STRATEGIES } from './strategies/registry.ts';

/** The parts of a recipe that nobody named. */
const DEFAULTS = {
  metric: 'deltaE',
  strategy: 'difference',
  preprocess: 'photometric',
  postprocess: 'dynamic',
} as const;

/** A gradient map is relative to its own maximum: nothing in it is known to be too small to see. */
const GRADIENT_SCALE = { noticeable: 0, amplitude: (value: number) => value };

/**
 * Finds differences by a recipe that the caller put together: lay B on A, pre-process, map the metric by the strategy,
 * post-process, gather.
 *
 * @throws CodedError `pictures-unrelated` and those of the metric; RangeError when an option is out of its range
 */
export function runRecipe(a: RgbImage, b: RgbImage, options: SpotOptions): DifferenceReport {
  const { metric, strategy, preprocess, postprocess } = { ...DEFAULTS, ...options };
  const { threshold, quantile } = options;
  const pair = layOn(a, b);
  const [planesA, planesB] = PREPROCESSORS[preprocess]([rgbToPlanes(a), rgbToPlanes(pair.laid)], {});
  const map = STRATEGIES[strategy](planesA, planesB, metric);
  const overlap = pair.registration.overlap.data;
  for (let pixel = 0; pixel < map.data.length; pixel++) if (!overlap[pixel]) map.data[pixel] = 0;
  const changed = POSTPROCESSORS[postprocess](map, {
    a: planesA,
    b: planesB,
    ...(strategy === 'gradient' ? GRADIENT_SCALE : METRICS[metric]),
    ...(threshold === undefined ? {} : { threshold }),
    ...(quantile === undefined ? {} : { quantile }),
  });
  const gap = MERGE_GAP_RATIO * Math.min(a.width, a.height);
  return { ...pair, map, differences: gatherDifferences(changed, map, gap, { a, b: pair.laid }) };
}
