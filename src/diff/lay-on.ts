import { CodedError } from '../contract/coded-error.ts';
import type { Size } from '../contract/geometry.ts';
import type { Mask, RgbImage } from '../imaging/image.ts';
import { IDENTITY_MATRIX, mapPoint, type ProjectiveMatrix } from '../imaging/projective.ts';
import { warpImage } from '../imaging/warp.ts';
import { overlapMask } from './registration/overlap.ts';
import { type PictureRegistration, register } from './registration/register.ts';

/** Two pictures of one scene, laid on each other. */
export interface LaidPair {
  readonly registration: PictureRegistration;
  /** B on A's grid. */
  readonly laid: RgbImage;
  /** Whether B is A with edits and nothing was lost in between: every pixel that differs was changed. */
  readonly areCopies: boolean;
}

/** Grey levels: half of the bytes of two plain pictures in place differ by no more. */
const IN_PLACE_DIFFERENCE = 6;
/** Of an edited copy at least this share of the pixels is equal to the byte. */
const MIN_EQUAL_SHARE = 0.75;
/** Registration is exact to about so many pixels: a picture that was moved by less would only be blurred by moving it back. */
const MAX_UNMOVED_PX = 0.12;
const CHANNELS = 3;

/** Whether a map between pictures of one size is no more than the error of a registration. */
function isUnmoved(a: Size, b: Size, matrix: ProjectiveMatrix): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  return [0, a.width - 1].every((x) =>
    [0, a.height - 1].every((y) => {
      const to = mapPoint(matrix, { x, y });
      return Math.hypot(to.x - x, to.y - y) <= MAX_UNMOVED_PX;
    }),
  );
}

/** Whether two pictures lie on each other as they are: pictures too plain to register often do. */
function areInPlace(a: RgbImage, b: RgbImage): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  let near = 0;
  for (let at = 0; at < a.data.length; at++) if (Math.abs(a.data[at] - b.data[at]) <= IN_PLACE_DIFFERENCE) near++;
  return near * 2 >= a.data.length;
}

/** The number of pixels in the mask that differ at all, or more than `most`. */
function countDifferent(a: RgbImage, b: RgbImage, mask: Mask, most: number): number {
  let count = 0;
  for (let pixel = 0, at = 0; pixel < mask.data.length && count <= most; pixel++, at += CHANNELS) {
    if (!mask.data[pixel]) continue;
    if (a.data[at] !== b.data[at] || a.data[at + 1] !== b.data[at + 1] || a.data[at + 2] !== b.data[at + 2]) count++;
  }
  return count;
}

/** The sum of all differences in the mask that are more than IN_PLACE_DIFFERENCE, or more than `most`. */
function sumDifferences(a: RgbImage, b: RgbImage, mask: Mask, most = Number.POSITIVE_INFINITY): number {
  let sum = 0;
  for (let pixel = 0, at = 0; pixel < mask.data.length && sum <= most; pixel++, at += CHANNELS) {
    if (!mask.data[pixel]) continue;
    for (let channel = at; channel < at + CHANNELS; channel++) {
      const difference = Math.abs(a.data[channel] - b.data[channel]);
      if (difference > IN_PLACE_DIFFERENCE) sum += difference;
    }
  }
  return sum;
}

/**
 * Whether edits in place explain a plain pair at least as well as the move that was found: of few things on a plain
 * ground nearly all may have been changed, and then any move is as good as none. Lines that were moved back are soft,
 * but differ by less than lines that lie beside themselves.
 */
function areEditsInPlace(a: RgbImage, b: RgbImage, laid: RgbImage, { overlap }: PictureRegistration): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  const most = (1 - MIN_EQUAL_SHARE) * a.width * a.height;
  if (countDifferent(a, b, overlap, most) > most) return false;
  const inPlace = sumDifferences(a, b, overlap);
  return inPlace <= sumDifferences(a, laid, overlap, inPlace);
}

/**
 * Lays B on A.
 *
 * @throws CodedError `pictures-unrelated`
 */
export function layOn(a: RgbImage, b: RgbImage): LaidPair {
  const found = register(a, b);
  const { model, matrix } = found;
  const inPlace = (areCopies: boolean): LaidPair => {
    const overlap = model === 'identity' ? found.overlap : overlapMask(a, b, IDENTITY_MATRIX);
    const registration = { ...found, model: 'identity', matrix: IDENTITY_MATRIX, overlap, areCopies } as const;
    return { registration, laid: b, areCopies };
  };
  if (model === 'failed') {
    if (areInPlace(a, b)) return inPlace(areEditsInPlace(a, b, b, found));
    throw new CodedError('pictures-unrelated', {});
  }
  if (isUnmoved(a, b, matrix)) return inPlace(found.areCopies);
  const { image: laid } = warpImage(b, matrix, a);
  return areEditsInPlace(a, b, laid, found) ? inPlace(true) : { registration: found, laid, areCopies: false };
}
