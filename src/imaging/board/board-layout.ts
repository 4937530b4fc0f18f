import type { Point, Size } from '../../contract/geometry.ts';
import type { BoardLayoutChoice } from '../../contract/puzzle-options.ts';

/** Where the two panels stand on the board. */
export interface BoardLayout extends Size {
  /** Width of the ruler bands at the top and left of each panel. */
  readonly ruler: number;
  /** Top left corner of each panel's picture. */
  readonly panels: readonly [Point, Point];
}

/** Ruler width as a share of a panel's longer side, and the least that can be read on a phone. */
const RULER_RATIO = 0.034;
const MIN_RULER_PX = 16;
/** Space between the panels and around the board, in rulers. */
const GAP_RULERS = 0.6;
/**
 * Boxes into which Discord fits one picture of a message, in pixels: a desktop window, a phone held upright. The layout
 * that shows the panels larger over both is taken.
 */
const SHOWN: readonly Size[] = [
  { width: 550, height: 550 },
  { width: 380, height: 620 },
];

function arrange(panel: Size, ruler: number, isStacked: boolean): BoardLayout {
  const gap = Math.round(ruler * GAP_RULERS);
  const unit = { width: panel.width + ruler, height: panel.height + ruler };
  const first = { x: gap + ruler, y: gap + ruler };
  const second = isStacked
    ? { x: first.x, y: first.y + unit.height + gap }
    : { x: first.x + unit.width + gap, y: first.y };
  return {
    width: second.x + panel.width + gap,
    height: second.y + panel.height + gap,
    ruler,
    panels: [first, second],
  };
}

/** How large a panel's pixel is shown, over all the places where the board is seen. */
function shownScale({ width, height }: Size): number {
  return SHOWN.reduce((product, shown) => product * Math.min(shown.width / width, shown.height / height), 1);
}

/** Lays out two panels of one size, side by side or stacked: as is asked, or whichever shows them larger. */
export function layOutBoard(panel: Size, choice: BoardLayoutChoice = 'auto'): BoardLayout {
  const ruler = Math.max(MIN_RULER_PX, Math.round(Math.max(panel.width, panel.height) * RULER_RATIO));
  const sideBySide = arrange(panel, ruler, false);
  const stacked = arrange(panel, ruler, true);
  if (choice !== 'auto') return choice === 'side' ? sideBySide : stacked;
  return shownScale(stacked) > shownScale(sideBySide) ? stacked : sideBySide;
}
