import type { Size } from '../contract/geometry.ts';
import { createMask, type LabelMap } from '../imaging/image.ts';
import { fillHoles, type PlacedMask } from '../imaging/placed-mask.ts';
import { type ContourScores, type EdgesByRegion, edgesByRegion, scoreContour } from './contour-scores.ts';
import { findGround, groundLikeness } from './ground-likeness.ts';
import type { Union } from './proposal.ts';
import type { RegionEdge } from './region-adjacency.ts';
import type { MergeNode } from './region-merging.ts';

/** Smaller than this nobody finds, larger than this is scenery; shares of the image. */
const AREA_RATIO = { min: 0.0004, max: 0.12 };
/** Contrast of the weak parts of a contour, in Lab units, at which it counts as fully closed. */
const STRONG_CONTRAST = 20;
/** What is up to this many times longer than wide is as good as round; strips are rarely things. */
const LONGEST_STOUT = 3;
/** What is certainly a gap with the ground behind it keeps this share of its objectness. */
const GAP_SHARE = 0.2;
/** What is smaller than this share of the image is seen less gladly, by this power of how much smaller it is. */
const NOTABLE_AREA_RATIO = 0.003;
const SMALLNESS_POWER = 0.35;
/** Persistence that counts as fully stable: merged away at four times the cost of its making. */
export const STRONG_PERSISTENCE = Math.log(4);

/** Regions that may be one thing. */
export interface Group extends Pick<MergeNode, 'id' | 'area' | 'box' | 'lab'> {
  readonly leaves: ReadonlySet<number>;
  /** Logarithm of how much dearer it was to merge it away than to put it together, >= 0. */
  readonly persistence: number;
}

/** A label map with what is known of its regions and their borders. */
export interface DividedImage {
  readonly labels: LabelMap;
  /** At least the regions, by label. */
  readonly nodes: readonly MergeNode[];
  readonly edgesOf: EdgesByRegion;
  readonly ground: Uint8Array;
}

/** Gathers what scoring looks up again and again. */
export function divideImage(labels: LabelMap, nodes: readonly MergeNode[], edges: readonly RegionEdge[]): DividedImage {
  return { labels, nodes, edgesOf: edgesByRegion(labels.count, edges), ground: findGround(labels, nodes) };
}

function maskOf(labels: LabelMap, { box, leaves }: Group): PlacedMask {
  const mask = createMask(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const label = labels.data[(box.y + y) * labels.width + box.x + x];
      mask.data[y * box.width + x] = leaves.has(label) ? 1 : 0;
    }
  }
  return { box, mask: fillHoles(mask) };
}

/** Whether a group has the size of a thing and lies in the image as a whole. */
export function couldBeThing({ area, box }: Pick<Group, 'area' | 'box'>, { width, height }: Size): boolean {
  const ratio = area / (width * height);
  const isWhole = box.x > 0 && box.y > 0 && box.x + box.width < width && box.y + box.height < height;
  return isWhole && ratio >= AREA_RATIO.min && ratio <= AREA_RATIO.max;
}

function objectnessOf(contour: ContourScores, areaRatio: number, persistence: number, groundShare: number): number {
  const closed = Math.min(1, contour.weakContrast / STRONG_CONTRAST);
  const stable = Math.min(1, persistence / STRONG_PERSISTENCE);
  const stout = Math.min(1, LONGEST_STOUT * contour.axisRatio);
  const looks = (0.5 * closed + 0.25 * stable + 0.25 * contour.solidity) * Math.sqrt(contour.solidity * stout);
  const notable = Math.min(1, areaRatio / NOTABLE_AREA_RATIO) ** SMALLNESS_POWER;
  return looks * notable * (1 - (1 - GAP_SHARE) * groundShare);
}

/** Scores a group as a thing of its own. */
export function scoreUnion(group: Group, { labels, nodes, edgesOf, ground }: DividedImage): Union {
  const { id, leaves, lab } = group;
  const placed = maskOf(labels, group);
  const contour = scoreContour(placed, nodes, leaves, edgesOf);
  const persistence = Math.max(0, Math.min(STRONG_PERSISTENCE, group.persistence));
  const areaRatio = contour.area / (labels.width * labels.height);
  const groundShare = groundLikeness(group, labels, ground, nodes, edgesOf);
  return {
    id,
    placed,
    areaRatio,
    lab: [lab[0], lab[1], lab[2]],
    persistence,
    objectness: objectnessOf(contour, areaRatio, persistence, groundShare),
    ...contour,
  };
}
