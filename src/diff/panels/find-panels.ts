import type { Box, Size } from '../../contract/geometry.ts';
import { MIN_PICTURE_SIDE_PX } from '../../contract/limits.ts';
import { resizeImage } from '../../imaging/codec.ts';
import { scaleBox } from '../../imaging/geometry.ts';
import type { FloatMap, RgbImage } from '../../imaging/image.ts';
import type { ProjectiveMatrix } from '../../imaging/projective.ts';
import { lumaOf } from '../../imaging/pyramid.ts';
import { warpMap } from '../registration/warp-map.ts';
import { detailOf } from './detail-map.ts';
import { type Direction, pitchOf } from './direction.ts';
import { guessPanels } from './guess-panels.ts';
import { atSize, boxWithin, carryBox, layPanels } from './lay-panels.ts';
import { likenessIn, periodicityIn } from './likeness.ts';
import { settleSides, shiftAt } from './settle-sides.ts';
import { bestPanel, scoreTiles } from './tile-scores.ts';

/** The first panel of a page and the second. */
export type Panels = readonly [Box, Box];

/** A page is looked at in these sizes: for the panels' sides, for laying them on each other, for finding them. */
const MAX_SIDES_PX = { large: 800, fine: 420 } as const;
/** By its pixels, so that a page of two narrow panels does not become a thread. */
const MAX_COARSE_PIXELS = 18_500;
const TILE_PX = 4;
/** Each panel covers at least this share of the page: two equal things in a picture make no panels. */
const MIN_AREA_RATIO = 0.08;
/** Panels are at least this much alike in their details; about 0.9 is usual, 0.3 of two halves of a picture. */
const MIN_LIKENESS = 0.5;
/** ... and so many times as much as the first is like itself somewhere else: tiles and fences repeat all over. */
const MIN_LIKENESS_OVER_PERIODICITY = 1.25;

function scaled({ width, height }: Size, ratio: number): Size {
  const scale = Math.min(1, ratio);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const sizeWithin = (size: Size, maxSide: number) => scaled(size, maxSide / Math.max(size.width, size.height));

const sizeOfPixels = (size: Size, pixels: number) => scaled(size, Math.sqrt(pixels / (size.width * size.height)));

/** Whether the panels are two copies of one picture, and not a pattern that repeats anyway. */
function areCopies(page: FloatMap, matrix: ProjectiveMatrix, first: Box): boolean {
  const detail = detailOf(page);
  const likeness = likenessIn(detail, detailOf(warpMap(page, matrix, page)), first);
  if (likeness < MIN_LIKENESS) return false;
  return likeness >= MIN_LIKENESS_OVER_PERIODICITY * periodicityIn(detail, first);
}

/** The first panel as far as its details agree with the second's, in pixels of the map. */
function agreeingBox(page: FloatMap, matrix: ProjectiveMatrix, about: Box, direction: Direction): Box | undefined {
  const laid = detailOf(warpMap(page, matrix, page));
  const tiles = scoreTiles(detailOf(page), laid, { x: 0, y: 0 }, TILE_PX);
  return bestPanel(tiles, TILE_PX, direction, pitchOf(shiftAt(matrix, about), direction), page)?.box;
}

/** A settled box on the full page. What a pixel of the smaller page mixes with its surroundings is left out. */
function onFullPage({ x, y, width, height }: Box, small: Size, page: Size): Box {
  const [scaleX, scaleY] = [page.width / small.width, page.height / small.height];
  const inset = scaleX > 1 ? 1 : 0;
  const low = (edge: number, scale: number) => (edge <= 0 ? 0 : (edge + inset) * scale);
  const high = (edge: number, end: number, scale: number) => (edge >= end ? end * scale : (edge - inset) * scale);
  return boxWithin(
    low(x, scaleX),
    low(y, scaleY),
    high(x + width, small.width, scaleX),
    high(y + height, small.height, scaleY),
    page,
  );
}

/** Cuts the first panel where the second begins. */
function apart(first: Box, second: Box, direction: Direction): Panels {
  return direction === 'across'
    ? [{ ...first, width: Math.min(first.width, second.x - first.x) }, second]
    : [{ ...first, height: Math.min(first.height, second.y - first.y) }, second];
}

/** Panels of one page are copies of about one size. */
const MAX_SIZE_RATIO = 1.15;

const areOfOneSize = (one: Box, other: Box) =>
  [one.width / other.width, one.height / other.height].every((r) => r <= MAX_SIZE_RATIO && r >= 1 / MAX_SIZE_RATIO);

const isLargeEnough = ({ width, height }: Box, page: Size) =>
  Math.min(width, height) >= MIN_PICTURE_SIDE_PX && width * height >= MIN_AREA_RATIO * page.width * page.height;

/**
 * Finds the two panels of one picture that holds both: side by side or one above the other, with or without margins,
 * frames, rulers, captions and a gutter, on paper of any colour, a little askew, compressed. They are copies of each other,
 * so the page repeats itself at the way from one to the other and at no other: that way is found first, then how far the
 * copies reach, then their sides. Margins, rulers and captions are cut off where the page's rim tells its paper.
 *
 * @returns the left or upper panel first; they do not overlap. Undefined when the picture holds no two panels
 */
export async function findPanels(page: RgbImage): Promise<Panels | undefined> {
  const large = await resizeImage(page, sizeWithin(page, MAX_SIDES_PX.large));
  const small = await resizeImage(large, sizeWithin(large, MAX_SIDES_PX.fine));
  const fine = lumaOf(small);
  const coarse = lumaOf(await resizeImage(small, sizeOfPixels(small, MAX_COARSE_PIXELS)));
  const guess = guessPanels(detailOf(coarse));
  if (guess === undefined) return undefined;
  const { direction } = guess;

  const scale = fine.width / coarse.width;
  const shift = { x: guess.shift.x * scale, y: guess.shift.y * scale };
  const matrix = layPanels(small, scaleBox(guess.first, coarse, fine), shift);
  if (matrix === undefined) return undefined;
  const agreeing = agreeingBox(fine, matrix, scaleBox(guess.first, coarse, fine), direction);
  if (agreeing === undefined || !isLargeEnough(scaleBox(agreeing, fine, page), page)) return undefined;
  if (!areCopies(coarse, atSize(matrix, fine, coarse), scaleBox(agreeing, fine, coarse))) return undefined;

  const around = scaleBox(agreeing, fine, large);
  const settled = settleSides(large, { around, matrix: atSize(matrix, fine, large), direction });
  const first = onFullPage(settled, large, page);
  const panels = apart(first, carryBox(first, atSize(matrix, fine, page), page), direction);
  return areOfOneSize(...panels) && panels.every((panel) => isLargeEnough(panel, page)) ? panels : undefined;
}
