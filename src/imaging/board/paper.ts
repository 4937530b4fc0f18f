import type { Size } from '../../contract/geometry.ts';
import { copyRgbImage, createRgbImage, type Mask, type RgbImage } from '../image.ts';
import { BOARD_COLOURS } from './board-colours.ts';

const CHANNELS = 3;
const PAPER = Buffer.from(BOARD_COLOURS.paper.slice(1), 'hex');

/** Plain paper of a size. */
export function plainPaper({ width, height }: Size): RgbImage {
  const paper = createRgbImage(width, height);
  const { data } = paper;
  data.set(PAPER);
  // Each copy doubles what is done: a pixel at a time takes a hundred times as long.
  for (let done = CHANNELS; done < data.length; done *= 2) data.copyWithin(done, 0, done);
  return paper;
}

/** A copy of an image that is plain paper where the mask, of its size, is not set. */
export function onPaper(image: RgbImage, shown: Mask): RgbImage {
  const copy = copyRgbImage(image);
  for (let pixel = 0; pixel < shown.data.length; pixel++) {
    if (!shown.data[pixel]) copy.data.set(PAPER, pixel * CHANNELS);
  }
  return copy;
}
