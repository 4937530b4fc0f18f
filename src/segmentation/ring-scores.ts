import type { FloatPlanes } from '../imaging/image.ts';
import { type Lab, labDistance } from '../imaging/lab.ts';
import { type PlacedMask, padMask } from '../imaging/placed-mask.ts';
import { betweenReaches } from './between-reaches.ts';
import { PlaneFits, Spreads } from './growing-sums.ts';

/** What surrounds a proposal and what it holds. */
export interface RingScores {
  /** CIE Lab mean colour of the proposal. */
  readonly lab: Lab;
  /** RMS distance (Lab) of the ring's colours from a plane over x and y: 0 for a flat or smoothly shaded ground. */
  readonly ringRoughness: number;
  /** RMS distance (Lab) of the proposal's own colours from their mean. */
  readonly texture: number;
  /** Lab distance of the proposal's mean colour from the ring's. */
  readonly ringContrast: number;
  /**
   * Largest Lab distance between the mean colours of two sectors of the ring: small on one ground however rough it is,
   * large where the proposal stands before two, as at the edge of a sheet or against wall and floor.
   */
  readonly groundSpread: number;
}

/** The ring lies between these squared distances from the mask: beyond the blur of the object's edge (nearer than 2 px), within its surroundings (8 px). */
const BLUR_SQUARED = 3;
const RING_SQUARED = 64;
const RING_PX = Math.sqrt(RING_SQUARED);
/** The ring is looked at in so many sectors, of 45 degrees: enough for a corner to fill one, few enough to average texture out. */
const SECTORS = 8;

/** The number of the sector in which a place lies, seen from the ring's centre. */
function sectorOf(x: number, y: number): number {
  if (y > 0 || (y === 0 && x >= 0)) {
    if (x > 0) return x > y ? 0 : 1;
    return -x < y ? 2 : 3;
  }
  if (x < 0) return -y < -x ? 4 : 5;
  return x < -y ? 6 : 7;
}

/** The mean colours of the sectors of a ring around a centre. */
class SectorColours {
  private readonly sums = new Float64Array(SECTORS * 4);

  add(fromCentreX: number, fromCentreY: number, l: number, a: number, b: number): void {
    const { sums } = this;
    const at = sectorOf(fromCentreX, fromCentreY) * 4;
    sums[at] += l;
    sums[at + 1] += a;
    sums[at + 2] += b;
    sums[at + 3]++;
  }

  /** Largest distance between two of them; sectors that lie outside the image have none. */
  get spread(): number {
    const means: Lab[] = [];
    for (let at = 0; at < this.sums.length; at += 4) {
      const [l, a, b, count] = this.sums.subarray(at, at + 4);
      if (count > 0) means.push([l / count, a / count, b / count]);
    }
    let largest = 0;
    for (const one of means) for (const other of means) largest = Math.max(largest, labDistance(one, other));
    return largest;
  }
}

/** Root of the sum over the channels. */
const rootOf = ([l, a, b]: Lab) => Math.sqrt(l + a + b);

/** Measures a proposal and the ring around it. @param lab the working image, in whose pixels the mask is placed, in CIE Lab */
export function scoreRing({ width, height, planes }: FloatPlanes, placed: PlacedMask): RingScores {
  const { box, mask } = padMask(placed, RING_PX + 1, { width, height });
  const isRing = betweenReaches(mask, BLUR_SQUARED, RING_SQUARED);
  const [lightness, redness, yellowness] = planes;
  const inside = new Spreads();
  const ring = new PlaneFits();
  const sectors = new SectorColours();
  const centre = { x: box.width / 2, y: box.height / 2 };
  for (let y = 0, at = 0; y < box.height; y++) {
    let pixel = (box.y + y) * width + box.x;
    for (let x = 0; x < box.width; x++, at++, pixel++) {
      if (!mask.data[at] && !isRing[at]) continue;
      const [l, a, b] = [lightness[pixel], redness[pixel], yellowness[pixel]];
      if (mask.data[at]) {
        inside.add(l, a, b);
        continue;
      }
      ring.add(x, y, l, a, b);
      sectors.add(x + 0.5 - centre.x, y + 0.5 - centre.y, l, a, b);
    }
  }
  const own = inside.means;
  return {
    lab: own,
    ringRoughness: rootOf(ring.residuals),
    texture: rootOf(inside.variances),
    ringContrast: labDistance(own, ring.means),
    groundSpread: sectors.spread,
  };
}
