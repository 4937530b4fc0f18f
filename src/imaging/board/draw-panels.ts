import type { Size } from '../../contract/geometry.ts';
import type { Grid } from '../../contract/grid.ts';
import type { BoardStyle } from '../../contract/puzzle-options.ts';
import { overlaySvg, renderSvgLayer } from '../codec.ts';
import { copyRgbImage, type RgbImage } from '../image.ts';
import { layOver } from '../layer.ts';
import { pastePatch } from '../patch.ts';
import { type BoardLayout, layOutBoard } from './board-layout.ts';
import { plainPaper } from './paper.ts';
import { drawGridLines, drawRulers } from './rulers.ts';

/** The names of the two panels, as all texts use them. */
const PANEL_NAMES = ['A', 'B'] as const;

/** The paper of a board with the rulers of both panels, before any picture lies on it. */
export interface BoardFrame {
  readonly layout: BoardLayout;
  readonly image: RgbImage;
}

const drawing = ({ width, height }: Size, elements: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${elements}</svg>`;

/** Draws the paper and the rulers for two images of a size. */
export async function drawFrame(
  { width, height }: Size,
  grid: Grid,
  { layout: choice }: BoardStyle = {},
): Promise<BoardFrame> {
  const layout = layOutBoard({ width, height }, choice);
  const rulers = layout.panels.map((origin, index) =>
    drawRulers(PANEL_NAMES[index], origin, { width, height }, grid, layout),
  );
  return { layout, image: await overlaySvg(plainPaper(layout), drawing(layout, rulers.join(''))) };
}

/**
 * Draws two images of one size beside or above each other, each with lettered and numbered rulers.
 *
 * @param overlay SVG elements to draw over each of them, in its own pixels
 * @param style how the panels stand, and whether the grid's lines run over them
 * @param framed the frame for them, where it was drawn before
 */
export async function drawPanels(
  panels: readonly [RgbImage, RgbImage],
  grid: Grid,
  overlay = '',
  style: BoardStyle = {},
  framed: Promise<BoardFrame> = drawFrame(panels[0], grid, style),
): Promise<RgbImage> {
  const { width, height } = panels[0];
  const over = (style.grid === 'lines' ? drawGridLines(grid, { width, height }) : '') + overlay;
  const [{ layout, image }, layer] = await Promise.all([
    framed,
    over === '' ? undefined : renderSvgLayer(drawing({ width, height }, over)),
  ]);
  const board = copyRgbImage(image);
  panels.forEach((panel, index) => {
    const box = { ...layout.panels[index], width, height };
    pastePatch(board, { box, image: layer ? layOver(panel, layer) : panel });
  });
  return board;
}
