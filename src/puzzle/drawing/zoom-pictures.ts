import type { Box, Circle, Point, Size } from '../../contract/geometry.ts';
import { cellBox, cellName } from '../../contract/grid.ts';
import type { EncodedPicture, ZoomOptions } from '../../contract/messages.ts';
import { BOARD_COLOURS } from '../../imaging/board/board-colours.ts';
import { encodeJpeg, overlaySvg, renderSvg, resizeImage } from '../../imaging/codec.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { letterPath } from '../../imaging/lettering.ts';
import { cropImage, pastePatch } from '../../imaging/patch.ts';
import { decodeOnce } from './decode-once.ts';

/** The longer side of each enlarged crop: as wide as a phone, both together as wide as a screen. */
const CROP_SIDE_PX = 720;
const RULER_PX = 40;
const GAP_PX = 12;
const LABEL_PX = 26;
const TICK_PX = 10;
/** Around the cells this much of a cell shows too, so that things on their edges are seen whole. */
const MARGIN_CELLS = 0.25;
const RING_STROKE_PX = 5;
const RING_COLOUR = '#e69f00';
/** Looks like the original also where the picture was enlarged most, at a tenth of the bytes and the time of PNG. */
const JPEG_QUALITY = 92;

/** The part to show, and where its cells lie in it, in pixels of the crop as it is shown. */
interface View extends Size {
  readonly box: Box;
  readonly scale: number;
}

const rect = ({ x, y, width, height }: Box, fill: string) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;

function partBox({ size, grid, from, to }: ZoomOptions): Box {
  const first = cellBox(from, grid, size);
  const last = cellBox(to, grid, size);
  const margin = Math.round(MARGIN_CELLS * Math.min(first.width, first.height));
  const x = Math.max(0, first.x - margin);
  const y = Math.max(0, first.y - margin);
  const right = Math.min(size.width, last.x + last.width + margin);
  const bottom = Math.min(size.height, last.y + last.height + margin);
  return { x, y, width: right - x, height: bottom - y };
}

function viewOf(options: ZoomOptions): View {
  const box = partBox(options);
  const scale = CROP_SIDE_PX / Math.max(box.width, box.height);
  return { box, scale, width: Math.round(box.width * scale), height: Math.round(box.height * scale) };
}

/** Cuts the part out of a picture, which may be smaller than the puzzle image that the part is told in. */
async function enlarge(picture: Uint8Array, { size }: ZoomOptions, { box, width, height }: View): Promise<RgbImage> {
  const image = await decodeOnce(picture);
  const ratioX = image.width / size.width;
  const ratioY = image.height / size.height;
  const x = Math.floor(box.x * ratioX);
  const y = Math.floor(box.y * ratioY);
  const right = Math.max(x + 1, Math.min(image.width, Math.round((box.x + box.width) * ratioX)));
  const bottom = Math.max(y + 1, Math.min(image.height, Math.round((box.y + box.height) * ratioY)));
  const crop = cropImage(image, { x, y, width: right - x, height: bottom - y });
  return resizeImage(crop.image, { width, height });
}

function label(text: string, x: number, y: number): string {
  return `<path d="${letterPath(text, { x, y, size: LABEL_PX })}" fill="${BOARD_COLOURS.ink}"/>`;
}

