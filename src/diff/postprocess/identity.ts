import { above } from './above.ts';
import type { Postprocessor } from './postprocessor.ts';

/** Every pixel that differs at all. */
export const identity: Postprocessor = (map) => above(map, 0);
