import { CodedError } from '../contract/coded-error.ts';
import { MAX_PUZZLE_SIDE_PX } from '../contract/limits.ts';
import type { PuzzleOptions, PuzzleResult, RecipeContext } from '../contract/messages.ts';
import { decodePicture } from '../imaging/codec.ts';
import type { RgbImage } from '../imaging/image.ts';
import { createRandom } from '../imaging/random.ts';
import { engineForPrompts } from '../inpainting/inpaint.ts';
import { PROPOSAL_SOURCES } from '../segmentation/proposal-sources.ts';
import { classicalSaliency } from '../segmentation/saliency.ts';
import { type Helper, sharedHelper } from './ahead/helper.ts';
import { lookAhead } from './ahead/look-ahead.ts';
import { DifferenceMaker } from './make-differences.ts';
import { type Found, type Making, makePuzzle } from './make-puzzle.ts';
import { PictureFacts } from './picture-facts.ts';
import { findTries } from './plan/find-tries.ts';

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
  await checkPrompt(options);
  const find = (image: RgbImage, making: Making) => findThings(image, making, findHelper());
  return makePuzzle({ openImage, find }, options, context);
}

/** Finds the things of a picture and how they may be edited. */
async function findThings(image: RgbImage, making: Making, helper: Helper | undefined): Promise<Found> {
  const { options, signal, enter, watch, costs, ended } = making;
  const { seed, prompt, level, differences, proposals: source = 'objects' } = options;
  enter('propose');
  const look = lookAhead(image, helper, ended);
  const found = await watch.time('proposeMs', () =>
    PROPOSAL_SOURCES[source](image, createRandom(`${seed}/proposals`), classicalSaliency, look),
  );

  enter('plan');
  const tries = await watch.time('planMs', () =>
    findTries(found, image, { ...options, odd: options.odd === true || source === 'regions' }, createRandom(seed)),
  );
  const fillings = differences * FILLINGS_PER_DIFFERENCE + SPARE_FILLINGS;
  const picture = { image, facts: new PictureFacts(image), found, level, seed, fillings, prompt, signal, helper };
  return { maker: new DifferenceMaker(tries, differences, picture, costs), things: found.proposals.length };
}
