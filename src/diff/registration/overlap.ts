import type { Size } from '../../contract/geometry.ts';
import { createMask, type Mask } from '../../imaging/image.ts';
import { IDENTITY_MATRIX, type ProjectiveMatrix } from '../../imaging/projective.ts';

/** A found place is not exact: so far outside the second picture a point still counts as on its border. */
const BORDER_SLACK_PX = 0.01;

/**
 * The pixels of the first picture that the second shows.
 *
 * @param rim pixels inside its border from which on the second picture counts
 */
export function overlapMask(a: Size, b: Size, matrix: ProjectiveMatrix, rim = 0): Mask {
  const mask = createMask(a.width, a.height);
  if (
    rim === 0 &&
    matrix.every((value, at) => value === IDENTITY_MATRIX[at]) &&
    b.width >= a.width &&
    b.height >= a.height
  ) {
    mask.data.fill(1);
    return mask;
  }
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = matrix;
  const low = rim - BORDER_SLACK_PX;
  const right = b.width - 1 - rim + BORDER_SLACK_PX;
  const bottom = b.height - 1 - rim + BORDER_SLACK_PX;
  for (let y = 0, pixel = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++, pixel++) {
      const scale = 1 / (m6 * x + m7 * y + m8);
      const toX = (m0 * x + m1 * y + m2) * scale;
      const toY = (m3 * x + m4 * y + m5) * scale;
      mask.data[pixel] = toX >= low && toY >= low && toX <= right && toY <= bottom ? 1 : 0;
    }
  }
  return mask;
}
