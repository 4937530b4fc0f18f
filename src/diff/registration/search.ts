import type { ProjectiveMatrix } from '../../imaging/projective.ts';
import { measureAgreement } from './agreement.ts';
import { findAligned } from './aligned.ts';
import { type ChosenModel, chooseModel } from './choose-model.ts';
import { findCoarseStart } from './coarse-start.ts';
import { createMatchLevel, lookAt, type MatchLevel, maximiseEcc } from './ecc.ts';
import { type PicturePyramid, planLevels } from './picture-pyramid.ts';
import { selectSamples } from './samples.ts';
import type { SearchResult } from './search-result.ts';

const MAX_SAMPLES_ON_MIDDLE_LEVEL = 10_000;
const MAX_SAMPLES_ON_FINEST_LEVEL = 20_000;
const MAX_ITERATIONS_A_LEVEL = 10;
/** The level on which agreement is told: fine enough for texture, coarse enough that noise is gone. */
const MAX_AGREEMENT_SIDE_PX = 400;

function agreementLevel(pyramid: PicturePyramid, levels: readonly number[]): number {
  const { unitPx } = pyramid.frame(0);
  return levels.findLast((halvings) => (2 * unitPx) / 2 ** halvings <= MAX_AGREEMENT_SIDE_PX) ?? levels[0];
}

function matchLevel(a: PicturePyramid, b: PicturePyramid, halvings: number, maxSamples: number): MatchLevel {
  const gradients = a.gradients(halvings);
  const frame = a.frame(halvings);
  return createMatchLevel(frame, selectSamples(gradients, frame, maxSamples), b.gradients(halvings));
}

/** Follows a homography down to the finest level, whose fit tells how plain the map may be. */
function refineDown(
  a: PicturePyramid,
  b: PicturePyramid,
  levels: readonly number[],
  start: ProjectiveMatrix,
): ChosenModel | undefined {
  const homography = { model: 'homography', maxIterations: MAX_ITERATIONS_A_LEVEL } as const;
  let matrix = start;
  for (const halvings of levels.slice(1, -1)) {
    const level = matchLevel(a, b, halvings, MAX_SAMPLES_ON_MIDDLE_LEVEL);
    const weights = new Float32Array(level.samples.count).fill(1);
    matrix = maximiseEcc(level, matrix, { ...homography, weights }) ?? matrix;
  }
  const finest = matchLevel(a, b, levels[levels.length - 1], MAX_SAMPLES_ON_FINEST_LEVEL);
  const weights = new Float32Array(finest.samples.count).fill(1);
  matrix = maximiseEcc(finest, matrix, { ...homography, weights }) ?? matrix;
  // The last step was weighed by residuals from before it.
  lookAt(finest, matrix, { ...homography, weights });
  const freest = lookAt(finest, matrix, { ...homography, weights, keepWeights: true });
  return freest && chooseModel(finest, freest, weights);
}

/**
 * Finds how the second picture lies on the first: are they aligned, where does a search start, which model fits.
 *
 * @returns undefined when the search left the second picture
 */
export function search(a: PicturePyramid, b: PicturePyramid): SearchResult | undefined {
  const levels = planLevels(a.size, b.size);
  const middle = agreementLevel(a, levels);
  // Of pictures of two sizes one was cut or scaled, and what looks nearly aligned is a short way off.
  const isOneSize = a.size.width === b.size.width && a.size.height === b.size.height;
  const aligned = isOneSize ? findAligned(a, b, middle) : undefined;
  if (aligned !== undefined) return aligned;
  const start = findCoarseStart(a, b, levels[0]);
  const chosen = refineDown(a, b, levels, start.matrix);
  if (chosen === undefined) return undefined;
  const agreement = measureAgreement(a.gradients(middle), b.gradients(middle), a.frame(middle), chosen.matrix) ?? 0;
  return { ...chosen, agreement };
}
