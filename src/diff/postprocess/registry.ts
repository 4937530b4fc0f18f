import { dynamic } from './dynamic.ts';
import { fixed } from './fixed.ts';
import { identity } from './identity.ts';
import { otsu } from './otsu.ts';
import type { Postprocessor, PostprocessorKind } from './postprocessor.ts';
import { quantile } from './quantile.ts';

/** Every post-processor. A new one is one file and one line here. */
export const POSTPROCESSORS = Object.freeze({
  identity,
  fixed,
  quantile,
  otsu,
  dynamic,
} satisfies Record<PostprocessorKind, Postprocessor>);
