import { growBox } from '../imaging/geometry.ts';
import { boxOf, type Candidate } from './gather-candidates.ts';
import type { RegionGraph } from './region-graph.ts';

/** A region that reaches the image's border and has at least this share of its pixels is ground: sky, wall, table. */
const GROUND_AREA_RATIO = 0.004;
/** Lab distances up to which a colour is the ground's own, and from which it is another. */
const SAME_COLOUR = { sure: 4, none: 12 };
/** How far around a candidate its ground is looked for, in its own longer sides. */
const REACH = 1.5;
/** So many pixels of the surroundings are looked at along each side, but none nearer than these to each other. */
const SAMPLES = 48;
const LEAST_STEP_PX = 2;
/** A thing that borders on the ground for more than this share of its outline lies on it: it is no gap. */
const BORDERING_SHARE = 0.25;

/** The labels of a graph's ground regions. */
export function findGround({ labels, areas, corners }: RegionGraph): number[] {
  const { width, height, count } = labels;
  const least = GROUND_AREA_RATIO * width * height;
  return Array.from({ length: count }, (_, label) => label).filter((label) => {
    const [minX, minY, maxX, maxY] = corners.subarray(label * 4, label * 4 + 4);
    const atBorder = minX === 0 || minY === 0 || maxX === width - 1 || maxY === height - 1;
    return areas[label] >= least && atBorder;
  });
}

/** For each wanted region beside a candidate the share of the candidate's outline along which they meet. */
function bordering(regions: ReadonlySet<number>, wanted: readonly number[], graph: RegionGraph): Map<number, number> {
  const contacts = new Map(wanted.map((region) => [region, 0]));
  let outline = 0;
  for (const region of regions) {
    for (let at = graph.first[region]; at < graph.first[region + 1]; at++) {
      const outer = graph.neighbours[at];
      if (regions.has(outer)) continue;
      const contact = contacts.get(outer);
      if (contact !== undefined) contacts.set(outer, contact + graph.lengths[at]);
      outline += graph.lengths[at];
    }
  }
  return new Map([...contacts].map(([region, contact]) => [region, contact / outline]));
}

function meanColour({ regions, area }: Candidate, { areas, lab }: RegionGraph): number[] {
  return [0, 1, 2].map(
    (channel) => regions.reduce((sum, region) => sum + lab[region * 3 + channel] * areas[region], 0) / area,
  );
}

function likeness([l, a, b]: readonly number[], lab: Float64Array, region: number): number {
  const [dl, da, db] = [l - lab[region * 3], a - lab[region * 3 + 1], b - lab[region * 3 + 2]];
  const distance = Math.sqrt(dl * dl + da * da + db * db);
  return Math.min(1, Math.max(0, (SAME_COLOUR.none - distance) / (SAME_COLOUR.none - SAME_COLOUR.sure)));
}

/**
 * How much a candidate looks like a gap through which the ground is seen, as between the legs of a camel: whether
 * ground of its colour lies around it, on the far side of what borders on it.
 *
 * @param ground as findGround says
 * @returns 0 (no ground of its colour near) to 1 (as much of it as the candidate is large)
 */
export function groundLikeness(candidate: Candidate, graph: RegionGraph, ground: readonly number[]): number {
  const { labels, lab } = graph;
  const colour = meanColour(candidate, graph);
  const alike = ground.filter((region) => likeness(colour, lab, region) > 0);
  if (alike.length === 0) return 0;
  const regions = new Set(candidate.regions);
  const shares = bordering(regions, alike, graph);
  const behind = alike.filter((region) => !regions.has(region) && (shares.get(region) ?? 0) <= BORDERING_SHARE);
  if (behind.length === 0) return 0;
  const weights = new Float64Array(labels.count);
  for (const region of behind) weights[region] = likeness(colour, lab, region);
  const box = boxOf(candidate);
  const around = growBox(box, Math.ceil(REACH * Math.max(box.width, box.height)), labels);
  const step = Math.max(LEAST_STEP_PX, Math.ceil(Math.max(around.width, around.height) / SAMPLES));
  let sum = 0;
  for (let y = around.y; y < around.y + around.height; y += step) {
    const row = y * labels.width;
    for (let x = around.x; x < around.x + around.width; x += step) sum += weights[labels.data[row + x]];
  }
  return Math.min(1, (sum * step * step) / candidate.area);
}
