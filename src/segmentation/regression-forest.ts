import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type FlatTrees, sumTrees } from '../imaging/kernels/forest.ts';
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
type Tree = z.infer<typeof treeSchema>;

/** As many as a set of bits can hold. */
const MOST_LEAVES = 64;

/** Where to go on: always to a later node, so that no walk goes round for ever. */
function childOf(tree: Tree, node: number, side: 'lower' | 'higher'): number {
  const child = tree[side][node];
  if (child > node && child < tree.features.length) return child;
  throw new RangeError(`A tree leads from node ${node} of ${tree.features.length} to ${child}, which is no later one.`);
}

/** Trees on their way to be flat ones. */
class Flattener {
  /** Features that a question may ask for. */
  private readonly width: number;
  private readonly features: number[] = [];
  private readonly limits: number[] = [];
  private readonly lower: bigint[] = [];
  private readonly answers: number[] = [];
  private readonly questions: number[] = [];
  private readonly leaves: number[] = [];

  constructor(width: number) {
    this.width = width;
  }

  /** @throws RangeError when it is no tree, asks for a feature that there is not, or has too many leaves */
  add(tree: Tree): void {
    const { length: questions } = this.features;
    const { length: leaves } = this.answers;
    this.follow(tree, 0, leaves);
    this.questions.push(this.features.length - questions);
    this.leaves.push(this.answers.length - leaves);
  }

  /** @param first the tree's first leaf */
  private follow(tree: Tree, node: number, first: number): void {
    const feature = tree.features[node];
    if (feature < 0) {
      if (this.answers.length - first === MOST_LEAVES) {
        throw new RangeError(`A tree has more than ${MOST_LEAVES} leaves.`);
      }
      this.answers.push(tree.values[node]);
      return;
    }
    if (feature >= this.width) throw new RangeError(`A tree asks for feature ${feature} of ${this.width}.`);
    const question = this.features.push(feature) - 1;
    this.limits.push(tree.limits[node]);
    this.lower.push(0n);
    const from = BigInt(this.answers.length - first);
    this.follow(tree, childOf(tree, node, 'lower'), first);
    const to = BigInt(this.answers.length - first);
    this.lower[question] = (1n << to) - (1n << from);
    this.follow(tree, childOf(tree, node, 'higher'), first);
  }

  flat(): FlatTrees {
    return {
      questions: Int32Array.from(this.questions),
      leaves: Int32Array.from(this.leaves),
      features: Int32Array.from(this.features),
      limits: Float64Array.from(this.limits),
      lower: BigInt64Array.from(this.lower),
      answers: Float64Array.from(this.answers),
    };
  }
}

/** Boosted regression trees (Friedman 2001): their answers to a row of features add up. */
export class RegressionForest {
  private readonly base: number;
  private readonly width: number;
  private readonly trees: FlatTrees;

  constructor({ features, base, trees }: Model) {
    this.base = base;
    this.width = features.length;
    const flattener = new Flattener(features.length);
    for (const tree of trees) flattener.add(tree);
    this.trees = flattener.flat();
  }

  /** The forest's answer to each row. @param rows the features of each row, one row after the other */
  answer(rows: Float64Array): Float64Array {
    return sumTrees(this.trees, rows, this.width, this.base);
  }
}

/** Loads a forest of models/. @param names the features that it has to ask for, in their order */
export function loadForest(file: string, names: readonly string[]): RegressionForest {
  const model = modelSchema.parse(JSON.parse(readFileSync(join(PROJECT_ROOT, 'models', file), 'utf8')));
  if (model.features.join() !== names.join()) throw new Error(`models/${file} was trained on other features`);
  return new RegressionForest(model);
}
