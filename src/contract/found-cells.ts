import type { Box } from './geometry.ts';
import { cellAt, cellName, gridFor } from './grid.ts';
import type { SpotResult } from './messages.ts';

/** What is told of A and of the places in it. */
type Found = Pick<SpotResult, 'width' | 'height' | 'panels' | 'differences'>;

/** The part of A's picture that is compared: all of it, or its first panel. */
export function comparedBox({ panels, width, height }: Pick<Found, 'panels' | 'width' | 'height'>): Box {
  return panels?.[0] ?? { x: 0, y: 0, width, height };
}

/** The name of the cell at the middle of each difference, on the grid that a puzzle of the compared part's size has. */
export function cellsFound(found: Found): string[] {
  const compared = comparedBox(found);
  const grid = gridFor(compared);
  return found.differences.map(({ box }) => {
    const middle = { x: box.x + box.width / 2 - compared.x, y: box.y + box.height / 2 - compared.y };
    return cellName(cellAt(middle, grid, compared));
  });
}
