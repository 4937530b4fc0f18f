import type { Point } from '../../contract/geometry.ts';
import type { Grid } from '../../contract/grid.ts';
import type { BoardStyle } from '../../contract/puzzle-options.ts';
import { overlaySvg } from '../codec.ts';
import type { RgbImage } from '../image.ts';
import { pastePatch } from '../patch.ts';
import { layOutBoard } from './board-layout.ts';
import { plainPaper } from './paper.ts';
import { drawGridLines, drawRulers } from './rulers.ts';

/** The names of the two panels, as all texts use them. */
const PANEL_NAMES = ['A', 'B'] as const;

/**
 * Draws two images of one size beside or above each other, each with lettered and numbered rulers.
 *
 * @param overlay SVG elements to draw over each of them, in its own pixels
 * @param style how the panels stand, and whether the grid's lines run over them
 */
export function drawPanels(
  panels: readonly [RgbImage, RgbImage],
  grid: Grid,
  overlay = '',
  style: BoardStyle = {},
): Promise<RgbImage> {
  const { width, height } = panels[0];
  const layout = layOutBoard({ width, height }, style.layout);
  const canvas = plainPaper(layout);
  panels.forEach((image, index) => {
    pastePatch(canvas, { box: { ...layout.panels[index], width, height }, image });
  });
  const over = (style.grid === 'lines' ? drawGridLines(grid, { width, height }) : '') + overlay;
  const inPanel = ({ x, y }: Point) => `<svg x="${x}" y="${y}" width="${width}" height="${height}">${over}</svg>`;
  const elements = layout.panels.map(
    (origin, index) =>
      drawRulers(PANEL_NAMES[index], origin, { width, height }, grid, layout) + (over && inPanel(origin)),
  );
  return overlaySvg(
    canvas,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${layout.width}" height="${layout.height}">${elements.join('')}</svg>`,
  );
}
