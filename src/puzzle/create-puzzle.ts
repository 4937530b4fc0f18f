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
import { ClearAhead } from './ahead/clear-ahead.ts';
import { sharedHelper } from './ahead/helper.ts';
import { begin } from './begin.ts';
import { buildKey } from './build-key.ts';
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

/**
 * Does the same for an image that comes from elsewhere.
 *
 * @param openImage decodes or draws the image, at most MAX_PUZZLE_SIDE_PX long; its time counts as decoding
 * @throws CodedError those of openImage, why no prompt is taken, `prompt-without-replace`, `no-objects`,
 *   `too-few-objects`; the signal's reason when aborted
 */
export async function createPuzzleOf(
  openImage: () => Promise<RgbImage>,
  options: PuzzleOptions,
  { signal, onProgress }: RecipeContext = {},
): Promise<PuzzleResult> {
  const watch = new Stopwatch();
  const enter = (stage: JobStage) => {
    signal?.throwIfAborted();
    onProgress?.({ stage, ratio: JOB_STAGES.indexOf(stage) / JOB_STAGES.length });
  };
  const random = createRandom(options.seed);
  const { prompt, edits } = options;
  // Said before any work is done, and also when nothing would have been taken away.
  if (prompt !== undefined && edits?.includes('replace') === false) throw new CodedError('prompt-without-replace', {});
  if (prompt !== undefined) await engineForPrompts();

  enter('decode');
  const image = await watch.time('decodeMs', openImage);

  enter('propose');
  // It starts while proposals are looked for.
  const helper = sharedHelper();
  const source = options.proposals ?? 'objects';
  const proposalSet = await watch.time('proposeMs', () =>
    PROPOSAL_SOURCES[source](image, createRandom(`${options.seed}/proposals`), classicalSaliency),
  );

  enter('plan');
  const tries = await watch.time('planMs', () => findTries(proposalSet, image, options, random, source === 'objects'));

  enter('edit');
  const drawing = beginDrawing(image, options);
  const costs: MakeCosts = { editMs: 0, checkMs: 0, tried: 0 };
  const facts = new PictureFacts(image);
  const fillings = { left: options.differences * FILLINGS_PER_DIFFERENCE + SPARE_FILLINGS };
  const ahead = helper && new ClearAhead(helper, { image, found: proposalSet });
  const context = { image, facts, found: proposalSet, level: options.level, random, fillings, prompt, signal, ahead };
  const { made, checks, drawn } = await makeChecked(tries, options, context, costs, {
    onCheck: () => enter('check'),
    draw: (differences, altered) => watch.time('drawMs', () => draw(image, altered, differences, options, drawing)),
  }).finally(() => ahead?.close());

  enter('draw');
  signal?.throwIfAborted();
  return {
    ...drawn,
    engine: {
      name: ENGINE_NAME,
      proposals: proposalSet.proposals.length,
      edits: costs.tried,
      rejectedEdits: costs.tried - made.length,
      checks,
    },
    timings: watch.finish(costs),
  };
}

/** Begins what can be drawn of a puzzle before it has differences: other threads do that while they are made. */
function beginDrawing(image: RgbImage, options: PuzzleOptions) {
  return {
    original: begin(encodeSmall(image, options.maxFileBytes)),
    framed: begin(drawFrame(image, gridFor(image), options)),
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
