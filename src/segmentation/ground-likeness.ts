import type { Box } from '../contract/geometry.ts';
import { growBox } from '../imaging/geometry.ts';
import type { LabelMap } from '../imaging/image.ts';
import type { EdgesByRegion } from './contour-scores.ts';
import type { MergeNode } from './region-merging.ts';

/** A region that reaches the image's border and has at least this share of its pixels is ground: sky, wall, table. */
const GROUND_AREA_RATIO = 0.004;
/** Lab distances up to which a colour is the ground's own, and from which it is another. */
const SAME_COLOUR = { sure: 4, none: 12 };
/** How far around a proposal its ground is looked for, in its own longer sides. */
const REACH = 1.5;
/** Every so many pixels of the surroundings are looked at. */
const STEP_PX = 2;
/** A thing that borders on the ground for more than this share of its outline lies on it: it is no gap. */
const BORDERING_SHARE = 0.25;

/** The ground regions of a label map: by label, 1 where it is ground. */
export function findGround(labels: LabelMap, nodes: readonly MergeNode[]): Uint8Array {
  const { width, height, count } = labels;
  const least = GROUND_AREA_RATIO * width * height;
  return Uint8Array.from({ length: count }, (_, label) => {
    const { area, box } = nodes[label];
    const atBorder = box.x === 0 || box.y === 0 || box.x + box.width === width || box.y + box.height === height;
    return area >= least && atBorder ? 1 : 0;
  });
}

/** For each region beside a union the share of the union's outline along which they meet. */
function bordering(leaves: ReadonlySet<number>, edgesOf: EdgesByRegion): Map<number, number> {
  const contacts = new Map<number, number>();
  let outline = 0;
  for (const leaf of leaves) {
    for (const { a, b, contact } of edgesOf[leaf]) {
      if (leaves.has(a) === leaves.has(b)) continue;
      const outer = leaves.has(a) ? b : a;
      contacts.set(outer, (contacts.get(outer) ?? 0) + contact);
      outline += contact;
    }
  }
  return new Map([...contacts].map(([region, contact]) => [region, contact / outline]));
}

function likeness(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  return Math.min(1, Math.max(0, (SAME_COLOUR.none - distance) / (SAME_COLOUR.none - SAME_COLOUR.sure)));
}

/** A union of regions. */
interface Union {
  readonly leaves: ReadonlySet<number>;
  readonly box: Box;
  readonly area: number;
  readonly lab: ArrayLike<number>;
}

/**
 * How much a union looks like a gap through which the ground is seen, as between the legs of a camel: whether ground of
 * its colour lies around it, on the far side of what borders on it.
 *
 * @param ground as findGround says
 * @returns 0 (no ground of its colour near) to 1 (as much of it as the union is large)
 */
export function groundLikeness(
  { leaves, box, area, lab }: Union,
  labels: LabelMap,
  ground: Uint8Array,
  nodes: readonly MergeNode[],
  edgesOf: EdgesByRegion,
): number {
  const shares = bordering(leaves, edgesOf);
  const weights = new Map<number, number>();
  const weightOf = (label: number) => {
    if (!ground[label] || leaves.has(label) || (shares.get(label) ?? 0) > BORDERING_SHARE) return 0;
    return likeness(nodes[label].lab, lab);
  };
  const around = growBox(box, Math.ceil(REACH * Math.max(box.width, box.height)), labels);
  let alike = 0;
  for (let y = around.y; y < around.y + around.height; y += STEP_PX) {
    for (let x = around.x; x < around.x + around.width; x += STEP_PX) {
      const label = labels.data[y * labels.width + x];
      let weight = weights.get(label);
      if (weight === undefined) {
        weight = weightOf(label);
        weights.set(label, weight);
      }
      alike += weight;
    }
  }
  return Math.min(1, (alike * STEP_PX * STEP_PX) / area);
}
