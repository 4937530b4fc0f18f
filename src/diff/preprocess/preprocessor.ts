import type { FloatPlanes } from '../../imaging/image.ts';

export type { PreprocessorKind } from '../../contract/spot-options.ts';

/** Two pictures of one size, in grey levels: nominally 0 to 255, a little beyond where something was filtered. */
export type PlanePair = readonly [FloatPlanes, FloatPlanes];

export interface PreprocessOptions {
  /**
   * Cut-off factor of highpass and lowpass: the frequency that half passes, as a share of the highest that a row of
   * pixels can hold (half a cycle a pixel). Above 0, at most 1; DEFAULT_CUTOFF when absent.
   */
  readonly cutoff?: number;
}

/** What is done to two pictures before they are compared. Equal pictures stay equal; neither input is changed. */
export type Preprocessor = (pair: PlanePair, options: PreprocessOptions) => PlanePair;
