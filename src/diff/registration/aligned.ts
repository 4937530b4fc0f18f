import { IDENTITY_MATRIX } from '../../imaging/projective.ts';
import { measureAgreement } from './agreement.ts';
import { createMatchLevel, foretellGain, lookAt } from './ecc.ts';
import type { PicturePyramid } from './picture-pyramid.ts';
import { selectSamples } from './samples.ts';
import type { SearchResult } from './search-result.ts';

/** Two pictures that agree less than this as they are may still be moved by much. */
const MIN_AGREEMENT = 0.7;
/** A homography must explain at least this share of the variance that the identity leaves; less is noise. */
const MIN_EXPLAINED_SHARE = 0.02;
const MAX_SAMPLES = 8_000;
/** Looks until the weights no longer feel the changed things. */
const LOOKS = 3;

/**
 * Whether two pictures of one size lie on each other as they are, told on one middle level: nothing is searched, the slopes
 * foretell what a homography would gain.
 *
 * @returns undefined when they do not, or when it cannot be told
 */
export function findAligned(a: PicturePyramid, b: PicturePyramid, halvings: number): SearchResult | undefined {
  const frame = a.frame(halvings);
  const agreement = measureAgreement(a.gradients(halvings), b.gradients(halvings), frame, IDENTITY_MATRIX);
  if (agreement === undefined || agreement < MIN_AGREEMENT) return undefined;
  const level = createMatchLevel(
    frame,
    selectSamples(a.gradients(halvings), frame, MAX_SAMPLES),
    b.gradients(halvings),
  );
  const weights = new Float32Array(level.samples.count).fill(1);
  const options = { model: 'homography', maxIterations: 1, weights } as const;
  let look = lookAt(level, IDENTITY_MATRIX, options);
  for (let at = 1; at < LOOKS; at++) look = lookAt(level, IDENTITY_MATRIX, options);
  const gain = look && foretellGain(look);
  if (look === undefined || gain === undefined || gain >= MIN_EXPLAINED_SHARE) return undefined;
  return { model: 'identity', matrix: IDENTITY_MATRIX, residual: look.fit.residual, agreement };
}
