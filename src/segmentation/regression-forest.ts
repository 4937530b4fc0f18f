import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../project-root.ts';

/** A regression tree, node by node: the feature that is asked (-1: a leaf), the limit, where to go on, the answer. */
const treeSchema = z.strictObject({
  features: z.array(z.int()),
  limits: z.array(z.number()),
  lower: z.array(z.int()),
  higher: z.array(z.int()),
  values: z.array(z.number()),
});

const modelSchema = z.strictObject({
  version: z.literal(1),
  features: z.array(z.string()),
  base: z.number(),
  trees: z.array(treeSchema).min(1),
});

type Model = z.infer<typeof modelSchema>;

/** So many rows go through one tree after the other while both are at hand. */
const BLOCK_ROWS = 128;

/** Boosted regression trees (Friedman 2001): their answers to a row of features add up. */
export class RegressionForest {
  private readonly base: number;
  private readonly width: number;
  /** Numbers of the trees' first nodes. */
  private readonly roots: Int32Array;
  /** The feature that is asked; -1 for leaves. */
  private readonly features: Int8Array;
  /** What the feature is compared with; the answer of a leaf. */
  private readonly values: Float64Array;
  /** Where to go on: here up to the limit, one farther above it. */
  private readonly next: Int32Array;

  constructor({ features: names, base, trees }: Model) {
    const count = trees.reduce((sum, { features }) => sum + features.length, 0);
    this.base = base;
    this.width = names.length;
    this.roots = new Int32Array(trees.length);
    this.features = new Int8Array(count);
    this.values = new Float64Array(count);
    this.next = new Int32Array(count);
    let first = 0;
    trees.forEach((tree, number) => {
      this.roots[number] = first;
      this.layOut(tree, first);
      first += tree.features.length;
    });
  }

  /** Lays a tree's nodes out level by level, so that siblings stand side by side. */
  private layOut({ features, limits, lower, higher, values }: Model['trees'][number], first: number): void {
    const order = [0];
    for (const [at, node] of order.entries()) {
      const isLeaf = features[node] < 0;
      this.features[first + at] = features[node];
      this.values[first + at] = isLeaf ? values[node] : limits[node];
      this.next[first + at] = first + order.length;
      if (!isLeaf) order.push(lower[node], higher[node]);
    }
  }

  /** The forest's answer to each row. @param rows the features of each row, one row after the other */
  answer(rows: Float64Array): Float64Array {
    const { roots, width } = this;
    const sums = new Float64Array(rows.length / width).fill(this.base);
    for (let from = 0; from < sums.length; from += BLOCK_ROWS) {
      const to = Math.min(sums.length, from + BLOCK_ROWS);
      for (let tree = 0; tree < roots.length; tree++) this.add(roots[tree], rows, sums, from, to);
    }
    return sums;
  }

  /** Adds one tree's answers to the sums of some rows. */
  private add(root: number, rows: Float64Array, sums: Float64Array, from: number, to: number): void {
    const { features, values, next, width } = this;
    for (let row = from, first = from * width; row < to; row++, first += width) {
      let node = root;
      for (let feature = features[node]; feature >= 0; feature = features[node]) {
        node = next[node] + Number(rows[first + feature] > values[node]);
      }
      sums[row] += values[node];
    }
  }
}

/** Loads a forest of models/. @param names the features that it has to ask for, in their order */
export function loadForest(file: string, names: readonly string[]): RegressionForest {
  const model = modelSchema.parse(JSON.parse(readFileSync(join(PROJECT_ROOT, 'models', file), 'utf8')));
  if (model.features.join() !== names.join()) throw new Error(`models/${file} was trained on other features`);
  return new RegressionForest(model);
}
