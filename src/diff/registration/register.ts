import type { Mask, RgbImage } from '../../imaging/image.ts';
import { composeMatrices, IDENTITY_MATRIX, type ProjectiveMatrix } from '../../imaging/projective.ts';
import { outOfFrame } from './frame.ts';
import type { RegistrationModel } from './models.ts';
import { overlapMask } from './overlap.ts';
import { finestLevel, pyramidOf } from './picture-pyramid.ts';
import { prescales } from './prescale.ts';
import { search } from './search.ts';
import type { SearchResult } from './search-result.ts';
import { areCopies } from './unchanged-pixels.ts';

/** How one picture lies on another. */
export interface PictureRegistration {
  /** The plainest model that explains the pair; `failed` when none does: then the matrix is the identity. */
  readonly model: RegistrationModel | 'failed';
  /** Nine numbers, row-major, the last one 1: maps A's pixels to B's. Whole coordinates are pixel centres. */
  readonly matrix: ProjectiveMatrix;
  /** Root mean square of the luma that still differs where the pictures agree, in grey levels, after gain and offset. */
  readonly residual: number;
  /**
   * How much the pictures look alike on each other, -1 to 1 (see measureAgreement): above 0.8 for two of one scene, about
   * 0 for others.
   */
  readonly correlation: number;
  /** On A's grid: the pixels that B shows too. */
  readonly overlap: Mask;
  /** Whether most of what tells is the same to the byte: one picture was made from the other by editing, in place. */
  readonly areCopies: boolean;
}

/** Below this agreement the pictures do not show the same scene, or not in a way that a homography explains. */
const MIN_AGREEMENT = 0.6;

interface Found extends Omit<SearchResult, 'model'> {
  readonly model: PictureRegistration['model'];
}

/** The best of the searches at all sizes that the second picture may have been given. Its matrix maps pixels. */
function searchAllSizes(a: RgbImage, b: RgbImage): SearchResult | undefined {
  const finest = finestLevel(a);
  const pyramidA = pyramidOf(a, finest);
  let best: SearchResult | undefined;
  for (const prescale of prescales(a, b)) {
    const found = search(pyramidA, prescale.pyramid(b, finest));
    if (found === undefined || (best !== undefined && found.agreement <= best.agreement)) continue;
    const matrix = composeMatrices(prescale.matrix, outOfFrame(found.matrix, pyramidA.frame(0)));
    // A picture that was scaled first is not where it was, however plain the rest is.
    const model = prescale.isScaled && found.model !== 'homography' ? 'affine' : found.model;
    best = { ...found, model, matrix };
  }
  return best;
}

const IN_PLACE: Found = { model: 'identity', matrix: IDENTITY_MATRIX, residual: 0, agreement: 1 };

function find(a: RgbImage, b: RgbImage): Found {
  const found = searchAllSizes(a, b);
  if (found !== undefined && found.agreement >= MIN_AGREEMENT) return found;
  const { residual, agreement } = found ?? { residual: 0, agreement: 0 };
  return { model: 'failed', matrix: IDENTITY_MATRIX, residual, agreement };
}

/**
 * Finds how the second of two pictures lies on the first: shifted by up to about a tenth of a side, turned by a few
 * degrees, scaled by a few per cent, seen a little from the side, larger or smaller as a whole; with things changed in it,
 * with other brightness and contrast, and compressed.
 *
 * Two edited copies that were never moved are told in a millisecond, compressed ones on a small level; the rest is a search in
 * a pyramid. Linear in pixels; the number of iterations is bounded.
 */
export function register(a: RgbImage, b: RgbImage): PictureRegistration {
  const isCopy = areCopies(a, b);
  const { model, matrix, residual, agreement } = isCopy ? IN_PLACE : find(a, b);
  const overlap = overlapMask(a, b, matrix);
  return { model, matrix, residual, correlation: agreement, overlap, areCopies: isCopy };
}
