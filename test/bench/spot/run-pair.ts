import { CodedError } from '../../../src/contract/coded-error.ts';
import type { Box } from '../../../src/contract/geometry.ts';
import { findDifferences } from '../../../src/diff/find-differences.ts';
import type { RgbImage } from '../../../src/imaging/image.ts';
import { IDENTITY_MATRIX, type ProjectiveMatrix } from '../../../src/imaging/projective.ts';
import { createRandom } from '../../../src/imaging/random.ts';
import { gridError } from '../../diff/registration/warped-pairs.ts';
import { type Cause, causeOfMiss, causeOfWrong } from './causes.ts';
import type { Disturbance } from './disturbances.ts';
import { judgeFinds, wantedOf } from './judge-finds.ts';
import type { PairSource, TruePair } from './true-pair.ts';

/** A change of a pair and whether it was found. */
export interface JudgedDifference {
  readonly kind: string;
  readonly box: Box;
  readonly areaRatio: number;
  /** Why not; absent when it was found. */
  readonly missed?: Cause;
}

/** A find that was counted as wrong. */
export interface WrongFind {
  readonly box: Box;
  readonly areaRatio: number;
  readonly cause: Cause;
}

/** What came of one pair under one disturbance. */
export interface PairRecord {
  readonly pair: string;
  readonly source: PairSource;
  readonly disturbance: string;
  /** Whether the second picture was the first one, disturbed: then there is nothing to find. */
  readonly isSame: boolean;
  readonly model: string;
  /** Pixels, root mean square over a 9x9 grid, between how B was laid on A and how it lies. */
  readonly registrationError: number;
  readonly differences: readonly JudgedDifference[];
  readonly wrong: readonly WrongFind[];
  readonly ms: number;
}

/** Two pictures as the engine gets them, and how B lies on A. */
export interface DisturbedPair {
  readonly a: RgbImage;
  readonly b: RgbImage;
  readonly matrix: ProjectiveMatrix;
}

/** The same pair and disturbance give the same pictures. @param isSame disturb A itself instead of B */
export async function disturb(pair: TruePair, disturbance: Disturbance, isSame: boolean): Promise<DisturbedPair> {
  const random = createRandom(`${pair.name}/${disturbance.name}`);
  const { image: b, matrix } = await disturbance.apply(isSame ? pair.a : pair.b, random);
  return { a: (await disturbance.applyToA?.(pair.a)) ?? pair.a, b, matrix };
}

/** What an engine says of two pictures. */
interface Outcome {
  readonly finds: readonly Box[];
  readonly model: string;
  /** Maps A's pixels to B's. */
  readonly matrix: ProjectiveMatrix;
}

/** Something that looks for differences in two pictures of any size. */
export type Look = (a: RgbImage, b: RgbImage) => Outcome;

const REFUSED = 'pictures-unrelated';

/** Our engine. */
export const lookOurselves: Look = (a, b) => {
  try {
    const { differences, registration } = findDifferences(a, b);
    const { model, matrix } = registration;
    return { finds: differences.map(({ placed }) => placed.box), model, matrix };
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== REFUSED) throw error;
    return { finds: [], model: REFUSED, matrix: IDENTITY_MATRIX };
  }
};

/** One pair, disturbed, as an engine meets it. */
export interface Trial {
  readonly pair: TruePair;
  readonly disturbance: Disturbance;
  /** Whether B is A itself, disturbed. */
  readonly isSame: boolean;
  readonly shown: DisturbedPair;
}

/** Shows an engine one disturbed pair and judges what it says. */
export function runTrial({ pair, disturbance, isSame, shown }: Trial, look: Look): PairRecord {
  const { a, b, matrix } = shown;
  const start = performance.now();
  const { finds, model, matrix: found } = look(a, b);
  const ms = performance.now() - start;
  const wanted = wantedOf(isSame ? { ...pair, truth: [] } : pair, matrix, b);
  const { foundBy, wrong } = judgeFinds(finds, wanted, a);
  const registrationError = gridError(a, found, matrix);
  const differences = wanted.differences.map(({ kind, box, areaRatio }, index) => {
    if (foundBy[index] !== undefined) return { kind, box, areaRatio };
    const missed = model === REFUSED ? 'refused' : causeOfMiss(box, finds, wanted, registrationError);
    return { kind, box, areaRatio, missed } as const;
  });
  return {
    pair: pair.name,
    source: pair.source,
    disturbance: disturbance.name,
    isSame,
    model,
    registrationError,
    differences,
    wrong: wrong.map((index) => {
      const box = finds[index];
      const areaRatio = (box.width * box.height) / (a.width * a.height);
      return { box, areaRatio, cause: causeOfWrong(box, wanted, registrationError) };
    }),
    ms,
  };
}
