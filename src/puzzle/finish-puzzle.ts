import { gridFor } from '../contract/grid.ts';
import type { PuzzleOptions, PuzzleResult } from '../contract/messages.ts';
import { drawFrame } from '../imaging/board/draw-panels.ts';
import { encodeSmall, encodeWithin } from '../imaging/encode-within.ts';
import type { RgbImage } from '../imaging/image.ts';
import { begin, type InTurn } from './begin.ts';
import { buildKey } from './build-key.ts';
import { drawAnswers, drawBoard } from './drawing/draw-board.ts';
import type { MadeDifference } from './make-checked.ts';

/** A puzzle's key and its pictures, encoded. */
export type FinishedPuzzle = Pick<PuzzleResult, 'key' | 'original' | 'altered' | 'board' | 'answers'>;

/** What can be drawn of a puzzle before it has differences. */
export interface Preparation {
  readonly original: ReturnType<typeof encodeSmall>;
  readonly framed: ReturnType<typeof drawFrame>;
}

/**
 * Begins what can be drawn before the differences are known: other threads do that while they are made.
 *
 * @param beginWork says when each part may begin
 */
export function prepareDrawing(image: RgbImage, options: PuzzleOptions, beginWork: InTurn['begin']): Preparation {
  return {
    original: beginWork(() => encodeSmall(image, options.maxFileBytes)),
    framed: beginWork(() => drawFrame(image, gridFor(image), options)),
  };
}

/**
 * The key of a puzzle and all its pictures, each within the message's size.
 *
 * @param changes the differences from the image to the altered one
 */
export async function finishPuzzle(
  image: RgbImage,
  altered: RgbImage,
  changes: readonly MadeDifference[],
  options: PuzzleOptions,
  { original, framed }: Preparation,
): Promise<FinishedPuzzle> {
  const { maxFileBytes: maxBytes } = options;
  // Other threads encode: they are given their work before this one goes on.
  const encoding = begin(encodeWithin([image, altered], maxBytes, [original]));
  const key = buildKey(changes, [image, altered], options);
  const [[first, changed], [board], [answers]] = await Promise.all([
    encoding,
    drawBoard(image, altered, key, options, framed).then((drawn) => encodeWithin([drawn], maxBytes)),
    drawAnswers(image, altered, key, options, framed).then((drawn) => encodeWithin([drawn], maxBytes)),
  ]);
  return { key, original: first, altered: changed, board, answers };
}
