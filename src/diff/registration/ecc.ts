import { mapPoint, type ProjectiveMatrix } from '../../imaging/projective.ts';
import type { Frame } from './frame.ts';
import type { GradientMap } from './gradient-map.ts';
import { type Direction, MODEL_RULES, type RegistrationModel } from './models.ts';
import { gatherNormalEquations, type NormalEquations } from './normal-equations.ts';
import { createObservations, type Observations, observe } from './observations.ts';
import { fitPhotometry, type PhotometricFit } from './photometric-fit.ts';
import { dot, project } from './projection.ts';
import { weighByResidual } from './robust-weights.ts';
import type { Samples } from './samples.ts';
import { solveSymmetric } from './solve.ts';

/** One level of two pyramids: pixels of the first picture, and the second picture in which they are looked for. */
export interface MatchLevel {
  readonly frame: Frame;
  readonly samples: Samples;
  readonly target: GradientMap;
  readonly observations: Observations;
}

export function createMatchLevel(frame: Frame, samples: Samples, target: GradientMap): MatchLevel {
  return { frame, samples, target, observations: createObservations(samples.count) };
}

/** A step that moves no corner further than this (pixels of the level) ends the search. */
const CONVERGED_PX = 0.03;
/** A single step moves no corner further than this share of half the longer side: the slopes promise no more. */
const MAX_STEP = 0.08;
/** The second picture must show at least this share of the samples. */
const MIN_SEEN_SHARE = 0.25;
const CORNERS = [-1, 1].flatMap((x) => [-1, 1].map((y) => ({ x, y })));

/**
 * How much of the first picture's deviation the step must explain (Evangelidis & Psarakis 2008, equations 24 and 27).
 *
 * @param solvedA inverse(J'J) J'a
 * @param solvedB inverse(J'J) J'b
 */
function eccLambda(
  equations: NormalEquations,
  ja: Float64Array,
  jb: Float64Array,
  solvedA: Float64Array,
  solvedB: Float64Array,
) {
  const denominator = equations.covariance - dot(ja, solvedB);
  if (denominator > 0) return (equations.varianceB - dot(jb, solvedB)) / denominator;
  const own = dot(ja, solvedA);
  return Math.max(Math.sqrt(dot(jb, solvedB) / own), (dot(ja, solvedB) - equations.covariance) / own);
}

/** The change of the matrix that maximises the linearised enhanced correlation; undefined when nothing determines it. */
function eccStep(equations: NormalEquations, directions: readonly Direction[]): Float64Array | undefined {
  const jj = project(equations.jj, directions);
  const ja = Float64Array.from(directions, (direction) => dot(direction, equations.ja));
  const jb = Float64Array.from(directions, (direction) => dot(direction, equations.jb));
  const solvedA = solveSymmetric(jj, ja);
  const solvedB = solveSymmetric(jj, jb);
  if (solvedA === undefined || solvedB === undefined) return undefined;
  const lambda = eccLambda(equations, ja, jb, solvedA, solvedB);
  const step = new Float64Array(equations.ja.length);
  directions.forEach((direction, k) => {
    const amount = lambda * solvedA[k] - solvedB[k];
    for (let at = 0; at < step.length; at++) step[at] += amount * direction[at];
  });
  return step.every(Number.isFinite) ? step : undefined;
}

/** The longest way that a corner of the frame goes between two matrices, in units of the frame. */
export function cornerMove(from: ProjectiveMatrix, to: ProjectiveMatrix): number {
  return Math.max(
    ...CORNERS.map((corner) => {
      const a = mapPoint(from, corner);
      const b = mapPoint(to, corner);
      return Math.hypot(a.x - b.x, a.y - b.y);
    }),
  );
}

function takeStep(matrix: ProjectiveMatrix, step: Float64Array, model: RegistrationModel): number[] {
  const moved = (share: number) => MODEL_RULES[model].nearest(matrix.map((value, at) => value + share * step[at]));
  const whole = moved(1);
  const move = cornerMove(matrix, whole);
  return move <= MAX_STEP ? whole : moved(MAX_STEP / move);
}

