import type { Point } from '../../contract/geometry.ts';
import type { Grid } from '../../contract/grid.ts';
import { overlaySvg } from '../codec.ts';
import type { RgbImage } from '../image.ts';
import { pastePatch } from '../patch.ts';
import { layOutBoard } from './board-layout.ts';
import { plainPaper } from './paper.ts';
import { drawRulers } from './rulers.ts';

/** The names of the two panels, as all texts use them. */
const PANEL_NAMES = ['A', 'B'] as const;

/**
 * Draws two images of one size beside or above each other, each with lettered and numbered rulers.
 *
 * @param overlay SVG elements to draw over each of them, in its own pixels
 */
export function drawPanels(panels: readonly [RgbImage, RgbImage], grid: Grid, overlay = ''): Promise<RgbImage> {
  const { width, height } = panels[0];
  const layout = layOutBoard({ width, height });
  const canvas = plainPaper(layout);
  panels.forEach((image, index) => {
    pastePatch(canvas, { box: { ...layout.panels[index], width, height }, image });
  });
  const inPanel = ({ x, y }: Point) => `<svg x="${x}" y="${y}" width="${width}" height="${height}">${overlay}</svg>`;
  const elements = layout.panels.map(
    (origin, index) =>
      drawRulers(PANEL_NAMES[index], origin, { width, height }, grid, layout) + (overlay && inPanel(origin)),
  );
  return overlaySvg(
    canvas,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${layout.width}" height="${layout.height}">${elements.join('')}</svg>`,
  );
}
