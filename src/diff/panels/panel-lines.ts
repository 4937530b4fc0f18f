import type { Box, Point, Size } from '../../contract/geometry.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { composeMatrices, type ProjectiveMatrix, scaleAndShift } from '../../imaging/projective.ts';
import { warpImage } from '../../imaging/warp.ts';
import type { Direction } from './direction.ts';
import { isPaper, type Paper } from './paper.ts';

export type Side = 'left' | 'top' | 'right' | 'bottom';

/** A row or column of the first panel and of the second, laid on it. */
export interface PanelLine {
  /** Whether the second panel shows most of it. */
  readonly isSeen: boolean;
  /** Share of it that is something else than paper in both panels. */
  readonly occupied: number;
  /** Grey levels by which the panels differ there: the median, which single differences do not move. */
  readonly difference: number;
}

/** Measures the lines of a panel. @param along the pixels of the line that count: from, and up to but not to */
export type MeasureLine = (isRow: boolean, position: number, along: readonly [number, number]) => PanelLine;

const MAX_BYTE = 255;
const MIN_SEEN_SHARE = 0.5;

/** Where on the page the first panel may lie: the second lies on the page too and does not overlap it. */
export function domainOf(around: Box, shift: Point, direction: Direction, page: Size): Box {
  const within = (value: number, length: number) => Math.max(0, Math.min(length, Math.round(value)));
  const isAcross = direction === 'across';
  const left = within(isAcross ? Math.max(-shift.x, around.x + around.width - shift.x) : -shift.x, page.width);
  const top = within(isAcross ? -shift.y : Math.max(-shift.y, around.y + around.height - shift.y), page.height);
  const right = within(page.width - Math.max(0, shift.x), page.width);
  const bottom = within(page.height - Math.max(0, shift.y), page.height);
  return {
    x: left,
    y: top,
    width: (isAcross ? Math.min(right, within(around.x + shift.x, page.width)) : right) - left,
    height: (isAcross ? bottom : Math.min(bottom, within(around.y + shift.y, page.height))) - top,
  };
}

function median(counts: Uint32Array, total: number): number {
  let level = 0;
  for (let below = counts[0]; below * 2 < total; below += counts[level]) level++;
  return level;
}

/**
 * Lays the second panel on the first and compares them line by line.
 *
 * @param matrix maps pixels of the first panel to those of the second, both on the page
 * @param domain as domainOf gives it; lines outside are not seen
 * @param papers what the page around either panel is printed on; undefined when it has none
 */
export function panelLines(
  page: RgbImage,
  matrix: ProjectiveMatrix,
  domain: Box,
  papers: readonly [Paper, Paper] | undefined,
): MeasureLine {
  const toDomain = scaleAndShift(1, 1, domain.x, domain.y);
  const { image: laid, valid } = warpImage(page, composeMatrices(matrix, toDomain), domain);
  return (isRow, position, [from, to]) => {
    const counts = new Uint32Array(MAX_BYTE + 1);
    const onPaper = [0, 0];
    let seen = 0;
    for (let along = from; along < to; along++) {
      const [x, y] = isRow ? [along - domain.x, position - domain.y] : [position - domain.x, along - domain.y];
      if (x < 0 || y < 0 || x >= domain.width || y >= domain.height || !valid.data[y * domain.width + x]) continue;
      seen++;
      const p = ((y + domain.y) * page.width + x + domain.x) * 3;
      const q = (y * domain.width + x) * 3;
      if (papers !== undefined && isPaper(page.data, p, papers[0])) onPaper[0]++;
      if (papers !== undefined && isPaper(laid.data, q, papers[1])) onPaper[1]++;
      let apart = 0;
      for (let channel = 0; channel < 3; channel++) apart += Math.abs(page.data[p + channel] - laid.data[q + channel]);
      counts[Math.round(apart / 3)]++;
    }
    return {
      isSeen: seen > MIN_SEEN_SHARE * (to - from),
      occupied: 1 - Math.max(...onPaper) / Math.max(1, seen),
      difference: median(counts, seen),
    };
  };
}