/** The name of each column or row at its middle, and a tick where it begins. */
function ruler(axis: 'column' | 'row', origin: Point, options: ZoomOptions, { box, scale }: View): string {
  const { grid, size, from, to } = options;
  const parts: string[] = [];
  for (let index = from[axis]; index <= to[axis]; index++) {
    const cell = { ...from, [axis]: index };
    const { x, y, width, height } = cellBox(cell, grid, size);
    const [start, length] =
      axis === 'column' ? [(x - box.x) * scale, width * scale] : [(y - box.y) * scale, height * scale];
    const name = cellName(cell);
    for (const at of [start, start + length]) {
      const tick = { x: origin.x + at - 1, y: origin.y - TICK_PX, width: 2, height: TICK_PX };
      const turned = { x: origin.x - TICK_PX, y: origin.y + at - 1, width: TICK_PX, height: 2 };
      parts.push(rect(axis === 'column' ? tick : turned, BOARD_COLOURS.ink));
    }
    parts.push(
      axis === 'column'
        ? label(name.replace(/\d+$/, ''), origin.x + start + length / 2, origin.y - RULER_PX / 2)
        : label(name.replace(/^\D/, ''), origin.x - RULER_PX / 2, origin.y + start + length / 2),
    );
  }
  return parts.join('');
}

/** White over black over colour: one of the three stands out from any picture. */
function ring(circle: Circle, origin: Point, { box, scale }: View): string {
  const [x, y] = [origin.x + (circle.x - box.x) * scale, origin.y + (circle.y - box.y) * scale];
  const radius = circle.radius * scale + RING_STROKE_PX * 2;
  const draw = (colour: string, width: number) =>
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
  return (
    draw(BOARD_COLOURS.ink, RING_STROKE_PX * 2.4) +
    draw('#ffffff', RING_STROKE_PX * 1.7) +
    draw(RING_COLOUR, RING_STROKE_PX)
  );
}

function badge(name: string, origin: Point): string {
  const corner = { x: origin.x - RULER_PX, y: origin.y - RULER_PX, width: RULER_PX, height: RULER_PX };
  const path = letterPath(name, { x: origin.x - RULER_PX / 2, y: origin.y - RULER_PX / 2, size: LABEL_PX });
  return `${rect(corner, BOARD_COLOURS.ink)}<path d="${path}" fill="${BOARD_COLOURS.paperInk}"/>`;
}

/** A beside B, above it where they are wider than high. */
function origins({ width, height }: View): readonly [Point, Point] {
  const first = { x: RULER_PX, y: RULER_PX };
  const isWide = width > height;
  const second = isWide
    ? { x: RULER_PX, y: RULER_PX * 2 + height + GAP_PX }
    : { x: RULER_PX * 2 + width + GAP_PX, y: RULER_PX };
  return [first, second];
}

const drawing = ({ width, height }: Size, marks: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${marks.join('')}</svg>`;

/** The paper with the names of the cells, and room for both crops. */
function drawRulers(options: ZoomOptions, view: View, places: readonly [Point, Point]): Promise<RgbImage> {
  const [, last] = places;
  const size = { width: last.x + view.width + GAP_PX, height: last.y + view.height + GAP_PX };
  const marks = places.flatMap((origin, index) => [
    ruler('column', origin, options, view),
    ruler('row', origin, options, view),
    badge(index === 0 ? 'A' : 'B', origin),
  ]);
  return renderSvg(drawing(size, marks));
}

/**
 * Enlarges a part of the grid in both pictures of a puzzle, beside each other, with the names of the cells along the
 * edges.
 *
 * @throws CodedError when a picture cannot be read
 */
export async function zoomPictures(
  a: Uint8Array,
  b: Uint8Array,
  options: ZoomOptions,
): Promise<{ readonly picture: EncodedPicture }> {
  const view = viewOf(options);
  const places = origins(view);
  const [canvas, ...crops] = await Promise.all([
    drawRulers(options, view, places),
    enlarge(a, options, view),
    enlarge(b, options, view),
  ]);
  for (const [index, image] of crops.entries()) {
    const origin = places[index] ?? places[1];
    pastePatch(canvas, { box: { ...origin, width: view.width, height: view.height }, image });
  }
  const { circle } = options;
  const rings = circle === undefined ? [] : places.map((origin) => ring(circle, origin, view));
  const marked = rings.length === 0 ? canvas : await overlaySvg(canvas, drawing(canvas, rings));
  return { picture: await encodeJpeg(marked, JPEG_QUALITY, '4:4:4') };
}
