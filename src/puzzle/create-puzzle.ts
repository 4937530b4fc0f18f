import { CodedError } from '../contract/coded-error.ts';
import { MAX_PUZZLE_SIDE_PX } from '../contract/limits.ts';
import type { JobStage, PuzzleOptions, PuzzleResult, RecipeContext } from '../contract/messages.ts';
import { JOB_STAGES } from '../contract/messages.ts';
import { decodePicture } from '../imaging/codec.ts';
import type { RgbImage } from '../imaging/image.ts';
import { createRandom } from '../imaging/random.ts';
import { engineForPrompts } from '../inpainting/inpaint.ts';
import { PROPOSAL_SOURCES } from '../segmentation/proposal-sources.ts';
import { classicalSaliency } from '../segmentation/saliency.ts';
import { type Helper, sharedHelper } from './ahead/helper.ts';
import { lookAhead } from './ahead/look-ahead.ts';
import { InTurn } from './begin.ts';
import { showElsewhere } from './check-puzzle.ts';
import { finishPuzzle, prepareDrawing } from './finish-puzzle.ts';
import { makeChecked } from './make-checked.ts';
import type { MakeCosts } from './make-differences.ts';
import { PictureFacts } from './picture-facts.ts';
import { findTries } from './plan/find-tries.ts';
import { Stopwatch } from './stopwatch.ts';

const ENGINE_NAME = 'difference-engine';
/** Places that may be filled in for each difference, and on top: a place whose filling shows is a try lost. */
const FILLINGS_PER_DIFFERENCE = 1;
const SPARE_FILLINGS = 5;

/**
 * Turns a picture into a puzzle with exactly the wanted number of differences.
 *
 * The same picture, options and seed give the same bytes and the same key.
 *
 * @param picture encoded bytes as a user sent them
 * @throws CodedError those of decodePicture, `no-objects`, `too-few-objects`; the signal's reason when aborted
 */
export function createPuzzle(
  picture: Uint8Array,
  options: PuzzleOptions,
  context?: RecipeContext,
): Promise<PuzzleResult> {
  const decode = async () => (await decodePicture(picture, MAX_PUZZLE_SIDE_PX)).image;
  return createPuzzleOf(decode, options, context);
}

/** Refuses a prompt that nothing could be made of before any work is done, and also when nothing would be taken away. */
async function checkPrompt({ prompt, edits }: PuzzleOptions): Promise<void> {
  if (prompt === undefined) return;
  if (edits?.includes('replace') === false) throw new CodedError('prompt-without-replace', {});
  await engineForPrompts();
}

/** Says where the work stands, and ends it there when nobody wants it any more. */
const announcer =
  ({ signal, onProgress }: RecipeContext) =>
  (stage: JobStage) => {
    signal?.throwIfAborted();
    onProgress?.({ stage, ratio: JOB_STAGES.indexOf(stage) / JOB_STAGES.length });
  };

/**
 * Does the same for an image that comes from elsewhere.
 *
 * @param openImage decodes or draws the image, at most MAX_PUZZLE_SIDE_PX long; its time counts as decoding
 * @param findHelper gives the thread that works beside this one, if there is one: it changes the time and nothing else
 * @throws CodedError those of openImage, why no prompt is taken, `prompt-without-replace`, `no-objects`,
 *   `too-few-objects`; the signal's reason when aborted
 */
export async function createPuzzleOf(
  openImage: () => Promise<RgbImage>,
  options: PuzzleOptions,
  context: RecipeContext = {},
  findHelper: () => Helper | undefined = sharedHelper,
): Promise<PuzzleResult> {
  const watch = new Stopwatch();
  const enter = announcer(context);
  await checkPrompt(options);

  enter('decode');
  const image = await watch.time('decodeMs', openImage);

  const ending = new AbortController();
  try {
    return await makePuzzle(image, options, { ...context, enter, watch, helper: findHelper(), ended: ending.signal });
  } finally {
    ending.abort();
  }
}

/** What a puzzle is made with. */
interface Making extends RecipeContext {
  readonly enter: (stage: JobStage) => void;
  readonly watch: Stopwatch;
  readonly helper: Helper | undefined;
  /** Aborts when the puzzle is made or has failed: nobody wants any more what was begun for it. */
  readonly ended: AbortSignal;
}

/** Finds what could be changed; what needs no differences to be drawn or checked is begun beside it. */
async function lookAround(image: RgbImage, options: PuzzleOptions, { enter, watch, helper, ended }: Making) {
  const { seed, proposals: source = 'objects' } = options;
  enter('propose');
  const find = lookAhead(image, helper, ended);
  const looking = watch.time('proposeMs', () =>
    PROPOSAL_SOURCES[source](image, createRandom(`${seed}/proposals`), classicalSaliency, find),
  );
  // They start while proposals are looked for, which takes one thread for the most part.
  const { begin: beginWork } = new InTurn(ended);
  const preparation = prepareDrawing(image, options, beginWork);
  const elsewhere = showElsewhere(image, beginWork);
  return { found: await looking, preparation, elsewhere };
}

async function makePuzzle(image: RgbImage, options: PuzzleOptions, making: Making): Promise<PuzzleResult> {
  const { seed, prompt, level, differences, proposals: source = 'objects' } = options;
  const { signal, enter, watch, helper } = making;
  const { found, preparation, elsewhere } = await lookAround(image, options, making);

  enter('plan');
  const random = createRandom(seed);
  const tries = await watch.time('planMs', () => findTries(found, image, options, random, source === 'objects'));

  enter('edit');
  const costs: MakeCosts = { editMs: 0, checkMs: 0, tried: 0 };
  const fillings = differences * FILLINGS_PER_DIFFERENCE + SPARE_FILLINGS;
  const picture = { image, facts: new PictureFacts(image), found, level, seed, fillings, prompt, signal, helper };
  const { made, checks, drawn } = await makeChecked(tries, options, picture, costs, {
    elsewhere,
    onCheck: () => enter('check'),
    draw: (changes, altered) => watch.time('drawMs', () => finishPuzzle(image, altered, changes, options, preparation)),
  });

  enter('draw');
  signal?.throwIfAborted();
  const { tried } = costs;
  const engine = {
    name: ENGINE_NAME,
    proposals: found.proposals.length,
    edits: tried,
    rejectedEdits: tried - made.length,
  };
  return { ...drawn, engine: { ...engine, checks }, timings: watch.finish(costs) };
}
