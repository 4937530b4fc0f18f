import type { Box } from '../../../src/contract/geometry.ts';
import type { Wanted } from './judge-finds.ts';

/** Why a change was missed or a find is wrong, as far as can be told from where they lie. */
export type Cause =
  | 'refused' // the pictures were said to be unrelated
  | 'registration' // B was laid more than a pixel beside itself
  | 'threshold' // nothing was found there
  | 'merge' // one find covers this and another change
  | 'spread' // one find covers this and much around it
  | 'part' // only a part was found, and its middle lies outside
  | 'split' // a second find in a change
  | 'ghost'; // a find where nothing changed

/** Pixels (root mean square) by which a registration may be off before it is to blame. */
const MAX_REGISTRATION_ERROR_PX = 1;
/** A find that covers this share of a change's box has found its pixels. */
const COVERED = 0.5;

function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

const areaOf = ({ width, height }: Box) => width * height;

/** Why a change was missed. @param error registration error in pixels */
export function causeOfMiss(box: Box, finds: readonly Box[], wanted: Wanted, error: number): Cause {
  if (error > MAX_REGISTRATION_ERROR_PX) return 'registration';
  const near = finds.filter((find) => sharedArea(find, box) > 0);
  if (near.length === 0) return 'threshold';
  const covering = near.find((find) => sharedArea(find, box) >= COVERED * areaOf(box));
  if (!covering) return 'part';
  const touched = wanted.differences.filter((other) => sharedArea(other.box, covering) >= COVERED * areaOf(other.box));
  return touched.length > 1 ? 'merge' : 'spread';
}

/** Why a find is wrong. @param error registration error in pixels */
export function causeOfWrong(find: Box, { differences }: Wanted, error: number): Cause {
  if (error > MAX_REGISTRATION_ERROR_PX) return 'registration';
  const touched = differences.filter(({ box }) => sharedArea(box, find) > 0);
  if (touched.length > 1) return 'merge';
  const [only] = touched;
  if (!only) return 'ghost';
  return sharedArea(only.box, find) >= COVERED * areaOf(only.box) ? 'spread' : 'split';
}
