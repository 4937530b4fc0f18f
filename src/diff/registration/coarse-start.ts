import { composeMatrices, IDENTITY_MATRIX, type ProjectiveMatrix, scaleAndShift } from '../../imaging/projective.ts';
import { measureAgreement } from './agreement.ts';
import { createMatchLevel, maximiseEcc } from './ecc.ts';
import { type Frame, outOfFrame } from './frame.ts';
import { phaseCorrelate } from './phase-correlation.ts';
import type { PicturePyramid } from './picture-pyramid.ts';
import { selectSamples } from './samples.ts';
import { warpMap } from './warp-map.ts';

/** A place to start from, in the frame's coordinates, and how well the pictures agree there. */
export interface CoarseStart {
  readonly matrix: ProjectiveMatrix;
  /** As measureAgreement tells it; -1 when there is nothing to compare. */
  readonly agreement: number;
}

/** A start at which the pictures agree this much is not searched any further. */
const CONVINCING_AGREEMENT = 0.85;
const MAX_SAMPLES = 6_000;
const MAX_ITERATIONS = 14;
/** Turns and scales that are tried when nothing simpler convinces. Each is caught within half a step of the next. */
const TURNS_DEGREES = [0, -1.5, 1.5, -3, 3];
const SCALES = [1, 0.97, 1.03, 0.94, 1.06];
/** A grid of this side is searched in a millisecond a hypothesis. */
const MAX_HYPOTHESIS_SIDE_PX = 128;

function turnAndScale(degrees: number, scale: number): number[] {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  return [cosine, -sine, 0, sine, cosine, 0, 0, 0, 1];
}

const HYPOTHESES = SCALES.flatMap((scale) => TURNS_DEGREES.map((degrees) => turnAndScale(degrees, scale)));

/** The shift that phase correlation finds after the second picture was laid down by a hypothesis. */
function shiftUnder(hypothesis: ProjectiveMatrix, a: PicturePyramid, b: PicturePyramid, halvings: number) {
  const frame: Frame = a.frame(halvings);
  const map = a.level(halvings);
  const { shift, response } = phaseCorrelate(map, warpMap(b.level(halvings), outOfFrame(hypothesis, frame), map));
  const moved = scaleAndShift(1, 1, shift.x / frame.unitPx, shift.y / frame.unitPx);
  return { matrix: composeMatrices(hypothesis, moved), response };
}

function bestHypothesis(a: PicturePyramid, b: PicturePyramid, halvings: number): ProjectiveMatrix {
  let coarser = halvings;
  while (Math.max(a.level(coarser).width, a.level(coarser).height) > MAX_HYPOTHESIS_SIDE_PX) coarser++;
  const tried = HYPOTHESES.map((hypothesis) => shiftUnder(hypothesis, a, b, coarser));
  return tried.reduce((best, each) => (each.response > best.response ? each : best)).matrix;
}

/** Finds about where the second picture shows what the first shows, on one coarse level of both. */
export function findCoarseStart(a: PicturePyramid, b: PicturePyramid, halvings: number): CoarseStart {
  const frame = a.frame(halvings);
  const gradients = a.gradients(halvings);
  const level = createMatchLevel(frame, selectSamples(gradients, frame, MAX_SAMPLES), b.gradients(halvings));
  const rate = (matrix: ProjectiveMatrix): CoarseStart => {
    const weights = new Float32Array(level.samples.count).fill(1);
    const refined = maximiseEcc(level, matrix, { model: 'affine', maxIterations: MAX_ITERATIONS, weights }) ?? matrix;
    return { matrix: refined, agreement: measureAgreement(gradients, level.target, frame, refined) ?? -1 };
  };
  const better = (one: CoarseStart, other: CoarseStart) => (other.agreement > one.agreement ? other : one);
  let best = rate(shiftUnder(IDENTITY_MATRIX, a, b, halvings).matrix);
  if (best.agreement < CONVINCING_AGREEMENT) best = better(best, rate(IDENTITY_MATRIX));
  if (best.agreement < CONVINCING_AGREEMENT) best = better(best, rate(bestHypothesis(a, b, halvings)));
  return best;
}
