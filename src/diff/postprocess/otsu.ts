import { otsuLevel } from '../../imaging/histogram.ts';
import { above } from './above.ts';
import { LEVELS, levelCounts } from './level-counts.ts';
import type { Postprocessor } from './postprocessor.ts';

/** The level that separates the map's values best (Otsu 1979); nothing when all are alike. */
export const otsu: Postprocessor = (map) => {
  const level = otsuLevel(levelCounts(map));
  return above(map, level === undefined ? 1 : level / (LEVELS - 1));
};
