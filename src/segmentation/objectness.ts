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

type Model = z.infer<typeof modelSchema>;

let loaded: Model | undefined;

/** The model that scripts/train-objectness.py makes from drawn scenes. */
function loadModel(): Model {
  loaded ??= modelSchema.parse(JSON.parse(readFileSync(join(PROJECT_ROOT, 'models', 'objectness.json'), 'utf8')));
  return loaded;
}

/**
 * How much a candidate looks like a whole thing: the square of its expected overlap (intersection over union) with
 * one, by boosted regression trees (Friedman 2001).
 *
 * @returns 0 to 1
 */
export function judgeObjectness(features: Features): number {
  const { base, trees } = loadModel();
  const values = FEATURE_NAMES.map((name) => features[name]);
  let sum = base;
  for (const { features: asked, limits, lower, higher, values: answers } of trees) {
    let node = 0;
    while (asked[node] >= 0) node = values[asked[node]] <= limits[node] ? lower[node] : higher[node];
    sum += answers[node];
  }
  return Math.min(1, Math.max(0, sum));
}
