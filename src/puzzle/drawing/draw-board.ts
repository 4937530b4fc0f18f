import type { AnswerKey } from '../../contract/answer-key.ts';
import type { BoardStyle } from '../../contract/puzzle-options.ts';
import { drawPanels } from '../../imaging/board/draw-panels.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { drawRings } from '../../imaging/rings.ts';

/** The picture that players see: both images with lettered and numbered rulers. */
export function drawBoard(
  original: RgbImage,
  altered: RgbImage,
  key: AnswerKey,
  style: BoardStyle = {},
): Promise<RgbImage> {
  return drawPanels([original, altered], key.grid, '', style);
}

/** The board with every difference ringed and numbered in both images. */
export function drawAnswers(
  original: RgbImage,
  altered: RgbImage,
  key: AnswerKey,
  style: BoardStyle = {},
): Promise<RgbImage> {
  return drawPanels([original, altered], key.grid, drawRings(key.differences, key), style);
}
