import type { CodedError } from '../contract/coded-error.ts';
import type { Mask, RgbImage } from '../imaging/image.ts';

/** One hole with its surroundings, cut out of a picture. All three have the same size. */
export interface HoleTask {
  readonly image: RgbImage;
  /** 1 = to be filled. At least one pixel is set and at least one is not. */
  readonly hole: Mask;
  /** 1 = must not be copied from: other things, shadows, other holes. */
  readonly forbid: Mask;
  /** The same task and seed give the same bytes. */
  readonly seed: string;
  readonly signal?: AbortSignal | undefined;
  /** A filling of which it shows early that its misfit will be more than this need not be finished. */
  readonly worstMisfit?: number | undefined;
  /** What to paint, for engines that take it. */
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
}

/** What an engine made of a task. */
export interface Filling {
  /**
   * As large as the task. What it holds outside the hole tells how well the engine's colours meet the picture's, and is
   * never shown.
   */
  readonly image: RgbImage;
  /**
   * How ill the filling continues what stands around the hole, where it does so worst: root mean square, grey levels.
   * Absent when the engine cannot tell.
   */
  readonly misfit?: number;
}

/** One way to fill holes. */
export interface InpaintingEngine {
  /** Whether `prompt` and `negativePrompt` mean something to it. */
  readonly takesPrompt: boolean;
  /** Where it is at home: grounds without texture, texture, or structure that must be imagined. `auto` goes by it. */
  readonly kind: 'smooths' | 'copies' | 'imagines';
  /** Why it cannot work here right now (no model, too little memory ...); undefined when it can. */
  whyUnavailable(): Promise<CodedError | undefined>;
  /**
   * Fills the hole.
   *
   * @throws CodedError `nothing-to-copy` when the surroundings leave nothing to work with, or nothing that would fit; the
   *   signal's reason
   */
  fill(task: HoleTask): Promise<Filling>;
}
