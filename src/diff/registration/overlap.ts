import type { Size } from '../../contract/geometry.ts';
import { createMask, type Mask } from '../../imaging/image.ts';
import type { ProjectiveMatrix } from '../../imaging/projective.ts';

/** A found place is not exact: so far outside the second picture a point still counts as on its border. */
const BORDER_SLACK_PX = 0.01;

/**
 * The pixels of the first picture that the second shows. Those are one run in each row, because a registration leaves
 * all of the first picture on one side of its horizon.
 *
 * @param rim pixels inside its border from which on the second picture counts
 */
export function overlapMask(a: Size, b: Size, [m0, m1, m2, m3, m4, m5, m6, m7, m8]: ProjectiveMatrix, rim = 0): Mask {
  const mask = createMask(a.width, a.height);
  const low = rim - BORDER_SLACK_PX;
  const right = b.width - 1 - rim + BORDER_SLACK_PX;
  const bottom = b.height - 1 - rim + BORDER_SLACK_PX;
  const isShown = (x: number, y: number) => {
    const scale = 1 / (m6 * x + m7 * y + m8);
    const toX = (m0 * x + m1 * y + m2) * scale;
    const toY = (m3 * x + m4 * y + m5) * scale;
    return toX >= low && toY >= low && toX <= right && toY <= bottom;
  };
  for (let y = 0; y < a.height; y++) {
    let first = 0;
    while (first < a.width && !isShown(first, y)) first++;
    let end = a.width;
    while (end > first && !isShown(end - 1, y)) end--;
    mask.data.fill(1, y * a.width + first, y * a.width + end);
  }
  return mask;
}
