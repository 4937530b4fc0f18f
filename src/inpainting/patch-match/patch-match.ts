import { setImmediate as breathe } from 'node:timers/promises';
import { CodedError } from '../../contract/coded-error.ts';
import { PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';
import { createRandom, type Random } from '../../imaging/random.ts';
import type { Filling, HoleTask, InpaintingEngine } from '../engine.ts';
import { misfitPenalty } from '../judge-filling.ts';
import { strangePenalty } from '../strange-colours.ts';
import { compose } from './compose.ts';
import { NearestNeighbourField } from './field.ts';
import { firstLevel, halveLevel, type Level } from './level.ts';
import { peel } from './peel.ts';
import { completeAtRandom, startFrom } from './refine.ts';
import { findSources, type Sources, type Strictness } from './sources.ts';

/** The coarsest level is the one where a patch reaches from the hole's border to its middle. */
const COARSEST_DEPTH_PX = PATCH_RADIUS_PX + 1;
/** A level with fewer places to copy from than this says nothing. */
const MIN_SOURCES = 100;
/** Rounds of search and vote at most, finest level first: coarse levels decide what goes where and cost little. */
const MAX_ROUNDS = [1, 4, 8, 16];
/** A round that changes features by less than this on average (grey levels) was the last. */
const SETTLED = 0.4;
/** Starts from which the best is kept, by the order in which the hole is filled for the first time. */
const STARTS = ['layers', 'lines', 'layers'] as const;
/** Passes of search in each round, finest level first: there the next coarser one has found nearly all. */
const PASSES = [1, 2];
/** A filling that strange colours give away at least this much is tried again ... */
const STRANGE = 0.15;
/** ... but not one that they give away more than this: nothing that belongs there is at hand. */
const HOPELESS = 1.6;

/** The scale at which it shows whether anything fits: the one before the finest, which takes as long as all others. */
const TELLING_INDEX = 1;

/** A level and what may be copied on it. */
interface Scale {
  readonly level: Level;
  readonly sources: Sources;
}

/** The scales of a task, finest first, each looked at when it is asked for: the same ones serve every attempt. */
class Pyramid {
  private readonly levels: Level[];

  constructor(task: HoleTask) {
    this.levels = [firstLevel(task)];
  }

  at(index: number): Level {
    while (this.levels.length <= index) this.levels.push(halveLevel(this.levels[this.levels.length - 1]));
    return this.levels[index];
  }
}

/** From the task's own scale to the coarsest one that is of use. @throws CodedError `nothing-to-copy` */
function scalesOf(pyramid: Pyramid, strictness: Strictness): Scale[] {
  const finest = pyramid.at(0);
  const scales = [{ level: finest, sources: findSources(finest, strictness) }];
  if (scales[0].sources.list.length === 0) throw new CodedError('nothing-to-copy', {});
  for (;;) {
    const { level: last, sources: finer } = scales[scales.length - 1];
    if (last.depth <= COARSEST_DEPTH_PX || Math.min(last.width, last.height) < 2) return scales;
    const level = pyramid.at(scales.length);
    const sources = findSources(level, strictness, finer);
    if (sources.list.length < MIN_SOURCES || (scales[0].sources.isNative && !sources.isNative)) return scales;
    scales.push({ level, sources });
  }
}

/** What holds for a level, of a list whose last value holds for all that are coarser. */
const at = (values: readonly number[], index: number) => values[Math.min(index, values.length - 1)];

/** Coherent completion of one level (Wexler, Shechtman & Irani 2007): search and vote in turn until nothing changes. */
function settle(nnf: NearestNeighbourField, index: number): void {
  for (let round = 0; round < at(MAX_ROUNDS, index); round++) {
    nnf.search(at(PASSES, index));
    nnf.weigh();
    if (nnf.vote() < SETTLED) return;
  }
}

function startOnce({ level, sources }: Scale, order: (typeof STARTS)[number], random: Random): NearestNeighbourField {
  const nnf = new NearestNeighbourField(level, sources, random);
  peel(nnf, order);
  completeAtRandom(nnf);
  settle(nnf, MAX_ROUNDS.length);
  return nnf;
}

/** Starts several times and keeps what hangs together best: the coarsest level decides, and it is tiny. */
function startCoarsest(scale: Scale, random: Random): NearestNeighbourField {
  const [first, ...others] = STARTS;
  let best = startOnce(scale, first, random);
  let least = best.meanCost();
  for (const order of others) {
    const other = startOnce(scale, order, random);
    const cost = other.meanCost();
    (cost < least ? best : other).close();
    if (cost >= least) continue;
    best = other;
    least = cost;
  }
  return best;
}

function startFiner(scale: Scale, half: NearestNeighbourField, random: Random): NearestNeighbourField {
  const { level, sources } = scale;
  const nnf = new NearestNeighbourField(level, sources, random);
  startFrom(half, nnf);
  nnf.weighByDepth();
  nnf.vote();
  return nnf;
}

/** Whether a filling will be worse than the task allows. */
function isHopeless(nnf: NearestNeighbourField, { worstMisfit }: HoleTask): boolean {
  if (worstMisfit === undefined) return false;
  nnf.measure();
  return nnf.misfit() > worstMisfit;
}

async function fillWith(task: HoleTask, pyramid: Pyramid, strictness: Strictness): Promise<Filling> {
  const random = createRandom(`${task.seed}/patch-match`);
  const scales = scalesOf(pyramid, strictness);
  let nnf: NearestNeighbourField | undefined;
  try {
    for (let index = scales.length - 1; index >= 0; index--) {
      const half = nnf;
      nnf = half ? startFiner(scales[index], half, random) : startCoarsest(scales[index], random);
      half?.close();
      if (half) settle(nnf, index);
      if (index === TELLING_INDEX && isHopeless(nnf, task)) throw new CodedError('nothing-to-copy', {});
      await breathe();
      task.signal?.throwIfAborted();
    }
    if (!nnf) throw new RangeError('patch-match: expected at least one level, received none');
    nnf.measure();
    nnf.weigh();
    const misfit = nnf.misfit();
    return { image: compose(task, nnf), misfit };
  } finally {
    nnf?.close();
  }
}

const penaltyOf = ({ image, misfit }: Filling, { hole }: HoleTask) =>
  misfitPenalty(misfit) + strangePenalty(image, hole);

/** Fills the hole; where a piece of something else was copied into it, once more with fewer colours to copy from. */
async function fill(task: HoleTask): Promise<Filling> {
  const pyramid = new Pyramid(task);
  const first = await fillWith(task, pyramid, 'usual');
  const strange = strangePenalty(first.image, task.hole);
  if (strange < STRANGE || strange > HOPELESS) return first;
  const second = await fillWith(task, pyramid, 'strict').catch((error: unknown) => {
    if (error instanceof CodedError && error.code === 'nothing-to-copy') return first;
    throw error;
  });
  return penaltyOf(second, task) < penaltyOf(first, task) ? second : first;
}

/** Copies what fits, patch by patch. The engine for texture that needs nothing but the picture. */
export const patchMatch: InpaintingEngine = {
  kind: 'copies',
  takesPrompt: false,
  whyUnavailable: async () => undefined,
  fill,
};
