import { growBox } from '../imaging/geometry.ts';
import type { Lab } from '../imaging/lab.ts';
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

function meanColour({ regions, area }: Candidate, { areas, lab }: RegionGraph): Lab {
  let [l, a, b] = [0, 0, 0];
  for (const region of regions) {
    l += lab[region * 3] * areas[region];
    a += lab[region * 3 + 1] * areas[region];
    b += lab[region * 3 + 2] * areas[region];
  }
  return [l / area, a / area, b / area];
}

function likeness([l, a, b]: Lab, lab: Float64Array, region: number): number {
  const [dl, da, db] = [l - lab[region * 3], a - lab[region * 3 + 1], b - lab[region * 3 + 2]];
  const distance = Math.sqrt(dl * dl + da * da + db * db);
  return Math.min(1, Math.max(0, (SAME_COLOUR.none - distance) / (SAME_COLOUR.none - SAME_COLOUR.sure)));
}

/** Tells which candidates of one graph look like gaps. */
export class GapFinder {
  private readonly graph: RegionGraph;
  private readonly ground: readonly number[];
  /** How much each ground region is of the colour of the candidate that was looked at last; 0 for all that is no ground. */
  private readonly weights: Float64Array;
  /** Length of the outline along which the candidate meets each region that is alike; 0 between two candidates. */
  private readonly contacts: Float64Array;
  /** Marks the candidate's regions with its number. */
  private readonly marks: Int32Array;
  private candidates = 0;

  /** @param ground as findGround says */
  constructor(graph: RegionGraph, ground: readonly number[]) {
    const { count } = graph.labels;
    this.graph = graph;
    this.ground = ground;
    this.weights = new Float64Array(count);
    this.contacts = new Float64Array(count);
    this.marks = new Int32Array(count);
  }

  /**
   * How much a candidate looks like a gap through which the ground is seen, as between the legs of a camel: whether
   * ground of its colour lies around it, on the far side of what borders on it.
   *
   * @returns 0 (no ground of its colour near) to 1 (as much of it as the candidate is large)
   */
  likeness(candidate: Candidate): number {
    const alike = this.findAlike(candidate);
    if (alike.length === 0) return 0;
    const isSeen = this.dropBordering(candidate, alike);
    return isSeen ? Math.min(1, this.sumAround(candidate) / candidate.area) : 0;
  }

  /** The ground regions of a candidate's colour; sets their weights. */
  private findAlike(candidate: Candidate): number[] {
    const { graph, weights } = this;
    const colour = meanColour(candidate, graph);
    const alike: number[] = [];
    for (const region of this.ground) {
      weights[region] = likeness(colour, graph.lab, region);
      if (weights[region] > 0) alike.push(region);
    }
    return alike;
  }

  /** Takes the weight of ground that is part of the candidate or borders on it. @returns whether any is left */
  private dropBordering({ regions }: Candidate, alike: readonly number[]): boolean {
    const { weights, contacts, marks } = this;
    const outline = this.followOutline(regions);
    let left = 0;
    for (const region of alike) {
      const isBehind = marks[region] !== this.candidates && contacts[region] / outline <= BORDERING_SHARE;
      contacts[region] = 0;
      if (isBehind) left++;
      else weights[region] = 0;
    }
    return left > 0;
  }

  /** Sets the marks, and the contacts of what has a weight. @returns the outline's length */
  private followOutline(regions: readonly number[]): number {
    const { weights, contacts, marks } = this;
    const { first, neighbours, lengths } = this.graph;
    const mark = ++this.candidates;
    for (const region of regions) marks[region] = mark;
    let outline = 0;
    for (const region of regions) {
      for (let at = first[region]; at < first[region + 1]; at++) {
        const outer = neighbours[at];
        if (marks[outer] === mark) continue;
        if (weights[outer] > 0) contacts[outer] += lengths[at];
        outline += lengths[at];
      }
    }
    return outline;
  }

  /** Pixels around a candidate by their weights. */
  private sumAround(candidate: Candidate): number {
    const { weights } = this;
    const { labels } = this.graph;
    const box = boxOf(candidate);
    const around = growBox(box, Math.ceil(REACH * Math.max(box.width, box.height)), labels);
    const step = Math.max(LEAST_STEP_PX, Math.ceil(Math.max(around.width, around.height) / SAMPLES));
    let sum = 0;
    for (let y = around.y; y < around.y + around.height; y += step) {
      const row = y * labels.width;
      for (let x = around.x; x < around.x + around.width; x += step) sum += weights[labels.data[row + x]];
    }
    return sum * step * step;
  }
}
