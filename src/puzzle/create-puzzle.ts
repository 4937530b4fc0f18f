import { CodedError } from '../contract/coded-error.ts';
import { MAX_PUZZLE_SIDE_PX } from '../contract/limits.ts';
import type { JobStage, PuzzleOptions, PuzzleResult, RecipeContext } from '../contract/messages.ts';
import { JOB_STAGES } from '../contract/messages.ts';
import { decodePicture } from '../imaging/codec.ts';
import { copyRgbImage, type RgbImage } from '../imaging/image.ts';
import { pastePatch } from '../imaging/patch.ts';
import { createRandom } from '../imaging/random.ts';
import { propose } from '../segmentation/propose.ts';
import { buildKey } from './build-key.ts';
import { checkPuzzle } from './check-puzzle.ts';
import { drawAnswers, drawBoard } from './drawing/draw-board.ts';
import { encodeWithin } from './encode-within.ts';
import { type MadeDifference, type MakeContext, type MakeCosts, makeDifferences } from './make-differences.ts';
import { type Candidate, findCandidates } from './plan.ts';
import { Stopwatch } from './stopwatch.ts';

const ENGINE_NAME = 'difference-engine';

function alter(original: RgbImage, made: readonly MadeDifference[]): RgbImage {
  const altered = copyRgbImage(original);
  for (const { patch } of made) pastePatch(altered, patch);
  return altered;
}

/**
 * Makes differences until the diff engine, told nothing, finds exactly the wanted number; what it does not confirm is
 * undone and replaced.
 *
 * @throws CodedError `no-objects`, `too-few-objects`
 */
async function makeChecked(candidates: Candidate[], wanted: number, context: MakeContext, costs: MakeCosts) {
  let made: MadeDifference[] = [];
  for (;;) {
    const before = candidates.length;
    made = await makeDifferences(candidates, made, wanted, context, costs);
    const start = performance.now();
    const altered = alter(context.image, made);
    const check = checkPuzzle(context.image, altered, made);
    costs.checkMs += performance.now() - start;
    if (check.passed && made.length === wanted) return { made, altered };
    if (candidates.length === before || check.passed) throw tooFew(check.confirmed.length, wanted);
    made = [...check.confirmed];
  }
}

function tooFew(possible: number, wanted: number): CodedError {
  return possible === 0 ? new CodedError('no-objects', {}) : new CodedError('too-few-objects', { possible, wanted });
}

/**
 * Turns a picture into a puzzle with exactly the wanted number of differences.
 *
 * The same picture, options and seed give the same bytes and the same key.
 *
 * @param picture encoded bytes as a user sent them
 * @throws CodedError those of decodePicture, `no-objects`, `too-few-objects`; the signal's reason when aborted
 */
export async function createPuzzle(
  picture: Uint8Array,
  options: PuzzleOptions,
  { signal, onProgress }: RecipeContext = {},
): Promise<PuzzleResult> {
  const watch = new Stopwatch();
  const enter = (stage: JobStage) => {
    signal?.throwIfAborted();
    onProgress?.({ stage, ratio: JOB_STAGES.indexOf(stage) / JOB_STAGES.length });
  };
  const random = createRandom(options.seed);

  enter('decode');
  const { image } = await watch.time('decodeMs', () => decodePicture(picture, MAX_PUZZLE_SIDE_PX));

  enter('propose');
  const proposalSet = await watch.time('proposeMs', () => propose(image));

  enter('plan');
  const candidates = await watch.time('planMs', () =>
    findCandidates(proposalSet, image, options.level, random, options.edits),
  );

  enter('edit');
  const costs: MakeCosts = { editMs: 0, checkMs: 0, tried: 0 };
  const context = { image, proposalSize: proposalSet.size, level: options.level, random, signal };
  const { made, altered } = await makeChecked(candidates, options.differences, context, costs);
  const key = buildKey(made, image, options);

  enter('draw');
  const pictures = await watch.time('drawMs', () => drawPictures(image, altered, key, options.maxFileBytes));
  return {
    ...pictures,
    key,
    engine: {
      name: ENGINE_NAME,
      proposals: proposalSet.proposals.length,
      edits: costs.tried,
      rejectedEdits: costs.tried - made.length,
    },
    timings: watch.finish(costs),
  };
}

async function drawPictures(image: RgbImage, altered: RgbImage, key: PuzzleResult['key'], maxBytes?: number) {
  const encode = async (drawn: RgbImage | Promise<RgbImage>) => encodeWithin(await drawn, maxBytes);
  const [original, changed, board, answers] = await Promise.all([
    encode(image),
    encode(altered),
    encode(drawBoard(image, altered, key)),
    encode(drawAnswers(image, altered, key)),
  ]);
  return { original, altered: changed, board, answers };
}
