import { CodedError } from '../contract/coded-error.ts';
import { gridFor } from '../contract/grid.ts';
import { MAX_PUZZLE_SIDE_PX } from '../contract/limits.ts';
import type { JobStage, PuzzleOptions, PuzzleResult, RecipeContext } from '../contract/messages.ts';
import { JOB_STAGES } from '../contract/messages.ts';
import { drawFrame } from '../imaging/board/draw-panels.ts';
import { decodePicture } from '../imaging/codec.ts';
import { encodeSmall, encodeWithin } from '../imaging/encode-within.ts';
import type { RgbImage } from '../imaging/image.ts';
import { createRandom } from '../imaging/random.ts';
import { engineForPrompts } from '../inpainting/inpaint.ts';
import { PROPOSAL_SOURCES } from '../segmentation/proposal-sources.ts';
import { classicalSaliency } from '../segmentation/saliency.ts';
import { type Helper, sharedHelper } from './ahead/helper.ts';
import { lookAhead } from './ahead/look-ahead.ts';
import { begin, InTurn } from './begin.ts';
import { buildKey } from './build-key.ts';
import { showElsewhere } from './check-puzzle.ts';
import { drawAnswers, drawBoard } from './drawing/draw-board.ts';
import { makeChecked } from './make-checked.ts';
import type { MadeDifference, MakeCosts } from './make-differences.ts';
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

async function makePuzzle(image: RgbImage, options: PuzzleOptions, making: Making): Promise<PuzzleResult> {
  const { seed, prompt, level, differences, proposals: source = 'objects' } = options;
  const { signal, enter, watch, helper, ended } = making;

  enter('propose');
  const find = lookAhead(image, helper, ended);
  const looking = watch.time('proposeMs', () =>
    PROPOSAL_SOURCES[source](image, createRandom(`${seed}/proposals`), classicalSaliency, find),
  );
  // They start while proposals are looked for, which takes one thread for the most part.
  const { begin: beginWork } = new InTurn(ended);
  const drawing = beginDrawing(image, options, beginWork);
  const elsewhere = showElsewhere(image, beginWork);
  const found = await looking;

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
    draw: (changes, altered) => watch.time('drawMs', () => draw(image, altered, changes, options, drawing)),
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

/** Begins what can be drawn of a puzzle before it has differences: other threads do that while they are made. */
function beginDrawing(image: RgbImage, options: PuzzleOptions, beginWork: InTurn['begin']) {
  return {
    original: beginWork(() => encodeSmall(image, options.maxFileBytes)),
    framed: beginWork(() => drawFrame(image, gridFor(image), options)),
  };
}

/** The key of a puzzle and all its pictures. */
async function draw(
  image: RgbImage,
  altered: RgbImage,
  made: readonly MadeDifference[],
  options: PuzzleOptions,
  { original, framed }: ReturnType<typeof beginDrawing>,
) {
  const { maxFileBytes: maxBytes } = options;
  // Other threads encode: they are given their work before this one goes on.
  const encoding = begin(encodeWithin([image, altered], maxBytes, [original]));
  const key = buildKey(made, [image, altered], options);
  const [[first, changed], [board], [answers]] = await Promise.all([
    encoding,
    drawBoard(image, altered, key, options, framed).then((drawn) => encodeWithin([drawn], maxBytes)),
    drawAnswers(image, altered, key, options, framed).then((drawn) => encodeWithin([drawn], maxBytes)),
  ]);
  return { key, original: first, altered: changed, board, answers };
}
