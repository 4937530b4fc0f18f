import type { ProjectiveMatrix } from '../../imaging/projective.ts';
import {
  cornerMove,
  type EccFit,
  fitAt,
  type LevelFit,
  type MatchLevel,
  maximiseEcc,
  residualVariance,
} from './ecc.ts';
import { MODEL_RULES, REGISTRATION_MODELS, type RegistrationModel } from './models.ts';
import { remainingCost } from './remaining-cost.ts';

/** A plainer model is believed when it leaves at most this much more variance than the freest one. */
const MAX_VARIANCE_RATIO = 1.03;
const MAX_ITERATIONS = 6;
/** Slopes foretell what a move of the corners by at most this many pixels of the level costs. */
const MAX_FORETOLD_MOVE_PX = 4;
/** What is foretold is not exact: a model is tried when it would cost up to this many times what is allowed. */
const FORETELLING_SLACK = 3;

/** A model with the matrix that fits best, in the frame's coordinates. */
export interface ChosenModel extends LevelFit {
  readonly model: RegistrationModel;
}

/** Whether a model may come near the freest fit: told from the freest fit's slopes, without looking at the pictures again. */
function isWorthTrying(
  level: MatchLevel,
  model: RegistrationModel,
  { fit, equations }: EccFit,
  start: ProjectiveMatrix,
) {
  if (cornerMove(fit.matrix, start) * level.frame.unitPx > MAX_FORETOLD_MOVE_PX) return false;
  const difference = Float64Array.from(start, (value, at) => value - fit.matrix[at]);
  const cost = fit.gain ** 2 * remainingCost(equations.jj, difference, MODEL_RULES[model].directions(start));
  return cost <= FORETELLING_SLACK * (MAX_VARIANCE_RATIO - 1) * residualVariance(fit);
}

/**
 * Takes the plainest model that explains the second picture about as well as the freest one does.
 *
 * @param freest the level's fit by a homography
 * @param weights how much each sample speaks, as found with that fit; kept, so that all models answer the same question
 */
export function chooseModel(level: MatchLevel, freest: EccFit, weights: Float32Array): ChosenModel {
  const allowed = MAX_VARIANCE_RATIO * residualVariance(freest.fit);
  for (const model of REGISTRATION_MODELS) {
    const start = MODEL_RULES[model].nearest(freest.fit.matrix);
    if (model === 'homography' || !isWorthTrying(level, model, freest, start)) continue;
    const matrix = maximiseEcc(level, start, { model, maxIterations: MAX_ITERATIONS, weights, keepWeights: true });
    const fit = matrix && fitAt(level, matrix, weights);
    if (fit !== undefined && residualVariance(fit) <= allowed) return { model, ...fit };
  }
  return { model: 'homography', ...freest.fit };
}
