import type { Preprocessor } from './preprocessor.ts';

/** Nothing. */
export const identity: Preprocessor = (pair) => pair;
