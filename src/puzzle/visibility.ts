import type { Level } from '../contract/answer-key.ts';
import { ciede2000, rgbToLabInto } from '../imaging/colour.ts';
import type { RgbImage } from '../imaging/image.ts';

/**
 * Median CIEDE2000 that the changed pixels of a difference must reach. Two colours side by side are told apart from
 * about 2.3 on; remembered from one picture to the other it takes far more.
 */
export const MIN_DELTA_E: Readonly<Record<Level, number>> = { easy: 30, medium: 20, hard: 12, expert: 8 };

/**
 * The median CIEDE2000 over the pixels that differ between two images of one size.
 *
 * @returns 0 when none differs
 */
export function medianDeltaE(before: RgbImage, after: RgbImage): number {
  const lab = new Float64Array(6);
  const distances: number[] = [];
  for (let at = 0; at < before.data.length; at += 3) {
    const [r1, g1, b1] = [before.data[at], before.data[at + 1], before.data[at + 2]];
    const [r2, g2, b2] = [after.data[at], after.data[at + 1], after.data[at + 2]];
    if (r1 === r2 && g1 === g2 && b1 === b2) continue;
    rgbToLabInto(r1, g1, b1, lab, 0);
    rgbToLabInto(r2, g2, b2, lab, 3);
    distances.push(ciede2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]));
  }
  if (distances.length === 0) return 0;
  const sorted = Float64Array.from(distances).sort();
  return sorted[Math.floor(sorted.length / 2)];
}
