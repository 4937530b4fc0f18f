import type { Box, Circle } from './geometry.ts';
import type { Grid } from './grid.ts';
import type { RunLengthMask } from './run-length-mask.ts';

/** The difficulty levels, from easiest to hardest. */
export const LEVELS = ['easy', 'medium', 'hard', 'expert'] as const;
export type Level = (typeof LEVELS)[number];

/** How many differences a level has when nobody says otherwise. */
export const DEFAULT_DIFFERENCES: Readonly<Record<Level, number>> = { easy: 3, medium: 5, hard: 7, expert: 10 };

/** What was done to the picture at one place. */
export const EDIT_KINDS = [
  'recolour',
  'remove',
  'replace',
  'duplicate',
  'mirror',
  'rotate',
  'resize',
  'move',
  'detail',
] as const;
export type EditKind = (typeof EDIT_KINDS)[number];
/** The same, also of a picture that somebody else altered: how, nobody told. */
export type ChangeKind = EditKind | 'unknown';

/** What makes a difference easy or hard to find: kept so that the model of difficulty can be fitted to players' times. */
export interface DifferenceFeatures {
  /** Mask pixels divided by image pixels, 0 to 1. */
  readonly areaRatio: number;
  /** Median CIEDE2000 over the changed pixels. */
  readonly deltaE: number;
  /** 1 when the place turns from lighter than its surroundings to darker or back, else 0. */
  readonly polarity: number;
  /** How much fine detail comes or goes, 0 to 1. */
  readonly edges: number;
  /** How much the place stands out from its surroundings in the picture where it does so more, 0 to 1. */
  readonly saliency: number;
  /** How busy the surroundings are, 0 to 1. */
  readonly clutter: number;
  /** From the middle of the picture (0) to a corner (1). */
  readonly distance: number;
}

/** One place where the two images of a puzzle differ, in pixels of the puzzle image. */
export interface KeyDifference {
  /** 1 to N in reading order. */
  readonly id: number;
  readonly edit: ChangeKind;
  readonly box: Box;
  readonly circle: Circle;
  /** Mask pixels divided by image pixels, 0 to 1. */
  readonly areaRatio: number;
  /** Median CIEDE2000 over the changed pixels of the mask. */
  readonly deltaE: number;
  readonly mask: RunLengthMask;
  /** 0 (easiest) to 100: the order of hints. Absent, as the features, in keys from before it was noted. */
  readonly difficulty?: number;
  readonly features?: DifferenceFeatures;
}

/** Everything needed to judge a guess with no pixels at hand. Plain JSON. */
export interface AnswerKey {
  readonly version: 1;
  readonly seed: string;
  readonly width: number;
  readonly height: number;
  readonly level: Level;
  /** 0 (easiest) to 100. */
  readonly difficulty: number;
  readonly grid: Grid;
  readonly differences: readonly KeyDifference[];
}
