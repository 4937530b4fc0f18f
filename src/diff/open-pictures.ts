import { CodedError, failureOf } from '../contract/coded-error.ts';
import type { Box } from '../contract/geometry.ts';
import { MAX_PAGE_SIDE_PX, MAX_PUZZLE_SIDE_PX } from '../contract/limits.ts';
import type { PictureLetter } from '../contract/messages.ts';
import { decodePicture } from '../imaging/codec.ts';
import { cropImage } from '../imaging/patch.ts';
import { findPanels } from './panels/find-panels.ts';
import { fullPoint, type PlacedImage, placeWhole } from './placed-image.ts';

/** Two pictures to compare, each in its own file or both on one page. */
export interface OpenedPictures {
  readonly a: PlacedImage;
  readonly b: PlacedImage;
  /** The page that both were cut from. */
  readonly page?: PlacedImage;
}

function cutOut(page: PlacedImage, box: Box): PlacedImage {
  return { ...page, origin: fullPoint(box, page), image: cropImage(page.image, box).image };
}

async function openPage(bytes: Uint8Array): Promise<OpenedPictures> {
  const { image, sourceSize } = await decodePicture(bytes, MAX_PAGE_SIDE_PX);
  const panels = await findPanels(image);
  if (panels === undefined) throw new CodedError('no-panels', {});
  const page = placeWhole(image, sourceSize);
  return { a: cutOut(page, panels[0]), b: cutOut(page, panels[1]), page };
}

/** Decodes one of two pictures. @throws CodedError of decodePicture, with the picture's letter */
async function openOne(letter: PictureLetter, bytes: Uint8Array): Promise<PlacedImage> {
  try {
    const { image, sourceSize } = await decodePicture(bytes, MAX_PUZZLE_SIDE_PX);
    return placeWhole(image, sourceSize);
  } catch (error) {
    throw failureOf(letter, error);
  }
}

/**
 * Decodes two pictures, or one and cuts its two panels out.
 *
 * @throws CodedError `no-panels` and those of decodePicture; of two pictures with the letter of the bad one
 */
export async function openPictures(a: Uint8Array, b: Uint8Array | undefined): Promise<OpenedPictures> {
  if (b === undefined) return openPage(a);
  // Both are waited for, so that of two bad pictures it is always the first that is told.
  const [first, second] = await Promise.allSettled([openOne('a', a), openOne('b', b)]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return { a: first.value, b: second.value };
}
