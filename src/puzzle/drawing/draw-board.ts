import type { AnswerKey } from '../../contract/answer-key.ts';
import type { Point } from '../../contract/geometry.ts';
import { overlaySvg } from '../../imaging/codec.ts';
import { createRgbImage, type RgbImage } from '../../imaging/image.ts';
import { pastePatch } from '../../imaging/patch.ts';
import { drawRings } from '../../imaging/rings.ts';
import { BOARD_COLOURS } from './board-colours.ts';
import { layOutBoard } from './board-layout.ts';
import { drawRulers } from './rulers.ts';

/** The names of the two panels, as the texts of the game use them. */
const PANEL_NAMES = ['A', 'B'] as const;

/** SVG elements over one panel, in the panel's own pixels. */
type Overlay = string;

async function drawPanels(panels: readonly [RgbImage, RgbImage], key: AnswerKey, overlay: Overlay): Promise<RgbImage> {
  const panel = { width: key.width, height: key.height };
  const layout = layOutBoard(panel);
  const canvas = createRgbImage(layout.width, layout.height);
  const paper = Buffer.from(BOARD_COLOURS.paper.slice(1), 'hex');
  for (let at = 0; at < canvas.data.length; at += 3) canvas.data.set(paper, at);
  panels.forEach((image, index) => {
    pastePatch(canvas, { box: { ...layout.panels[index], ...panel }, image });
  });
  const inPanel = ({ x, y }: Point) =>
    `<svg x="${x}" y="${y}" width="${panel.width}" height="${panel.height}">${overlay}</svg>`;
  const elements = layout.panels.map(
    (origin, index) => drawRulers(PANEL_NAMES[index], origin, panel, key.grid, layout) + (overlay && inPanel(origin)),
  );
  return overlaySvg(
    canvas,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${layout.width}" height="${layout.height}">${elements.join('')}</svg>`,
  );
}

/** The picture that players see: both images with lettered and numbered rulers. */
export function drawBoard(original: RgbImage, altered: RgbImage, key: AnswerKey): Promise<RgbImage> {
  return drawPanels([original, altered], key, '');
}

/** The board with every difference ringed and numbered in both images. */
export function drawAnswers(original: RgbImage, altered: RgbImage, key: AnswerKey): Promise<RgbImage> {
  return drawPanels([original, altered], key, drawRings(key.differences, key));
}
