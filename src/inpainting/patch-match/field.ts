import { type KernelArray, type KernelRoom, openKernelRoom, roomFor } from '../../imaging/kernels/kernels.ts';
import {
  FEATURE_BYTES,
  type Mode,
  PATCH_RADIUS_PX,
  type PatchField,
  type PatchLoops,
  patchLoops,
  type Targets,
  VOTES_LENGTH,
} from '../../imaging/kernels/patch-field.ts';
import type { Random } from '../../imaging/random.ts';
import { writeFeatures } from './features.ts';
import type { Level } from './level.ts';
import { centresOver, listSet, type Sources } from './sources.ts';

const LARGEST_SEED = 0x7fffffff;
/** A patch this many pixels deeper in the hole counts this much less: what lies at the border is sure. */
const CONFIDENCE_BASE = 2;
/** Weights of patches fall with their cost, measured in this quantile of all costs (Wexler et al. 2007). */
const COST_QUANTILE = 0.75;
/** Patches that fit worse than this share of all are a corner here and there. */
const MISFIT_QUANTILE = 0.9;
/** So many costs tell the quantile well enough. */
const MAX_SAMPLES = 1000;
/** Costs below this (squared feature differences of a whole patch) are noise. */
const LEAST_COST = 400;

/** Features that are used; the last byte is always 0. */
const FEATURES = FEATURE_BYTES - 1;
/** However bad a patch is, somebody must fill the pixels that no better one covers. */
const LEAST_LIKENESS = 1e-6;

/** The mean of votes that disagree is fog: it is moved to where most of them are. */
const MODE = { bandwidth: 1000, shifts: 2 };

/** What the arrays of a field take: two of features, one of bytes, three of words, and the lists. */
function roomBytes(pixels: number, centres: number, holes: number): number {
  const words = [pixels, pixels, pixels, holes, centres, centres, VOTES_LENGTH].map((length) => length * 4);
  const bytes = [pixels, pixels * FEATURE_BYTES, pixels * FEATURE_BYTES];
  return [...words, ...bytes].reduce((sum, size) => sum + roomFor(size), 0);
}

/** The nearest-neighbour field of one level: for each patch over the hole, the patch elsewhere that continues it. */
export class NearestNeighbourField {
  readonly level: Level;
  readonly field: PatchField;
  /** Every patch over the hole. */
  readonly targets: Targets;
  readonly #room: KernelRoom;
  readonly #loops: PatchLoops;
  readonly #sources: Int32Array;
  /** How far each pixel of the hole is from its border, in pixels; 0 elsewhere. */
  readonly depths: Float32Array;
  /** Numbers that a patch's cost adds up. */
  readonly valuesOfPatch = FEATURES * (2 * PATCH_RADIUS_PX + 1) ** 2;
  /** How sure each of them is, by how deep in the hole it lies. */
  readonly #confidence: Float32Array;
  readonly #random: Random;
  readonly #known: KernelArray<Uint8Array>;
  readonly #layer: KernelArray<Int32Array>;

  /** Close it after use. */
  constructor(level: Level, { valid, list }: Sources, random: Random) {
    this.level = level;
    this.#random = random;
    const { width, height, hole } = level;
    const pixels = width * height;
    const [centres, holes] = [centresOver(level), listSet(hole)];
    const room = openKernelRoom(roomBytes(pixels, centres.length, holes.length));
    this.#room = room;
    this.#loops = patchLoops(room.kernels);
    this.field = {
      width,
      height,
      features: room.bytes(pixels * FEATURE_BYTES),
      valid: room.bytes(pixels),
      sources: room.integers(pixels),
      costs: room.integers(pixels),
      weights: room.floats(pixels),
      hole: room.integers(holes.length),
      votes: room.integers(VOTES_LENGTH),
    };
    this.#known = room.bytes(pixels * FEATURE_BYTES);
    this.#layer = room.integers(centres.length);
    this.targets = { centres: room.integers(centres.length) };
    for (const pixel of holes) this.field.features.view.fill(0, pixel * FEATURE_BYTES, (pixel + 1) * FEATURE_BYTES);
    this.field.valid.view.set(valid);
    this.field.sources.view.fill(-1);
    this.field.hole.view.set(holes);
    this.targets.centres.view.set(centres);
    this.#sources = list;
    this.depths = level.depths;
    this.#confidence = new Float32Array(centres.length);
    for (let at = 0; at < centres.length; at++) this.#confidence[at] = CONFIDENCE_BASE ** -level.depths[centres[at]];
    writeFeatures(level, this.field.features.view);
  }

