import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../project-root.ts';
import { FEATURE_NAMES, type Features } from './candidate-features.ts';

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
  features: z.tuple(FEATURE_NAMES.map((name) => z.literal(name)) as [z.ZodLiteral, ...z.ZodLiteral[]]),
  base: z.number(),
  trees: z.array(treeSchema).min(1),
});

/** The nodes of all trees one after the other, in arrays that are quick to walk through. */
interface Forest {
  readonly base: number;
  /** Numbers of the trees' first nodes. */
  readonly roots: Int32Array;
  /** The feature that is asked; -1 for leaves. */
  readonly features: Int8Array;
  /** What the feature is compared with; the answer of a leaf. */
  readonly values: Float64Array;
  /** Where to go on: up to the limit at 2 * node, above it at 2 * node + 1. */
  readonly children: Int32Array;
}

function layOut({ base, trees }: z.infer<typeof modelSchema>): Forest {
  const count = trees.reduce((sum, { features }) => sum + features.length, 0);
  const roots = new Int32Array(trees.length);
  const features = new Int8Array(count);
  const values = new Float64Array(count);
  const children = new Int32Array(2 * count);
  let first = 0;
  trees.forEach((tree, number) => {
    roots[number] = first;
    tree.features.forEach((feature, node) => {
      const at = first + node;
      features[at] = feature;
      values[at] = feature < 0 ? tree.values[node] : tree.limits[node];
      children[2 * at] = first + tree.lower[node];
      children[2 * at + 1] = first + tree.higher[node];
    });
    first += tree.features.length;
  });
  return { base, roots, features, values, children };
}

let loaded: Forest | undefined;

/** The model that scripts/train-objectness.py makes from drawn scenes. */
function loadModel(): Forest {
  loaded ??= layOut(
    modelSchema.parse(JSON.parse(readFileSync(join(PROJECT_ROOT, 'models', 'objectness.json'), 'utf8'))),
  );
  return loaded;
}

const asked = new Float64Array(FEATURE_NAMES.length);

/**
 * How much a candidate looks like a whole thing: the square of its expected overlap (intersection over union) with
 * one, by boosted regression trees (Friedman 2001).
 *
 * @returns 0 to 1
 */
export function judgeObjectness(measured: Features): number {
  const { base, roots, features, values, children } = loadModel();
  for (let at = 0; at < asked.length; at++) asked[at] = measured[FEATURE_NAMES[at]];
  let sum = base;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree];
    for (let feature = features[node]; feature >= 0; feature = features[node]) {
      node = children[2 * node + (asked[feature] <= values[node] ? 0 : 1)];
    }
    sum += values[node];
  }
  return Math.min(1, Math.max(0, sum));
}
