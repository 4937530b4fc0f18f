import type { Box, Size } from '../contract/geometry.ts';
import { resizeImage } from '../imaging/codec.ts';
import { createMask, type LabelMap, type RgbImage } from '../imaging/image.ts';
import { fillHoles, type PlacedMask } from '../imaging/placed-mask.ts';
import { type ContourScores, edgesByRegion, scoreContour } from './contour-scores.ts';
import { meanShift } from './mean-shift.ts';
import { regionAdjacency } from './region-adjacency.ts';
import { buildMergeTree, leavesOf, type MergeNode } from './region-merging.ts';
import { regionMoments } from './region-properties.ts';
import { type RingScores, scoreRing } from './ring-scores.ts';

/** A union of regions before its surroundings are looked at. */
interface Union extends ContourScores {
  readonly id: number;
  /** In pixels of the working image; holes are filled. */
  readonly placed: PlacedMask;
  /** Mask pixels divided by image pixels, 0 to 1. */
  readonly areaRatio: number;
  /** CIE Lab mean colour. */
  readonly lab: readonly [number, number, number];
  /** How much dearer it was to merge the proposal away than to put it together: logarithm of the ratio, >= 0. */
  readonly persistence: number;
  /** How much the proposal looks like a thing of its own, 0 to 1. */
  readonly objectness: number;
}

/** A region, or a union of regions, that could be a thing worth editing. */
export interface Proposal extends Union, RingScores {}

/** All proposals of a picture, best first, and the size of the image in whose pixels they are. */
export interface ProposalSet {
  readonly size: Size;
  readonly proposals: readonly Proposal[];
}

/** Things are seen at this size: enough for objects, a fraction of the time. */
const WORKING_PIXELS = 250_000;
/** Smaller than this nobody finds, larger than this is scenery; shares of the image. */
const AREA_RATIO = { min: 0.0004, max: 0.12 };
/** Of two proposals that overlap more than this (intersection over union) the better one stays. */
const DUPLICATE_IOU = 0.7;
const MAX_PROPOSALS = 150;
/** Contrast of the weak parts of a contour, in Lab units, at which it counts as fully closed. */
const STRONG_CONTRAST = 20;
/** Boxes up to this many times longer than wide are as good as square ones; strips are rarely things. */
const LONGEST_STOUT = 3;
/** Persistence that counts as fully stable: merged away at four times the cost of its making. */
const STRONG_PERSISTENCE = Math.log(4);

function workingSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(WORKING_PIXELS / (width * height)));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function maskOf(labels: LabelMap, { box }: MergeNode, leaves: ReadonlySet<number>): PlacedMask {
  const mask = createMask(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const label = labels.data[(box.y + y) * labels.width + box.x + x];
      mask.data[y * box.width + x] = leaves.has(label) ? 1 : 0;
    }
  }
  return { box, mask: fillHoles(mask) };
}

function touchesBorder({ box }: MergeNode, { width, height }: Size): boolean {
  return box.x === 0 || box.y === 0 || box.x + box.width === width || box.y + box.height === height;
}

function objectnessOf(contour: ContourScores, persistence: number, { width, height }: Box): number {
  const closed = Math.min(1, contour.weakContrast / STRONG_CONTRAST);
  const stable = Math.min(1, persistence / STRONG_PERSISTENCE);
  const stout = Math.min(1, (LONGEST_STOUT * Math.min(width, height)) / Math.max(width, height));
  return (0.5 * closed + 0.25 * stable + 0.25 * contour.solidity) * Math.sqrt(contour.solidity * stout);
}

/** Intersection over union of two placed masks. */
function overlap(a: PlacedMask, b: PlacedMask, areaA: number, areaB: number): number {
  const fromX = Math.max(a.box.x, b.box.x);
  const toX = Math.min(a.box.x + a.box.width, b.box.x + b.box.width);
  const fromY = Math.max(a.box.y, b.box.y);
  const toY = Math.min(a.box.y + a.box.height, b.box.y + b.box.height);
  let both = 0;
  for (let y = fromY; y < toY; y++) {
    for (let x = fromX; x < toX; x++) {
      const inA = a.mask.data[(y - a.box.y) * a.box.width + x - a.box.x];
      both += inA & b.mask.data[(y - b.box.y) * b.box.width + x - b.box.x];
    }
  }
  return both / (areaA + areaB - both);
}

function dropDuplicates(sorted: readonly Union[], pixels: number): Union[] {
  const kept: Union[] = [];
  for (const proposal of sorted) {
    if (kept.length === MAX_PROPOSALS) break;
    const isDuplicate = kept.some((better) => {
      const ratio = proposal.areaRatio / better.areaRatio;
      if (Math.min(ratio, 1 / ratio) < DUPLICATE_IOU) return false;
      const areas = [proposal.areaRatio * pixels, better.areaRatio * pixels] as const;
      return overlap(proposal.placed, better.placed, ...areas) > DUPLICATE_IOU;
    });
    if (!isDuplicate) kept.push(proposal);
  }
  return kept;
}

/**
 * Finds the things of a picture: mean shift regions, merged into a tree of unions, scored by their contour and by what
 * surrounds them.
 *
 * @returns up to 150 proposals, best first; empty for a blank picture
 */
export async function propose(image: RgbImage): Promise<ProposalSet> {
  const size = workingSize(image);
  const small = await resizeImage(image, size);
  const labels = meanShift(small);
  const regions = regionMoments(labels, small);
  const edges = regionAdjacency(labels);
  const nodes = buildMergeTree(regions, edges);
  const edgesOf = edgesByRegion(labels.count, edges);
  const pixels = size.width * size.height;
  const unions: Union[] = [];
  for (const node of nodes) {
    const ratio = node.area / pixels;
    if (ratio < AREA_RATIO.min || ratio > AREA_RATIO.max || touchesBorder(node, size)) continue;
    const leaves = new Set(leavesOf(nodes, node.id));
    const placed = maskOf(labels, node, leaves);
    const contour = scoreContour(placed, nodes, leaves, edgesOf);
    // A region that fills its node from the start was never put together: it is as stable as its own area allows.
    const persistence = Math.log(node.mergedAt / Math.max(node.bornAt, Math.sqrt(node.area)));
    const clamped = Math.max(0, Math.min(STRONG_PERSISTENCE, persistence));
    unions.push({
      id: node.id,
      placed,
      areaRatio: contour.area / pixels,
      lab: [node.lab[0], node.lab[1], node.lab[2]],
      persistence: clamped,
      objectness: objectnessOf(contour, clamped, placed.box),
      ...contour,
    });
  }
  unions.sort((a, b) => b.objectness - a.objectness || a.id - b.id);
  const proposals = dropDuplicates(unions, pixels).map((union) => ({ ...union, ...scoreRing(small, union.placed) }));
  return { size, proposals };
}
