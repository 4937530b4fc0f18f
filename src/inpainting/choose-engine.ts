import { CodedError } from '../contract/coded-error.ts';
import type { RgbImage } from '../imaging/image.ts';
import { blendSeam } from './blend-seam.ts';
import type { HoleTask, InpaintingEngine } from './engine.ts';
import { isSmoothAround, misfitPenalty, penaltyOf } from './judge-filling.ts';
import { ENGINE_NAMES, ENGINES, type EngineChoice, type EngineName } from './registry.ts';
import { strangePenalty } from './strange-colours.ts';

/** Surroundings with no more detail than this (standard deviation of the Laplacian, grey levels) want a membrane. */
const SMOOTH = 3;
/** How much a membrane gives itself away where it had to serve because nothing that could be copied would have fitted. */
const MAKESHIFT_MISMATCH = 1;
/** A filling that gives itself away less than this needs no rival. */
const GOOD_ENOUGH = 0.7;

/** A filled hole and the engine that filled it. */
export interface Filled {
  readonly filled: RgbImage;
  readonly engine: EngineName;
  /**
   * How much it gives itself away, by not continuing what stands around it or by colours that stand nowhere around it: 0 is
   * not at all, or not known.
   */
  readonly mismatch: number;
}

async function fillBy(task: HoleTask, engine: EngineName): Promise<Filled> {
  const { image, misfit } = await ENGINES[engine].fill(task);
  // A membrane meets the border as it is, and between two colours it has others.
  if (ENGINES[engine].kind === 'smooths') return { filled: image, engine, mismatch: misfitPenalty(misfit) };
  const filled = blendSeam(task, image);
  // What is asked for need not look like what stands around it.
  const strange = task.prompt === undefined ? strangePenalty(filled, task.hole) : 0;
  return { filled, engine, mismatch: misfitPenalty(misfit) + strange };
}

const namesOf = (kind: InpaintingEngine['kind']) => ENGINE_NAMES.filter((name) => ENGINES[name].kind === kind);

/** Engines that may fill what a membrane cannot, in the order in which they are asked. */
async function availableRivals(isRepeatable: boolean): Promise<EngineName[]> {
  const names = [...namesOf('copies'), ...(isRepeatable ? [] : namesOf('imagines'))];
  const refusals = await Promise.all(names.map((name) => ENGINES[name].whyUnavailable()));
  return names.filter((_, index) => refusals[index] === undefined);
}

/** Fills the hole by the engine unless the engine cannot: then another one may. */
async function tryToFill(task: HoleTask, engine: EngineName): Promise<Filled | undefined> {
  try {
    return await fillBy(task, engine);
  } catch (error) {
    // Who gives up wants no other engine.
    task.signal?.throwIfAborted();
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}

/**
 * A membrane where the surroundings are smooth. Elsewhere what can be copied, and where that shows, what an engine that
 * imagines things makes of it, if there is one: the one that shows less.
 */
async function fillAutomatically(task: HoleTask, isRepeatable: boolean): Promise<Filled> {
  if (isSmoothAround(task.image, task.hole, SMOOTH)) return fillBy(task, 'harmonic');
  let best: Filled | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const engine of await availableRivals(isRepeatable)) {
    const rival = await tryToFill(task, engine);
    if (!rival) continue;
    const penalty = penaltyOf(rival.filled, task.hole) + rival.mismatch;
    if (penalty < least) [best, least] = [rival, penalty];
    // One that imagines things is asked once: models take seconds.
    if (least <= GOOD_ENOUGH || ENGINES[engine].kind === 'imagines') break;
  }
  if (best) return best;
  const membrane = await fillBy(task, 'harmonic');
  return task.worstMisfit === undefined
    ? membrane
    : { ...membrane, mismatch: Math.max(membrane.mismatch, MAKESHIFT_MISMATCH) };
}

/**
 * Fills a hole with the engine that was named, or with the one that suits the hole's surroundings best.
 *
 * @param isRepeatable whether only engines that work alike on every machine may be chosen
 */
export function fillByChoice(task: HoleTask, choice: EngineChoice, isRepeatable = false): Promise<Filled> {
  return choice === 'auto' ? fillAutomatically(task, isRepeatable) : fillBy(task, choice);
}
