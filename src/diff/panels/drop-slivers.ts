import type { Size } from '../../contract/geometry.ts';
import type { Find, Findings } from '../look-for-differences.ts';
import type { PlacedImage } from '../placed-image.ts';
import { fullMatrix } from '../placed-image.ts';
import { shiftAt } from './settle-sides.ts';

/** Pages that lie more askew were not scanned like that: their panels just stand out of line. */
const MAX_TILT = 0.045;

/** The slope of the way from panel to panel: on a page that lies askew, that of the panels' sides. */
function tiltOf({ matrix }: Findings, a: PlacedImage, b: PlacedImage): number {
  const { x, y, width, height } = { ...a.origin, width: a.image.width * a.scaleX, height: a.image.height * a.scaleY };
  const shift = shiftAt(fullMatrix(matrix, a, b), { x, y, width, height });
  return Math.min(Math.abs(shift.y / shift.x), Math.abs(shift.x / shift.y));
}

function isSliver({ box }: Find, { width, height }: Size, tilt: number): boolean {
  const [across, down] = [tilt * height, tilt * width];
  return box.x + box.width <= across || box.x >= width - across || box.y + box.height <= down || box.y >= height - down;
}

/**
 * Leaves out what lies wholly between a panel's upright box and its sloping sides, on a page that lies askew: there one
 * panel's surroundings are compared with the other's.
 */
export function dropSlivers(findings: Findings, a: PlacedImage, b: PlacedImage): Findings {
  const tilt = tiltOf(findings, a, b);
  if (tilt > MAX_TILT) return findings;
  return { ...findings, finds: findings.finds.filter((find) => !isSliver(find, a.image, tilt)) };
}
