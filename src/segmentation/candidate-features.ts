import { type Lab, labDistance } from '../imaging/lab.ts';
import { ClutterMap } from './clutter-map.ts';
import type { Candidate } from './gather-candidates.ts';
import { boundsOf, octagonArea } from './octagon.ts';
import { colourDistance, type RegionGraph } from './region-graph.ts';

/** What the judge of candidates looks at, in the order of its model. */
export const FEATURE_NAMES = [
  /** Natural logarithm of the share of the image. */
  'size',
  /** Area divided by that of the box. */
  'extent',
  /** 4 pi area / outline squared, the outline counted in pixel sides: 0 to about 0.8. */
  'compactness',
  /** Area divided by that of the octagon around it. */
  'octagon',
  /** Short side of the box divided by its long side. */
  'aspect',
  /** Natural logarithm of the number of regions. */
  'parts',
  /** Strength of the step (Lab) along the outline: mean, and mean of its weakest quarter. */
  'step',
  'weakStep',
  /** Lab distance between the regions on the two sides of the outline: mean, and mean of its weakest quarter. */
  'contrast',
  'weakContrast',
  /** Mean strength of the steps between its own regions. */
  'innerStep',
  /** Share of the outline on whose far side is a region larger than the whole candidate. */
  'beforeLarger',
  /** Mean natural logarithm of how many times larger the region on the far side is. */
  'outerSize',
  /** Share of the outline along its longest neighbour, and along its longest two. */
  'oneNeighbour',
  'twoNeighbours',
  /** Share of the outline beyond which the colour is that of its main neighbour: how plain its ground is. */
  'plainGround',
  /** Share of the outline with a thin region on its inner or outer side: a drawn line that belongs to it or not. */
  'thinInside',
  'thinOutside',
  /** How much darker (L) its rim is than what lies outside. */
  'darkRim',
  /** Share of its largest region. */
  'mainShare',
  /** RMS Lab distance of its regions' colours from their mean, and of what lies beyond its outline from theirs. */
  'ownSpread',
  'ringSpread',
  /** Lab distance between its mean colour and that of what lies beyond its outline; how much more chroma it has. */
  'meanContrast',
  'chroma',
  /** Natural logarithm of the number of regions beyond its outline, the longer the border the more it counts. */
  'neighbours',
  /** How much dearer it was to merge it away than to put it together: logarithm. */
  'persistence',
  /** Natural logarithm of the number of the picture's regions: photographs have more than drawings. */
  'regions',
  /** Mean contrast (Lab) of pixels to those beside them: within its box, and in the frame around that. */
  'boxClutter',
  'frameClutter',
] as const;

export type FeatureName = (typeof FEATURE_NAMES)[number];
export type Features = Readonly<Record<FeatureName, number>>;

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

/** The share of an outline by which it is judged: a thing that melts into its ground somewhere is half a thing. */
const WEAK_SHARE = 0.25;
/** Area per pixel side of outline below which a region is a line rather than a patch. */
const THIN = 1.2;
/** Lab distance up to which two grounds are one. */
const SAME_GROUND = 14;
/** Steps are sorted into classes of this many Lab units; what is stronger than the last class is as good as any. */
const CLASS_LAB = 1;
const CLASSES = 61;

/** A sum of border lengths by strength, from which the mean of the weakest share follows. */
class Strengths {
  private readonly lengths = new Float64Array(CLASSES);
  private total = 0;
  private sum = 0;

  clear(): void {
    this.lengths.fill(0);
    this.total = 0;
    this.sum = 0;
  }

  add(strength: number, length: number): void {
    const kept = Math.min(strength, (CLASSES - 1) * CLASS_LAB);
    this.lengths[Math.floor(kept / CLASS_LAB)] += length;
    this.total += length;
    this.sum += kept * length;
  }

  get mean(): number {
    return this.total > 0 ? this.sum / this.total : 0;
  }

  get weakMean(): number {
    const wanted = this.total * WEAK_SHARE;
    let left = wanted;
    let sum = 0;
    for (let at = 0; at < CLASSES && left > 0; at++) {
      const taken = Math.min(left, this.lengths[at]);
      sum += taken * (at + 0.5) * CLASS_LAB;
      left -= taken;
    }
    return wanted > 0 ? sum / wanted : 0;
  }
}

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

  measure({ regions, area, corners, persistence }: Candidate): Features {
    const { graph, marks, contacts, steps, contrasts } = this;
    const { areas, perimeters, lab } = graph;
    const stamp = ++this.stamp;
    steps.clear();
    contrasts.clear();
    for (const region of regions) marks[region] = stamp;
    const isThin = (region: number) => areas[region] < THIN * perimeters[region];
    const beside: number[] = [];
    const sums: OutlineSums = {
      length: 0,
      larger: 0,
      outerSize: 0,
      thinInside: 0,
      thinOutside: 0,
      darkRim: 0,
      innerStep: 0,
      innerLength: 0,
    };
    for (const inner of regions) {
      const innerIsThin = isThin(inner);
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
        if (isThin(outer)) sums.thinOutside += length;
        sums.darkRim += length * Math.max(0, lab[outer * 3] - lab[inner * 3]);
      }
    }
    const width = corners[2] - corners[0] + 1;
    const height = corners[3] - corners[1] + 1;
    const { length } = sums;
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
