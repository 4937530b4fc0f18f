import { mapPlanes } from '../../imaging/planes.ts';
import { applyLight, fitLight } from './light-fit.ts';
import type { Preprocessor } from './preprocessor.ts';

/**
 * The second picture in the light of the first: each channel times a gain plus an offset, fitted so that what differs
 * between the pictures does not count. For scans, screenshots and exposures of one picture.
 */
export const photometric: Preprocessor = ([a, b]) => [
  a,
  mapPlanes(b, (plane, channel) => applyLight(plane, fitLight(a.planes[channel], plane))),
];
