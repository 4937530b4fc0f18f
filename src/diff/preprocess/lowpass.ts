import { DEFAULT_CUTOFF, gaussianLowpass } from './gaussian-lowpass.ts';
import type { Preprocessor } from './preprocessor.ts';

/** The low frequencies only: large things and shades without edges, texture and noise. */
export const lowpass: Preprocessor = ([a, b], { cutoff = DEFAULT_CUTOFF }) => gaussianLowpass(a, b, cutoff);
