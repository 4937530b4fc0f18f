import type { Size } from '../../contract/geometry.ts';
import type { Mask, RgbImage } from '../../imaging/image.ts';
import { composeMatrices, IDENTITY_MATRIX, type ProjectiveMatrix } from '../../imaging/projective.ts';
import { lumaOf } from '../../imaging/pyramid.ts';
import { measureAgreement } from './agreement.ts';
import { type ChosenModel, chooseModel } from './choose-model.ts';
import { findCoarseStart } from './coarse-start.ts';
import { createMatchLevel, fitAt, type LevelFit, type MatchLevel, maximiseEcc } from './ecc.ts';
import { outOfFrame } from './frame.ts';
import type { RegistrationModel } from './models.ts';
import { overlapMask } from './overlap.ts';
import { PicturePyramid, planLevels } from './picture-pyramid.ts';
import { prescales } from './prescale.ts';
import { selectSamples } from './samples.ts';
import { areMostlyUnchanged } from './unchanged-pixels.ts';

/** How one picture lies on another. */
export interface PictureRegistration {
  /** The plainest model that explains the pair; `failed` when none does: then the matrix is the identity. */
  readonly model: RegistrationModel | 'failed';
  /** Nine numbers, row-major, the last one 1: maps A's pixels to B's. Whole coordinates are pixel centres. */
  readonly matrix: ProjectiveMatrix;
  /** Root mean square of the luma that still differs where the pictures agree, in grey levels, after gain and offset. */
  readonly residual: number;
  /** How much the pictures look alike on each other, -1 to 1 (see measureAgreement). Below about 0.5: another scene. */
  readonly correlation: number;
  /** On A's grid: the pixels that B shows too. */
  readonly overlap: Mask;
}

/** Below this agreement the pictures do not show the same scene, or not in a way that a homography explains. */
const MIN_AGREEMENT = 0.4;
const MAX_SAMPLES_ON_MIDDLE_LEVEL = 25_000;
const MAX_SAMPLES_ON_FINEST_LEVEL = 50_000;
const MAX_ITERATIONS_A_LEVEL = 10;
/** The level on which agreement is told: fine enough for texture, coarse enough that noise is gone. */
const MAX_AGREEMENT_SIDE_PX = 400;

interface Found extends ChosenModel {
  readonly agreement: number;
}

function agreementLevel(pyramid: PicturePyramid, levels: readonly number[]): number {
  const side = (halvings: number) => Math.max(pyramid.level(halvings).width, pyramid.level(halvings).height);
  return levels.findLast((halvings) => side(halvings) <= MAX_AGREEMENT_SIDE_PX) ?? levels[0];
}

function matchLevel(a: PicturePyramid, b: PicturePyramid, halvings: number, maxSamples: number): MatchLevel {
  const gradients = a.gradients(halvings);
  const frame = a.frame(halvings);
  return createMatchLevel(frame, selectSamples(gradients, frame, maxSamples), b.gradients(halvings));
}

/** Goes down the pyramid with a homography and then asks how plain the map may be. */
function refineDown(a: PicturePyramid, b: PicturePyramid, levels: readonly number[], start: ProjectiveMatrix) {
  let matrix: ProjectiveMatrix = start;
  let chosen: ChosenModel | undefined;
  levels.forEach((halvings, index) => {
    const isFinest = index === levels.length - 1;
    if (index === 0 && !isFinest) return;
    const level = matchLevel(a, b, halvings, isFinest ? MAX_SAMPLES_ON_FINEST_LEVEL : MAX_SAMPLES_ON_MIDDLE_LEVEL);
    const weights = new Float32Array(level.samples.count).fill(1);
    const options = { model: 'homography', maxIterations: MAX_ITERATIONS_A_LEVEL, weights } as const;
    matrix = maximiseEcc(level, matrix, options) ?? matrix;
    if (!isFinest) return;
    const freest: LevelFit | undefined = fitAt(level, matrix, weights);
    chosen = freest && chooseModel(level, freest, weights);
  });
  return chosen;
}

function search(a: PicturePyramid, b: PicturePyramid): Found | undefined {
  const levels = planLevels(a.level(0), b.level(0));
  const start = findCoarseStart(a, b, levels[0]);
  const chosen = refineDown(a, b, levels, start.matrix);
  if (chosen === undefined) return undefined;
  const halvings = agreementLevel(a, levels);
  const agreement =
    measureAgreement(a.gradients(halvings), b.gradients(halvings), a.frame(halvings), chosen.matrix) ?? 0;
  return { ...chosen, agreement };
}

export function register(a: RgbImage, b: RgbImage): PictureRegistration {
  if (areMostlyUnchanged(a, b)) {
    return {
      model: 'identity',
      matrix: IDENTITY_MATRIX,
      residual: 0,
      correlation: 1,
      overlap: overlapMask(a, b, IDENTITY_MATRIX),
    };
  }
  const pyramidA = new PicturePyramid(lumaOf(a));
  const lumaB = lumaOf(b);
  let best: { found: Found; matrix: ProjectiveMatrix } | undefined;
  for (const prescale of prescales(a, b)) {
    const pyramidB = new PicturePyramid(prescale.apply(lumaB));
    const found = search(pyramidA, pyramidB);
    if (found === undefined || (best !== undefined && found.agreement <= best.found.agreement)) continue;
    best = { found, matrix: composeMatrices(prescale.matrix, outOfFrame(found.matrix, pyramidA.frame(0))) };
  }
  if (best === undefined || best.found.agreement < MIN_AGREEMENT) {
    return {
      model: 'failed',
      matrix: IDENTITY_MATRIX,
      residual: best?.found.residual ?? 0,
      correlation: best?.found.agreement ?? 0,
      overlap: overlapMask(a, b, IDENTITY_MATRIX),
    };
  }
  return {
    model: best.found.model,
    matrix: best.matrix,
    residual: best.found.residual,
    correlation: best.found.agreement,
    overlap: overlapMask(a, b, best.matrix),
  };
}
