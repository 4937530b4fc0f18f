import type { RgbImage } from '../../src/imaging/image.ts';
import { drawShapes, gridShapes, shadedGround } from '../support/pictures.ts';

const SIZE = { width: 640, height: 426 };
const COLUMNS = 8;
/** Things large enough for the easy level and small enough for the expert one, in turns. */
const SHAPE_SIDES_PX = [54, 36];

/** A picture with things for every level. */
export function samplePicture(): RgbImage {
  const shapes = gridShapes({ ...SIZE, columns: COLUMNS, rows: 5, shapeSize: 1 }).map((shape, index) => ({
    ...shape,
    size: SHAPE_SIDES_PX[(index + Math.floor(index / COLUMNS)) % SHAPE_SIDES_PX.length],
  }));
  return drawShapes(shadedGround(SIZE), shapes);
}
