import type { KernelArray } from './kernels.ts';
import {
  FEATURE_BYTES,
  type Mode,
  PATCH_RADIUS_PX,
  type Pass,
  type PatchField,
  type PatchLoops,
  type Targets,
} from './patch-field.ts';

const SIDE = 2 * PATCH_RADIUS_PX + 1;
const ROW_BYTES = SIDE * FEATURE_BYTES;
const { fround } = Math;

/** Sum of squared differences of the patches around p and q; at least `limit` when it reaches it. */
function distance({ features, width }: PatchField, { known }: Targets, p: number, q: number, limit: number): number {
  const { view } = features;
  const corner = PATCH_RADIUS_PX * (width + 1);
  let sum = 0;
  for (let row = 0; row < SIDE; row++) {
    const a = (p - corner + row * width) * FEATURE_BYTES;
    const b = (q - corner + row * width) * FEATURE_BYTES;
    for (let at = 0; at < ROW_BYTES; at++) {
      const difference = view[a + at] - view[b + at];
      if (!known || known.view[a + at]) sum += difference * difference;
    }
    if (row % 2 === 1 && sum >= limit) return sum;
  }
  return sum;
}

const INFINITE = 2 ** 31 - 1;

function measure(field: PatchField, targets: Targets): void {
  for (const p of targets.centres.view) {
    field.costs.view[p] = distance(field, targets, p, field.sources.view[p], INFINITE);
  }
}

/** Xorshift (Marsaglia 2003). */
class Xorshift {
  state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 to bound - 1. */
  below(bound: number): number {
    let next = this.state;
    next ^= next << 13;
    next ^= next >>> 17;
    next ^= next << 5;
    this.state = next >>> 0;
    return Math.floor((this.state * bound) / 2 ** 32);
  }
}

/** The best source of a target that is known so far. */
interface Best {
  source: number;
  cost: number;
}

function improve(field: PatchField, targets: Targets, pass: Pass): number {
  const { width, height } = field;
  const [sources, costs, valid] = [field.sources.view, field.costs.view, field.valid.view];
  const chance = new Xorshift(pass.seed);
  const consider = (best: Best, p: number, q: number) => {
    if (!valid[q]) return;
    const cost = distance(field, targets, p, q, best.cost);
    if (cost < best.cost) Object.assign(best, { source: q, cost });
  };
  const step = pass.isForward ? -1 : 1;
  const order = pass.isForward ? targets.centres.view : targets.centres.view.toReversed();
  for (const p of order) {
    const best = { source: sources[p], cost: costs[p] };
    for (const shift of [step, step * width]) {
      const neighbour = sources[p + shift];
      const q = neighbour - shift;
      if (neighbour >= 0 && q !== best.source && q >= 0 && q < width * height) consider(best, p, q);
    }
    for (let reach = Math.max(width, height); reach > 0; reach >>= 1) {
      const x = best.source % width;
      const y = (best.source - x) / width;
      const [left, upper] = [Math.max(0, x - reach), Math.max(0, y - reach)];
      const randomX = left + chance.below(Math.min(width - 1, x + reach) - left + 1);
      const randomY = upper + chance.below(Math.min(height - 1, y + reach) - upper + 1);
      consider(best, p, randomY * width + randomX);
    }
    sources[p] = best.source;
    costs[p] = best.cost;
  }
  return chance.state | 0;
}

/** How far the bytes at `from` are from a mean, squared: in the order in which a vector adds them up. */
function squaredDistance(bytes: Uint8Array, from: number, mean: Float32Array): number {
  const square = (at: number) => fround(fround(bytes[from + at] - mean[at]) * fround(bytes[from + at] - mean[at]));
  const pairs = [0, 1, 2, 3].map((at) => fround(square(at) + square(at + 4)));
  return fround(fround(fround(pairs[0] + pairs[1]) + pairs[2]) + pairs[3]);
}

/** So many votes back one for the same pixel is looked for. */
const LOOK_BACK = 8;

/** A pixel that patches over another would put there, and how much they count. */
interface Vote {
  readonly pixel: number;
  weight: number;
}

/** What the patches over p would put there, those that say the same as one. */
function votesFor(field: PatchField, p: number): Vote[] {
  const { width, height, sources, weights } = field;
  const votes: Vote[] = [];
  for (let dy = -PATCH_RADIUS_PX; dy <= PATCH_RADIUS_PX; dy++) {
    for (let dx = -PATCH_RADIUS_PX; dx <= PATCH_RADIUS_PX; dx++) {
      const shift = dy * width + dx;
      const centre = p + shift;
      if (centre < 0 || centre >= width * height || sources.view[centre] < 0) continue;
      const pixel = sources.view[centre] - shift;
      const weight = weights.view[centre];
      const same = votes.slice(-LOOK_BACK).findLast((each) => each.pixel === pixel);
      if (same) same.weight = fround(same.weight + weight);
      else votes.push({ pixel, weight });
    }
  }
  return votes;
}

/** The mean of votes; with a bandwidth, of those near `before`. */
function meanVote(
  { features: { view } }: PatchField,
  votes: readonly Vote[],
  bandwidth: number,
  before: Float32Array,
): Float32Array | undefined {
  const sums = new Float32Array(FEATURE_BYTES);
  let total = 0;
  for (const vote of votes) {
    const from = vote.pixel * FEATURE_BYTES;
    let { weight } = vote;
    if (bandwidth > 0) {
      const nearness = fround(bandwidth / fround(bandwidth + squaredDistance(view, from, before)));
      weight = fround(weight * fround(nearness * nearness));
    }
    for (let at = 0; at < FEATURE_BYTES; at++) sums[at] += fround(weight * view[from + at]);
    total = fround(total + weight);
  }
  return total > 0 ? sums.map((sum) => sum / total) : undefined;
}

/** Where most votes lie. */
function modeOf(field: PatchField, votes: readonly Vote[], { bandwidth, shifts }: Mode): Float32Array | undefined {
  let mean = meanVote(field, votes, 0, new Float32Array(FEATURE_BYTES));
  for (let shift = 0; mean && votes.length > 1 && shift < shifts; shift++) {
    mean = meanVote(field, votes, fround(bandwidth), mean);
  }
  return mean;
}

function vote(field: PatchField, mode: Mode): number {
  const { view } = field.features;
  let changes = 0;
  for (const p of field.hole.view) {
    modeOf(field, votesFor(field, p), mode)?.forEach((value, at) => {
      const rounded = Math.trunc(fround(value + 0.5));
      changes += Math.abs(rounded - view[p * FEATURE_BYTES + at]);
      view[p * FEATURE_BYTES + at] = rounded;
    });
  }
  return changes;
}

function choose(field: PatchField, mode: Mode, list: KernelArray<Int32Array>, result: KernelArray<Int32Array>): void {
  list.view.forEach((p, index) => {
    const votes = votesFor(field, p);
    const mean = modeOf(field, votes, mode);
    let [best, least] = [-1, Number.POSITIVE_INFINITY];
    if (mean) {
      for (const { pixel } of votes) {
        const away = squaredDistance(field.features.view, pixel * FEATURE_BYTES, mean);
        if (away < least) [best, least] = [pixel, away];
      }
    }
    result.view[index] = best;
  });
}

/** The twins of the loops in plain TypeScript: the same sources, costs and features, much slower. */
export const plainPatchLoops: PatchLoops = { measure, improve, vote, choose };
