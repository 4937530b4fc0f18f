import { type Lab, labDistance } from '../imaging/lab.ts';
import { ClutterMap } from './clutter-map.ts';
import type { Features } from './feature-names.ts';
import type { Candidate } from './gather-candidates.ts';
import { boundsOf, octagonArea } from './octagon.ts';
import { colourDistance, type RegionGraph } from './region-graph.ts';
import { Strengths } from './strengths.ts';

/** Mean of regions' colours and their RMS distance from it. @param weights by region */
function colourOf(regions: readonly number[], weights: Float64Array, lab: Float64Array): { mean: Lab; spread: number } {
  let [total, l, a, b, squares] = [0, 0, 0, 0, 0];
  for (const region of regions) {
    const [at, weight] = [region * 3, weights[region]];
    total += weight;
    l += weight * lab[at];
    a += weight * lab[at + 1];
    b += weight * lab[at + 2];
    squares += weight * (lab[at] ** 2 + lab[at + 1] ** 2 + lab[at + 2] ** 2);
  }
  const mean = [l / total, a / total, b / total] as const;
  const variance = squares / total - mean[0] ** 2 - mean[1] ** 2 - mean[2] ** 2;
  return { mean, spread: Math.sqrt(Math.max(0, variance)) };
}

/** Area per pixel side of outline below which a region is a line rather than a patch. */
const THIN = 1.2;
/** Lab distance up to which two grounds are one. */
const SAME_GROUND = 14;
/** Sums along an outline, filled border by border. */
interface OutlineSums {
  length: number;
  larger: number;
  outerSize: number;
  thinInside: number;
  thinOutside: number;
  darkRim: number;
  innerStep: number;
  innerLength: number;
}

const NOTHING_YET: OutlineSums = {
  length: 0,
  larger: 0,
  outerSize: 0,
  thinInside: 0,
  thinOutside: 0,
  darkRim: 0,
  innerStep: 0,
  innerLength: 0,
};

/** Measures candidates of one graph. */
export class FeatureMeter {
  private readonly graph: RegionGraph;
  private readonly marks: Int32Array;
  private stamp = 0;
  /** Strength of the steps, and contrast of the regions, along the outline of the candidate that is measured. */
  private readonly steps = new Strengths();
  private readonly contrasts = new Strengths();
  /** Length of the border that a candidate shares with each region beside it. */
  private readonly contacts: Float64Array;
  private readonly clutter: ClutterMap;

  constructor(graph: RegionGraph) {
    this.graph = graph;
    this.clutter = new ClutterMap(graph);
    this.contacts = new Float64Array(graph.labels.count);
    this.marks = new Int32Array(graph.labels.count).fill(-1);
  }

  measure(candidate: Candidate): Features {
    const { regions, area, corners, persistence } = candidate;
    const { graph, contacts, steps, contrasts } = this;
    const { areas, lab } = graph;
    const { sums, beside } = this.follow(candidate);
    const { length } = sums;
    const width = corners[2] - corners[0] + 1;
    const height = corners[3] - corners[1] + 1;
    const own = colourOf(regions, areas, lab);
    const ring = colourOf(beside, contacts, lab);
    const neighbourhood = this.neighbourhood(beside, length);
    for (const region of beside) contacts[region] = 0;
    const octagon = octagonArea({ corners, diagonals: boundsOf(regions, graph.diagonals) });
    return {
      size: Math.log(area / (graph.labels.width * graph.labels.height)),
      extent: area / (width * height),
      compactness: (4 * Math.PI * area) / length ** 2,
      octagon: area / octagon,
      aspect: Math.min(width, height) / Math.max(width, height),
      parts: Math.log(regions.length),
      step: steps.mean,
      weakStep: steps.weakMean,
      contrast: contrasts.mean,
      weakContrast: contrasts.weakMean,
      innerStep: sums.innerLength > 0 ? sums.innerStep / sums.innerLength : 0,
      beforeLarger: sums.larger / length,
      outerSize: sums.outerSize / length,
      ...neighbourhood,
      thinInside: sums.thinInside / length,
      thinOutside: sums.thinOutside / length,
      darkRim: sums.darkRim / length,
      mainShare: regions.reduce((most, region) => Math.max(most, areas[region]), 0) / area,
      ownSpread: own.spread,
      ringSpread: ring.spread,
      meanContrast: labDistance(own.mean, ring.mean),
      chroma: Math.hypot(own.mean[1], own.mean[2]) - Math.hypot(ring.mean[1], ring.mean[2]),
      persistence,
      regions: Math.log(graph.labels.count),
      ...this.clutter.around(corners),
    };
  }

  /** Walks along a candidate's outline. Fills the strengths and contacts. */
  private follow({ regions, area }: Candidate): { sums: OutlineSums; beside: number[] } {
    const { graph, marks, contacts, steps, contrasts } = this;
    const { areas, lab } = graph;
    const stamp = ++this.stamp;
    steps.clear();
    contrasts.clear();
    for (const region of regions) marks[region] = stamp;
    const beside: number[] = [];
    const sums = { ...NOTHING_YET };
    for (const inner of regions) {
      const innerIsThin = this.isThin(inner);
      for (let at = graph.first[inner]; at < graph.first[inner + 1]; at++) {
        const [outer, length, step] = [graph.neighbours[at], graph.lengths[at], graph.steps[at]];
        if (marks[outer] === stamp) {
          sums.innerStep += length * step;
          sums.innerLength += length;
          continue;
        }
        steps.add(step, length);
        contrasts.add(colourDistance(graph, inner, outer), length);
        if (contacts[outer] === 0) beside.push(outer);
        contacts[outer] += length;
        sums.length += length;
        if (areas[outer] >= area) sums.larger += length;
        sums.outerSize += length * Math.log(areas[outer] / area);
        if (innerIsThin) sums.thinInside += length;
        if (this.isThin(outer)) sums.thinOutside += length;
        sums.darkRim += length * Math.max(0, lab[outer * 3] - lab[inner * 3]);
      }
    }
    return { sums, beside };
  }

  private isThin(region: number): boolean {
    const { areas, perimeters } = this.graph;
    return areas[region] < THIN * perimeters[region];
  }

  /** What the neighbours' shares of the outline tell. */
  private neighbourhood(beside: readonly number[], length: number) {
    const { contacts } = this;
    const { areas } = this.graph;
    let [longest, second, main, mainWeight] = [0, 0, -1, -1];
    for (const region of beside) {
      const contact = contacts[region];
      if (contact > longest) [longest, second] = [contact, longest];
      else if (contact > second) second = contact;
      const weight = areas[region] * Math.sqrt(contact);
      if (weight > mainWeight) [main, mainWeight] = [region, weight];
    }
    let [plain, squares] = [0, 0];
    for (const region of beside) {
      const contact = contacts[region];
      if (colourDistance(this.graph, main, region) < SAME_GROUND) plain += contact;
      squares += (contact / length) ** 2;
    }
    return {
      oneNeighbour: longest / length,
      twoNeighbours: (longest + second) / length,
      plainGround: plain / length,
      neighbours: -Math.log(squares),
    };
  }
}
