import type { Box, Point } from '../../contract/geometry.ts';
import { createFloatMap, type FloatMap } from '../../imaging/image.ts';
import { findBestBox, type ScoredBox } from './best-box.ts';
import type { Direction } from './direction.ts';

/** Details that correlate by more than this speak for a panel, others against it. */
const NEUTRAL_CORRELATION = 0.55;
/** What a plain pixel costs: margins do not belong to a panel, plain places between details do. */
const PLAIN_COST = 0.004;

/**
 * How much the details of one map agree with those of another, summed over tiles: positive where they do.
 *
 * @param shift what one shows at p, the other shows at p + shift; whole pixels
 */
export function scoreTiles(one: FloatMap, other: FloatMap, shift: Point, tilePx: number): FloatMap {
  const tiles = createFloatMap(Math.ceil(one.width / tilePx), Math.ceil(one.height / tilePx));
  tiles.data.fill(-tilePx * tilePx * PLAIN_COST);
  const half = NEUTRAL_CORRELATION / 2;
  const [fromX, toX] = [Math.max(0, -shift.x), Math.min(one.width, other.width - shift.x)];
  const [fromY, toY] = [Math.max(0, -shift.y), Math.min(one.height, other.height - shift.y)];
  for (let y = fromY; y < toY; y++) {
    const row = Math.floor(y / tilePx) * tiles.width;
    for (let x = fromX; x < toX; x++) {
      const a = one.data[y * one.width + x];
      const b = other.data[(y + shift.y) * other.width + x + shift.x];
      tiles.data[row + Math.floor(x / tilePx)] += a * b - half * (a * a + b * b);
    }
  }
  return tiles;
}

/** The same, each tile at the best of the shifts up to `reachPx` around one: panels may differ a little in size. */
export function scoreTilesNear(
  one: FloatMap,
  other: FloatMap,
  shift: Point,
  tilePx: number,
  reachPx: number,
): FloatMap {
  const best = scoreTiles(one, other, shift, tilePx);
  for (let dy = -reachPx; dy <= reachPx; dy++) {
    for (let dx = -reachPx; dx <= reachPx; dx++) {
      if (dx === 0 && dy === 0) continue;
      const { data } = scoreTiles(one, other, { x: shift.x + dx, y: shift.y + dy }, tilePx);
      for (let at = 0; at < data.length; at++) if (data[at] > best.data[at]) best.data[at] = data[at];
    }
  }
  return best;
}

/** The best box of tiles for the first panel, in pixels; the second, `pitchPx` further, must not overlap it. */
export function bestPanel(
  tiles: FloatMap,
  tilePx: number,
  direction: Direction,
  pitchPx: number,
  page: { readonly width: number; readonly height: number },
): ScoredBox | undefined {
  const best = findBestBox(tiles, direction, Math.max(1, Math.floor(pitchPx / tilePx)));
  if (best === undefined) return undefined;
  const x = best.box.x * tilePx;
  const y = best.box.y * tilePx;
  const box: Box = {
    x,
    y,
    width: Math.min(page.width - x, best.box.width * tilePx),
    height: Math.min(page.height - y, best.box.height * tilePx),
  };
  return { box, score: best.score };
}
