import type { ProjectiveMatrix } from '../../imaging/projective.ts';
import { fitAt, type LevelFit, type MatchLevel, maximiseEcc } from './ecc.ts';
import { MODEL_RULES, REGISTRATION_MODELS, type RegistrationModel } from './models.ts';

/** A plainer model is believed when it leaves at most this much more variance than the freest one. */
const MAX_VARIANCE_RATIO = 1.01;
/** Rounding, compression and resampling leave this much variance (squared grey levels) that no model explains. */
const VARIANCE_FLOOR = 0.05;
const MAX_ITERATIONS = 6;

/** A model with the matrix that fits best, in the frame's coordinates. */
export interface ChosenModel extends LevelFit {
  readonly model: RegistrationModel;
}

function fitModel(level: MatchLevel, model: RegistrationModel, freest: LevelFit, weights: Float32Array) {
  const start = MODEL_RULES[model].nearest(freest.matrix);
  const matrix = maximiseEcc(level, start, { model, maxIterations: MAX_ITERATIONS, weights, keepWeights: true });
  return matrix === undefined ? undefined : fitAt(level, matrix, weights);
}

const variance = ({ residual }: LevelFit) => residual ** 2 + VARIANCE_FLOOR;

/**
 * Takes the plainest model that explains the second picture about as well as the freest one does.
 *
 * @param freest the level's fit by a homography
 * @param weights how much each sample speaks, as found with that fit; kept, so that all models answer the same question
 */
export function chooseModel(level: MatchLevel, freest: LevelFit, weights: Float32Array): ChosenModel {
  for (const model of REGISTRATION_MODELS) {
    if (model === 'homography') break;
    const fit = fitModel(level, model, freest, weights);
    if (fit !== undefined && variance(fit) <= MAX_VARIANCE_RATIO * variance(freest)) return { model, ...fit };
  }
  return { model: 'homography', ...freest };
}