  randomSource(): number {
    return this.#sources[this.#random.integer(0, this.#sources.length - 1)];
  }

  /** Looks for better sources: passes forwards and backwards in turn, after measuring what stands. */
  search(passes: number, targets: Targets = this.targets): void {
    this.#loops.measure(this.field, targets);
    let seed = this.#random.integer(1, LARGEST_SEED);
    for (let pass = 0; pass < passes; pass++) {
      seed = this.#loops.improve(this.field, targets, { isForward: pass % 2 === 0, seed });
    }
  }

  /** Measures what stands, after a vote. */
  measure(): void {
    this.#loops.measure(this.field, this.targets);
  }

  /** Weighs every patch by its depth alone. */
  weighByDepth(): void {
    const { view } = this.targets.centres;
    for (let at = 0; at < view.length; at++) this.field.weights.view[view[at]] = this.#confidence[at];
  }

  /** Weighs every patch by its cost and its depth. */
  weigh(): void {
    const { costs, weights } = this.field;
    const { view } = this.targets.centres;
    const step = Math.ceil(view.length / MAX_SAMPLES);
    const samples = new Int32Array(Math.ceil(view.length / step));
    for (let at = 0; at < samples.length; at++) samples[at] = costs.view[view[at * step]];
    samples.sort();
    const spread = Math.max(LEAST_COST, samples[Math.floor(COST_QUANTILE * (samples.length - 1))]);
    for (let at = 0; at < view.length; at++) {
      const likeness = Math.exp(-costs.view[view[at]] / (2 * spread));
      weights.view[view[at]] = Math.max(LEAST_LIKENESS, likeness) * this.#confidence[at];
    }
  }

  /** Fills the hole with what most patches say. @returns how much each feature changed on average, grey levels */
  vote(mode: Mode = MODE): number {
    return this.#loops.vote(this.field, mode) / (this.field.hole.view.length * FEATURES);
  }

  /** For each pixel the one elsewhere that shows best what most patches say; -1 where none says anything. */
  choose(pixels: readonly number[]): Int32Array {
    const chosen = new Int32Array(pixels.length);
    // In pieces, as long as there is room for; each pixel's result takes the pixel's own place.
    const { view, address } = this.#layer;
    for (let from = 0; from < pixels.length; from += view.length) {
      const count = Math.min(view.length, pixels.length - from);
      const list = { address, view: view.subarray(0, count) };
      list.view.set(pixels.slice(from, from + count));
      this.#loops.choose(this.field, MODE, list, list);
      chosen.set(list.view, from);
    }
    return chosen;
  }

  /** How far patches are from their sources on average, those near the border first, after a last look. */
  meanCost(): number {
    this.search(1);
    let [sum, total] = [0, 0];
    const { view } = this.targets.centres;
    for (let at = 0; at < view.length; at++) {
      sum += this.#confidence[at] * this.field.costs.view[view[at]];
      total += this.#confidence[at];
    }
    return sum / total;
  }

  /**
   * How far the patches around the hole's border, which hold what is known, are from their sources: root mean square per
   * feature (grey levels), of all but the worst.
   */
  misfit(): number {
    const { costs } = this.field;
    const border = this.targets.centres.view.filter((centre) => this.depths[centre] === 0);
    // A hole that fills a corner of the picture can have no such patch: then the deepest must do.
    const sums = (border.length > 0 ? border : this.targets.centres.view).map((centre) => costs.view[centre]).sort();
    return Math.sqrt(sums[Math.floor(MISFIT_QUANTILE * (sums.length - 1))] / this.valuesOfPatch);
  }

  /** What counts at the start, when parts of the hole are still empty: 255 where a pixel's features count. */
  get known(): Uint8Array {
    return this.#known.view;
  }

  /** Some of the patches, of which only what is known counts; good until the next call. */
  knownTargets(centres: readonly number[]): Targets {
    const view = this.#layer.view.subarray(0, centres.length);
    view.set(centres);
    return { centres: { address: this.#layer.address, view }, known: this.#known };
  }

  close(): void {
    this.#room.close();
  }
}
