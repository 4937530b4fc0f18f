import type { EditKind, Level } from '../../contract/answer-key.ts';
import { LEVELS } from '../../contract/answer-key.ts';
import type { Box } from '../../contract/geometry.ts';
import { BAND } from '../difficulty.ts';

/** What may be one of a puzzle's differences: one that was made, or a kind of edit of a thing that may be tried. */
export interface Option {
  /** The thing that is edited: nothing is edited twice. */
  readonly source: object;
  readonly kind: EditKind;
  /** Where the difference is, or is expected; in pixels of the puzzle image. */
  readonly box: Box;
  /** How good a difference it makes, about 0 to 1, with a little seeded chance in it. */
  readonly value: number;
  /** How hard it is to find, or is expected to be: 0 to 100. */
  readonly difficulty: number;
}

/** What lies in the lower third of its level's band, or below it, is one of the easier; in the upper third, of the hard. */
const THIRD = 1 / 3;

/** The easy end of a level's band. */
export const levelStart = (level: Level): number => BAND * LEVELS.indexOf(level);

/** Where a difficulty lies in the band of a level: 0 at its easy end, 1 at its hard end, beyond them outside. */
export const placeInBand = (difficulty: number, level: Level): number => (difficulty - levelStart(level)) / BAND;

/** Whether a difference is one of the easier of its level. */
export const isEasier = ({ difficulty }: Option, level: Level): boolean => placeInBand(difficulty, level) <= THIRD;

/** Whether a difference is one of the hard of its level. */
export const isHard = ({ difficulty }: Option, level: Level): boolean => placeInBand(difficulty, level) >= 1 - THIRD;
