import type { EditKind, Level } from '../../contract/answer-key.ts';
import { LEVELS } from '../../contract/answer-key.ts';
import type { Box } from '../../contract/geometry.ts';
import type { Proposal } from '../../segmentation/propose.ts';

/** What may be one of a puzzle's differences: one that was made, or a kind of edit of a proposal that may be tried. */
export interface Option {
  /** What is edited. */
  readonly source: Proposal;
  readonly kind: EditKind;
  /** Where the difference is, or is expected; in pixels of the puzzle image. */
  readonly box: Box;
  /** How good a difference it makes, about 0 to 1, with a little seeded chance in it. */
  readonly value: number;
  /** How hard it is to find, or is expected to be: 0 to 100. */
  readonly difficulty: number;
}

/** Each level is a quarter of the scale of difficulty. */
const BAND = 100 / LEVELS.length;
/** What lies in the lower third of its level's band, or below it, is one of the easier; in the upper third, of the hard. */
const THIRD = 1 / 3;

/** Where a difficulty lies in the band of a level: 0 at its easy end, 1 at its hard end, beyond them outside. */
export const placeInBand = (difficulty: number, level: Level): number => difficulty / BAND - LEVELS.indexOf(level);

/** Whether a difference is one of the easier of its level. */
export const isEasier = ({ difficulty }: Option, level: Level): boolean => placeInBand(difficulty, level) <= THIRD;

/** Whether a difference is one of the hard of its level. */
export const isHard = ({ difficulty }: Option, level: Level): boolean => placeInBand(difficulty, level) >= 1 - THIRD;
