import type { Box, Point, Size } from '../../contract/geometry.ts';
import type { FloatMap } from '../../imaging/image.ts';
import { type Direction, directionOf, pitchOf } from './direction.ts';
import { findRepeats, selfCorrelation } from './self-correlation.ts';
import { bestPanel, scoreTilesNear } from './tile-scores.ts';

/** Where the first panel may be and which way the second lies, in pixels of the map. */
export interface PanelGuess {
  readonly first: Box;
  /** From the first panel to the second, whole pixels. */
  readonly shift: Point;
  readonly direction: Direction;
}

/** Shifts at which the page repeats itself that are looked into. */
const CANDIDATES = 10;
const TILE_PX = 2;
/** A panel that is a few per cent smaller than the other has moved by this much at its far end. */
const REACH_PX = 1;

/** Of two opposite shifts the one that may lead from the first panel to the second. */
function forward({ x, y }: Point, page: Size): { shift: Point; direction: Direction } | undefined {
  for (const shift of [
    { x, y },
    { x: -x, y: -y },
  ]) {
    const direction = directionOf(shift, page);
    if (direction !== undefined) return { shift, direction };
  }
  return undefined;
}

/**
 * Guesses where the panels are: the shifts at which the page repeats itself most, and for each the box that repeats.
 *
 * @param detail of the page, as detailOf gives it, about a hundred pixels wide
 * @returns undefined when nothing repeats
 */
export function guessPanels(detail: FloatMap): PanelGuess | undefined {
  const isAllowed = (shift: Point) => forward(shift, detail) !== undefined;
  let best: (PanelGuess & { readonly score: number }) | undefined;
  for (const repeat of findRepeats(selfCorrelation(detail), CANDIDATES, isAllowed)) {
    const way = forward(repeat.shift, detail);
    if (way === undefined) continue;
    const { shift, direction } = way;
    const tiles = scoreTilesNear(detail, detail, shift, TILE_PX, REACH_PX);
    const found = bestPanel(tiles, TILE_PX, direction, pitchOf(shift, direction), detail);
    if (found !== undefined && found.score > (best?.score ?? 0)) {
      best = { first: found.box, score: found.score, shift, direction };
    }
  }
  return best;
}
