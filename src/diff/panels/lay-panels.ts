import type { Box, Point, Size } from '../../contract/geometry.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { cropImage } from '../../imaging/patch.ts';
import {
  composeMatrices,
  invertMatrix,
  mapPoint,
  type ProjectiveMatrix,
  scaleAndShift,
} from '../../imaging/projective.ts';
import { register } from '../registration/register.ts';

/** Smaller boxes hold nothing that could be laid on anything. */
const MIN_SIDE_PX = 16;
/** From the edges of pixels, where boxes count from, to their centres, where matrices do. */
const HALF_PIXEL = 0.5;

/** A matrix between pixels of two boxes of a page as one between pixels of the page. */
export function onPage(matrix: ProjectiveMatrix, first: Point, second: Point): number[] {
  const fromPage = scaleAndShift(1, 1, -first.x, -first.y);
  return composeMatrices(scaleAndShift(1, 1, second.x, second.y), composeMatrices(matrix, fromPage));
}

/** The same map between the pixels of the same page in another size. */
export function atSize(matrix: ProjectiveMatrix, from: Size, to: Size): number[] {
  const [x, y] = [to.width / from.width, to.height / from.height];
  const scale = scaleAndShift(x, y, (x - 1) / 2, (y - 1) / 2);
  return composeMatrices(composeMatrices(scale, matrix), invertMatrix(scale));
}

/** The box between two edges each way, rounded and cut at the page's border; sides may come out as 0. */
export function boxWithin(left: number, top: number, right: number, bottom: number, page: Size): Box {
  const x = Math.min(page.width, Math.max(0, Math.round(left)));
  const y = Math.min(page.height, Math.max(0, Math.round(top)));
  return {
    x,
    y,
    width: Math.max(0, Math.min(page.width, Math.round(right)) - x),
    height: Math.max(0, Math.min(page.height, Math.round(bottom)) - y),
  };
}

/** The box around what a box of the page becomes. */
export function carryBox({ x, y, width, height }: Box, matrix: ProjectiveMatrix, page: Size): Box {
  const corners = [x, x + width]
    .flatMap((column) => [y, y + height].map((row) => ({ x: column - HALF_PIXEL, y: row - HALF_PIXEL })))
    .map((corner) => mapPoint(matrix, corner));
  const xs = corners.map((corner) => corner.x + HALF_PIXEL);
  const ys = corners.map((corner) => corner.y + HALF_PIXEL);
  return boxWithin(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), page);
}

/**
 * Lays what a shift takes the first panel to on the first panel.
 *
 * @returns maps pixels of the first panel to those of the second, both on the page; undefined when they do not show the same
 */
export function layPanels(page: RgbImage, first: Box, { x, y }: Point): number[] | undefined {
  const second = boxWithin(first.x + x, first.y + y, first.x + first.width + x, first.y + first.height + y, page);
  if (Math.min(first.width, first.height, second.width, second.height) < MIN_SIDE_PX) return undefined;
  const { model, matrix } = register(cropImage(page, first).image, cropImage(page, second).image);
  return model === 'failed' ? undefined : onPage(matrix, first, second);
}
