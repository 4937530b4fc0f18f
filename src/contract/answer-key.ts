import type { Box, Circle } from './geometry.ts';
import type { Grid } from './grid.ts';
import type { RunLengthMask } from './run-length-mask.ts';

/** The difficulty levels, from easiest to hardest. */
export const LEVELS = ['easy', 'medium', 'hard', 'expert'] as const;
export type Level = (typeof LEVELS)[number];

/** How many differences a level has when nobody says otherwise. */
export const DEFAULT_DIFFERENCES: Readonly<Record<Level, number>> = { easy: 3, medium: 5, hard: 7, expert: 10 };

/** What was done to the picture at one place. */
export const EDIT_KINDS = ['recolour', 'remove', 'duplicate', 'mirror', 'rotate', 'resize', 'move', 'detail'] as const;
export type EditKind = (typeof EDIT_KINDS)[number];
/** The same, also of a picture that somebody else altered: how, nobody told. */
export type ChangeKind = EditKind | 'unknown';

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
