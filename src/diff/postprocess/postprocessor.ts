import type { FloatMap, FloatPlanes, Mask } from '../../imaging/image.ts';

export type { PostprocessorKind } from '../../contract/spot-options.ts';

/** What a post-processor may look at besides the map. */
export interface PostprocessContext {
  /** The registered pair that the map was made from. */
  readonly a: FloatPlanes;
  readonly b: FloatPlanes;
  /** Values up to this one are not seen by people: `noticeable` of the metric; 0 for a gradient. */
  readonly noticeable: number;
  /** `amplitude` of the metric; the value itself for a gradient. */
  readonly amplitude: (value: number) => number;
  /** For `fixed`: 0 to 255, where 255 stands for the map's 1; what people do not notice when absent. */
  readonly threshold?: number;
  /** For `quantile`: the share of pixels that stays below, 0 to 1; DEFAULT_QUANTILE when absent. */
  readonly quantile?: number;
}

/** Decides from a map (0 to 1) which pixels differ. Nothing is set where the map is 0. */
export type Postprocessor = (map: FloatMap, context: PostprocessContext) => Mask;
