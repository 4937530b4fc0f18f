import { type Profiler, Session } from 'node:inspector/promises';

/** Microseconds between two looks at the stack. */
const SAMPLING_US = 250;

/** The share of the time that each step of a function took, by the step's name; the shares sum to 1. */
export type StageShares = Record<string, number>;

/**
 * The step of `whole` that a stack is in: the function that `whole` called, or, while that one is among `opened`, the
 * function that it called in turn.
 *
 * @param stack function names, outermost first
 */
function stageOf(stack: readonly string[], whole: string, opened: readonly string[]): string | undefined {
  if (stack.includes('(garbage collector)')) return 'garbage collection';
  const at = stack.indexOf(whole);
  if (at < 0) return undefined;
  const below = stack.slice(at + 1).filter((name) => name !== '');
  const depth = below.findIndex((name) => !opened.includes(name));
  const path = depth < 0 ? [...below, 'its own loops'] : below.slice(0, depth + 1);
  return path.join(' > ');
}

function stacksOf({ nodes }: Profiler.Profile): Map<number, string[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stacks = new Map<number, string[]>();
  const visit = (id: number, above: readonly string[]) => {
    const node = byId.get(id);
    if (!node) return;
    const stack = [...above, node.callFrame.functionName];
    stacks.set(id, stack);
    for (const child of node.children ?? []) visit(child, stack);
  };
  visit(nodes[0].id, []);
  return stacks;
}

/**
 * Runs some work under the sampling profiler and tells how much of the time each step of the function named `whole`
 * took. Steps are the functions as they stand in the code, whatever they are called today.
 *
 * @param opened steps that are told apart further
 */
export async function profileStages(work: () => void, whole: string, opened: readonly string[]): Promise<StageShares> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_US });
  await session.post('Profiler.start');
  work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const stacks = stacksOf(profile);
  const time = new Map<string, number>();
  (profile.samples ?? []).forEach((id, index) => {
    const stage = stageOf(stacks.get(id) ?? [], whole, opened);
    if (stage !== undefined) time.set(stage, (time.get(stage) ?? 0) + (profile.timeDeltas?.[index] ?? 0));
  });
  const total = [...time.values()].reduce((sum, value) => sum + value, 0);
  const entries = [...time].map(([stage, value]): [string, number] => [stage, value / total]);
  return Object.fromEntries(entries.sort(([, a], [, b]) => b - a));
}
