import type { Size } from '../../contract/geometry.ts';
import type { Find, Findings } from '../look-for-differences.ts';
import type { PlacedImage } from '../placed-image.ts';
import { fullMatrix } from '../placed-image.ts';
import { shiftAt } from './settle-sides.ts';

/** Pages that lie more askew were not scanned like that: their panels just stand out of line. */
const MAX_TILT = 0.045;

/** The slope of the panels' sides on a page that lies askew: that of the way from panel to panel. */
function pageTilt({ matrix }: Findings, a: PlacedImage, b: PlacedImage): number {
  const { x, y, width, height } = { ...a.origin, width: a.image.width * a.scaleX, height: a.image.height * a.scaleY };
  const shift = shiftAt(fullMatrix(matrix, a, b), { x, y, width, height });
  return Math.min(Math.abs(shift.y / shift.x), Math.abs(shift.x / shift.y));
}

/** How far one panel is turned against the other: two cuttings on one page, each put down a little askew. */
const turnOf = ({ matrix: [m0, , , m3] }: Findings) => Math.abs(m3 / m0);

/** The steepest slope that a panel's sides may have; 0 when no scan explains how the panels lie. */
function tiltOf(findings: Findings, a: PlacedImage, b: PlacedImage): number {
  const slopes = [pageTilt(findings, a, b), turnOf(findings)];
  return Math.max(...slopes.map((slope) => (slope > MAX_TILT ? 0 : slope)));
}

function isSliver({ box }: Find, { width, height }: Size, tilt: number): boolean {
  const [across, down] = [tilt * height, tilt * width];
  return box.x + box.width <= across || box.x >= width - across || box.y + box.height <= down || box.y >= height - down;
}

/**
 * Leaves out what lies wholly between a panel's upright box and its sloping sides, where they lie askew: there one
 * panel's surroundings are compared with the other's.
 */
export function dropSlivers(findings: Findings, a: PlacedImage, b: PlacedImage): Findings {
  const tilt = tiltOf(findings, a, b);
  if (tilt === 0) return findings;
  return { ...findings, finds: findings.finds.filter((find) => !isSliver(find, a.image, tilt)) };
}
