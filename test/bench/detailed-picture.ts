import type { Size } from '../../src/contract/geometry.ts';
import type { RgbImage } from '../../src/imaging/image.ts';
import { drawShapes, gridShapes, texture } from '../support/pictures.ts';

const COLUMNS = 9;
const ROWS = 6;
/** Side of a thing as a share of the picture's height. */
const SHAPE_RATIO = 0.09;

/** A picture with detail in every pixel and many things on it, as heavy as a photo for all that comes after. */
export function detailedPicture(size: Size, seed: string): RgbImage {
  const shapes = gridShapes({
    ...size,
    columns: COLUMNS,
    rows: ROWS,
    shapeSize: Math.round(size.height * SHAPE_RATIO),
  });
  return drawShapes(texture(size, seed), shapes);
}
