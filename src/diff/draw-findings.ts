import type { Circle, Point } from '../contract/geometry.ts';
import { gridFor } from '../contract/grid.ts';
import type { SpotResult } from '../contract/messages.ts';
import type { SpotOptions } from '../contract/spot-options.ts';
import { drawPanels } from '../imaging/board/draw-panels.ts';
import { onPaper } from '../imaging/board/paper.ts';
import { overlaySvg } from '../imaging/codec.ts';
import { encodeWithin } from '../imaging/encode-within.ts';
import { drawHeatMap } from '../imaging/heat-map.ts';
import type { RgbImage } from '../imaging/image.ts';
import { mapPoint, type ProjectiveMatrix } from '../imaging/projective.ts';
import { drawRings, type NumberedCircle } from '../imaging/rings.ts';
import type { Findings } from './look-for-differences.ts';
import type { OpenedPictures } from './open-pictures.ts';
import { fullBox, type PlacedImage, wholeOf } from './placed-image.ts';

/** From the edges of pixels, where boxes and circles count from, to their centres, where matrices do. */
const HALF_PIXEL = 0.5;

/** Where a circle of A lies in B. */
function carryCircle({ x, y, radius }: Circle, matrix: ProjectiveMatrix): Circle {
  const carry = (px: number, py: number) => mapPoint(matrix, { x: px - HALF_PIXEL, y: py - HALF_PIXEL });
  const centre = carry(x, y);
  const rims = [carry(x + radius, y), carry(x, y + radius)];
  const radii = rims.map((rim) => Math.hypot(rim.x - centre.x, rim.y - centre.y));
  return { x: centre.x + HALF_PIXEL, y: centre.y + HALF_PIXEL, radius: Math.max(...radii) };
}

function mark(image: RgbImage, found: readonly NumberedCircle[]): Promise<RgbImage> {
  const { width, height } = image;
  return overlaySvg(
    image,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawRings(found, image)}</svg>`,
  );
}

/** Circles of a panel on its page. */
function ontoPage(found: readonly NumberedCircle[], panel: PlacedImage, page: PlacedImage): NumberedCircle[] {
  const corner: Point = { x: panel.origin.x / page.scaleX, y: panel.origin.y / page.scaleY };
  return found.map(({ id, circle }) => ({
    id,
    circle: { ...circle, x: circle.x + corner.x, y: circle.y + corner.y },
  }));
}

/** A beside B as it lies on A, with the rulers of the grid that places are named by; paper where B shows nothing of A. */
function drawBoth(a: PlacedImage, { laid, shown }: Findings, found: readonly NumberedCircle[]): Promise<RgbImage> {
  const grid = gridFor(fullBox(wholeOf(a), a));
  return drawPanels([a.image, shown ? onPaper(laid, shown) : laid], grid, drawRings(found, a.image));
}

/** The pictures that a comparison gives. */
export type DrawnPictures = Pick<SpotResult, 'aCircled' | 'bCircled' | 'sideBySide' | 'map'>;

/**
 * Marks what was found: A (the whole page, in both panels, when A and B are on one), B, and both beside each other with
 * rulers; and the heat map when it is asked for.
 */
export async function drawFindings(
  { a, b, page }: OpenedPictures,
  found: readonly NumberedCircle[],
  findings: Findings,
  { map: hasMap = false, maxFileBytes }: SpotOptions,
): Promise<DrawnPictures> {
  const onB = found.map(({ id, circle }) => ({ id, circle: carryCircle(circle, findings.matrix) }));
  const [markedA, markedB, both, markedPage] = await Promise.all([
    mark(a.image, found),
    mark(b.image, onB),
    drawBoth(a, findings, found),
    page && mark(page.image, [...ontoPage(found, a, page), ...ontoPage(onB, b, page)]),
  ]);
  const drawn = [markedPage ?? markedA, markedB, both, ...(hasMap ? [drawHeatMap(findings.map)] : [])];
  const [aCircled, bCircled, sideBySide, map] = (
    await Promise.all(drawn.map((image) => encodeWithin([image], maxFileBytes)))
  ).flat();
  return { aCircled, bCircled, sideBySide, ...(map ? { map } : {}) };
}
