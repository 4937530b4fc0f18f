import type { AnswerKey } from '../../contract/answer-key.ts';
import { MAX_PUZZLE_SIDE_PX } from '../../contract/limits.ts';
import type { FinishedPuzzle } from '../../contract/messages.ts';
import { decodePicture, resizeImage } from '../../imaging/codec.ts';
import { encodeWithin } from '../../imaging/encode-within.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { puzzleDifficulty } from '../difficulty.ts';
import { drawAnswers, drawBoard } from '../drawing/draw-board.ts';
import { takeBack } from './take-back.ts';

/** What the owner of a ready-made puzzle agreed to. */
interface FinishOptions {
  readonly key: AnswerKey;
  /** The ids of the differences that count. */
  readonly kept: readonly number[];
  readonly maxFileBytes?: number;
}

/** A picture in the size that the key speaks of: where files must be small, it was made smaller. */
async function open(bytes: Uint8Array, { width, height }: AnswerKey): Promise<RgbImage> {
  const { image } = await decodePicture(bytes, MAX_PUZZLE_SIDE_PX);
  return image.width === width && image.height === height ? image : resizeImage(image, { width, height });
}

/** The key without what was dropped. */
function keepOnly(key: AnswerKey, kept: readonly number[]): AnswerKey {
  const differences = key.differences
    .filter(({ id }) => kept.includes(id))
    .map((difference, index) => ({ ...difference, id: index + 1 }));
  const scores = differences.map(({ difficulty }) => difficulty ?? key.difficulty);
  return { ...key, differences, difficulty: puzzleDifficulty(scores) };
}

/**
 * Finishes a ready-made puzzle: takes back what its owner dropped, so that no change is left that does not count, and
 * draws the board.
 *
 * @param a,b the original and the altered picture as openReadyMade gave them
 * @throws RangeError when nothing is kept
 */
export async function finishReadyMade(
  a: Uint8Array,
  b: Uint8Array,
  { key, kept, maxFileBytes }: FinishOptions,
): Promise<FinishedPuzzle> {
  const remaining = keepOnly(key, kept);
  if (remaining.differences.length === 0) throw new RangeError('finishReadyMade: expected a difference to be kept');
  const [original, given] = await Promise.all([open(a, key), open(b, key)]);
  const dropped = key.differences.filter(({ id }) => !kept.includes(id));
  const changed = takeBack(
    original,
    given,
    dropped.map(({ mask }) => mask),
  );
  const [[altered], [board], [answers]] = await Promise.all([
    encodeWithin([changed], maxFileBytes),
    drawBoard(original, changed, remaining).then((drawn) => encodeWithin([drawn], maxFileBytes)),
    drawAnswers(original, changed, remaining).then((drawn) => encodeWithin([drawn], maxFileBytes)),
  ]);
  return { altered, board, answers, key: remaining };
}
