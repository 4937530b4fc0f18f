import type { Box, Circle, Point, Size } from '../contract/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { composeMatrices, invertMatrix, type ProjectiveMatrix, scaleAndShift } from '../imaging/projective.ts';

/** A decoded image and where it stands in the full-size picture that it was decoded from. */
export interface PlacedImage {
  readonly image: RgbImage;
  /** Its top left corner in full-size pixels. */
  readonly origin: Point;
  /** Full-size pixels of one of its pixels. */
  readonly scaleX: number;
  readonly scaleY: number;
  /** Of the full-size picture. */
  readonly sourceSize: Size;
}

/** A whole decoded picture. */
export function placeWhole(image: RgbImage, sourceSize: Size): PlacedImage {
  const [scaleX, scaleY] = [sourceSize.width / image.width, sourceSize.height / image.height];
  return { image, origin: { x: 0, y: 0 }, scaleX, scaleY, sourceSize };
}

/** All of an image, in its own pixels. */
export const wholeOf = ({ image: { width, height } }: PlacedImage): Box => ({ x: 0, y: 0, width, height });

/** A box in the full-size picture, rounded outwards. */
export function fullBox({ x, y, width, height }: Box, { origin, scaleX, scaleY, sourceSize }: PlacedImage): Box {
  const left = Math.floor(origin.x + x * scaleX);
  const top = Math.floor(origin.y + y * scaleY);
  const right = Math.min(sourceSize.width, Math.ceil(origin.x + (x + width) * scaleX));
  const bottom = Math.min(sourceSize.height, Math.ceil(origin.y + (y + height) * scaleY));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A point between pixels in the full-size picture. */
export function fullPoint({ x, y }: Point, { origin, scaleX, scaleY }: PlacedImage): Point {
  return { x: origin.x + x * scaleX, y: origin.y + y * scaleY };
}

/** A circle in the full-size picture; it encloses what it enclosed. */
export function fullCircle({ x, y, radius }: Circle, place: PlacedImage): Circle {
  return { ...fullPoint({ x, y }, place), radius: radius * Math.max(place.scaleX, place.scaleY) };
}

/** From the image's pixel centres to the full-size picture's. */
function toFull({ origin, scaleX, scaleY }: PlacedImage): number[] {
  return scaleAndShift(scaleX, scaleY, origin.x + (scaleX - 1) / 2, origin.y + (scaleY - 1) / 2);
}

/** A map from one image's pixels to another's as one between their full-size pictures. */
export function fullMatrix(matrix: ProjectiveMatrix, from: PlacedImage, to: PlacedImage): number[] {
  return composeMatrices(toFull(to), composeMatrices(matrix, invertMatrix(toFull(from))));
}