/** How well a level agrees at a matrix. */
export interface LevelFit extends PhotometricFit {
  readonly matrix: ProjectiveMatrix;
}

/** Reads the level at a matrix; undefined when the second picture shows too little of the first. */
export function fitAt(level: MatchLevel, matrix: ProjectiveMatrix, weights: Float32Array): LevelFit | undefined {
  const { samples, target, frame, observations } = level;
  const seen = observe(samples, target, frame, matrix, observations);
  if (seen < MIN_SEEN_SHARE * samples.count || seen === 0) return undefined;
  return { matrix, ...fitPhotometry(samples, observations, weights) };
}

/** Rounding, compression and resampling leave this much variance (squared grey levels) that no model explains. */
const VARIANCE_FLOOR = 0.25;

/** The variance that is left between the pictures, never nothing: equal pictures must not make a question of it. */
export function residualVariance({ residual }: PhotometricFit): number {
  return residual ** 2 + VARIANCE_FLOOR;
}

export interface EccOptions {
  readonly model: RegistrationModel;
  readonly maxIterations: number;
  /** Weights of the samples, 0 to 1. They follow the residuals unless `keepWeights` is set. */
  readonly weights: Float32Array;
  readonly keepWeights?: boolean;
}

/** Weighs the samples anew, or keeps their weights where they are still seen. */
function updateWeights({ samples, observations }: MatchLevel, fit: LevelFit, { weights, keepWeights }: EccOptions) {
  if (keepWeights) return weights.map((weight, at) => weight * observations.seen[at]);
  weighByResidual(samples, observations, fit, weights);
  return weights;
}

/**
 * Maximises the enhanced correlation coefficient of a level by Gauss-Newton steps (Evangelidis & Psarakis 2008, forward
 * additive), each sample weighed by how well the pictures agree there.
 *
 * @param start in the frame's coordinates; brought to the model first
 * @returns the last matrix; undefined when it led out of the second picture
 */
export function maximiseEcc(
  level: MatchLevel,
  start: ProjectiveMatrix,
  options: EccOptions,
): ProjectiveMatrix | undefined {
  const { model, maxIterations } = options;
  let matrix: ProjectiveMatrix = MODEL_RULES[model].nearest(start);
  const directionsAt = MODEL_RULES[model].directions;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const directions = directionsAt(matrix);
    if (directions.length === 0) return matrix;
    const looked = lookAt(level, matrix, options);
    const step = looked && eccStep(looked.equations, directions);
    if (step === undefined) return looked && matrix;
    const next = takeStep(matrix, step, model);
    const move = cornerMove(matrix, next) * level.frame.unitPx;
    matrix = next;
    if (move < CONVERGED_PX) break;
  }
  return matrix;
}

/** A fit with the sums that foretell how it would change. */
export interface EccFit {
  readonly fit: LevelFit;
  readonly equations: NormalEquations;
}

/** Reads a level at a matrix and gathers the sums of a step there; undefined as in fitAt. */
export function lookAt(level: MatchLevel, matrix: ProjectiveMatrix, options: EccOptions): EccFit | undefined {
  const fit = fitAt(level, matrix, options.weights);
  if (fit === undefined) return undefined;
  const weights = updateWeights(level, fit, options);
  return { fit, equations: gatherNormalEquations(level.samples, level.observations, matrix, weights) };
}

/**
 * The share of the variance left at a look that a homography would explain, as far as the slopes tell, 0 to 1; undefined
 * when nothing determines it.
 */
export function foretellGain({ fit, equations }: EccFit): number | undefined {
  const directions = MODEL_RULES.homography.directions(fit.matrix);
  const right = Float64Array.from(
    directions,
    (direction) => dot(direction, equations.ja) - fit.gain * dot(direction, equations.jb),
  );
  const solved = solveSymmetric(project(equations.jj, directions), right);
  return solved && dot(right, solved) / residualVariance(fit);
}
