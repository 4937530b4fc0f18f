import type { AnswerKey } from '../../contract/answer-key.ts';
import type { BoardStyle } from '../../contract/puzzle-options.ts';
import { type BoardFrame, drawPanels } from '../../imaging/board/draw-panels.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { drawRings } from '../../imaging/rings.ts';

/** The picture that players see: both images with lettered and numbered rulers. @param framed see drawPanels */
export function drawBoard(
  original: RgbImage,
  altered: RgbImage,
  key: AnswerKey,
  style: BoardStyle = {},
  framed?: Promise<BoardFrame>,
): Promise<RgbImage> {
  return drawPanels([original, altered], key.grid, '', style, framed);
}

/** The board with every difference ringed and numbered in both images. @param framed see drawPanels */
export function drawAnswers(
  original: RgbImage,
  altered: RgbImage,
  key: AnswerKey,
  style: BoardStyle = {},
  framed?: Promise<BoardFrame>,
): Promise<RgbImage> {
  return drawPanels([original, altered], key.grid, drawRings(key.differences, key), style, framed);
}
