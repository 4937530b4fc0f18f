import { highpass } from './highpass.ts';
import { identity } from './identity.ts';
import { lowpass } from './lowpass.ts';
import { normalise } from './normalise.ts';
import { photometric } from './photometric.ts';
import type { Preprocessor, PreprocessorKind } from './preprocessor.ts';
import { wavelet } from './wavelet.ts';

/** Every pre-processor. A new one is one file and one line here. */
export const PREPROCESSORS = Object.freeze({
  identity,
  normalise,
  highpass,
  lowpass,
  wavelet,
  photometric,
} satisfies Record<PreprocessorKind, Preprocessor>);
