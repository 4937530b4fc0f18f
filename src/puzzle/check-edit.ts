import type { DifferenceFeatures, EditKind, Level } from '../contract/answer-key.ts';
import type { Box, Size } from '../contract/geometry.ts';
import { findEdits } from '../diff/find-differences.ts';
import { growBox, unionBox } from '../imaging/geometry.ts';
import { copyRgbImage, createMask, type RgbImage } from '../imaging/image.ts';
import { cropImage, type Patch, pastePatch } from '../imaging/patch.ts';
import { countSet, type PlacedMask, trimMask, uniteMasks } from '../imaging/placed-mask.ts';
import { showsAtAGlance } from './glance.ts';
import { measureFeatures } from './measure-features.ts';
import { restoreUnnoticed } from './restore-unnoticed.ts';
import { isStrong, measureVisibility, showsInGrey, type Visibility } from './visibility.ts';

/** What the diff engine says of one edit that passed. */
export interface CheckedEdit extends Visibility {
  /** The new pixels; where nobody would notice them, the old ones. */
  readonly patch: Patch;
  /** Every changed pixel and every pixel that the diff engine found. */
  readonly placed: PlacedMask;
  /** What makes it easy or hard to find. */
  readonly features: DifferenceFeatures;
}

/** Room around an edit that the diff engine sees: its blur and its merging must not be cut off. */
const MARGIN_RATIO = 0.06;
/** Beyond this the classic recipe's blur, and what it takes from its picture's border, no longer reach what changed. */
const BLUR_MARGIN_PX = 16;
/** By these kinds something is there or not: that is seen at a glance. What is moved or turned takes a closer look. */
const PRESENCE: readonly EditKind[] = ['remove', 'duplicate', 'detail', 'replace'];

type Pair = readonly [RgbImage, RgbImage];

function changedPixels(before: RgbImage, { box, image }: Patch): PlacedMask | undefined {
  const mask = createMask(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const here = (y * box.width + x) * 3;
      const there = ((box.y + y) * before.width + box.x + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        if (image.data[here + channel] !== before.data[there + channel]) mask.data[y * box.width + x] = 1;
      }
    }
  }
  return mask.data.includes(1) ? trimMask({ box, mask }) : undefined;
}

/** What of two images of the surroundings can differ when they are blurred. */
function inner([before, altered]: Pair, { x, y, width, height }: Box, surroundings: Box): Pair {
  const here = growBox({ x: x - surroundings.x, y: y - surroundings.y, width, height }, BLUR_MARGIN_PX, surroundings);
  return [cropImage(before, here).image, cropImage(altered, here).image];
}

/** A part of the picture with room around an edit, as it was and as it is. */
interface View {
  readonly surroundings: Box;
  readonly before: RgbImage;
  readonly altered: RgbImage;
}

function viewOf(original: RgbImage, patch: Patch, changed: PlacedMask): View {
  const surroundings = unionBox(patch.box, growBox(changed.box, marginOf(original), original));
  const before = cropImage(original, surroundings).image;
  const altered = copyRgbImage(before);
  const { box: place } = patch;
  pastePatch(altered, { ...patch, box: { ...place, x: place.x - surroundings.x, y: place.y - surroundings.y } });
  return { surroundings, before, altered };
}

/** Whether an edit shows also to those who look quickly or see no colours. A recoloured thing need not. */
function isSeenByAll(
  { surroundings, before, altered }: View,
  kind: EditKind,
  changed: Box,
  { width, height }: Size,
): boolean {
  if (kind === 'recolour') return true;
  const near = inner([before, altered], changed, surroundings);
  if (!showsInGrey(...near)) return false;
  return !PRESENCE.includes(kind) || showsAtAGlance(...near, Math.max(width, height));
}

/**
 * Looks at one edit with the eyes of the diff engine. All of a recoloured thing changes, however little; of other edits
 * what nobody can notice is undone.
 *
 * @param original the puzzle image before any edit
 * @param drawn the new pixels
 * @returns undefined when the edit is not exactly one difference, or not visible enough for the level
 */
export function checkEdit(original: RgbImage, drawn: Patch, kind: EditKind, level: Level): CheckedEdit | undefined {
  const patch = kind === 'recolour' ? drawn : restoreUnnoticed(original, drawn);
  const changed = changedPixels(original, patch);
  if (!changed) return undefined;
  const view = viewOf(original, patch, changed);
  const { surroundings, before, altered } = view;
  // What costs least is asked first: most edits that fail are too faint.
  const visibility = measureVisibility(before, altered, kind);
  const changedRatio = countSet(changed.mask) / (original.width * original.height);
  if (!isStrong(visibility, kind, level, changedRatio)) return undefined;
  const found = findEdits(before, altered, original);
  if (found.length !== 1 || !isSeenByAll(view, kind, changed.box, original)) return undefined;
  const { box, mask } = found[0].placed;
  const seen = { box: { ...box, x: box.x + surroundings.x, y: box.y + surroundings.y }, mask };
  const placed = uniteMasks(changed, seen);
  const features = measureFeatures(original, { box: surroundings, image: altered }, placed, visibility.deltaE);
  return { ...visibility, patch, placed, features };
}

function marginOf({ width, height }: Size): number {
  return Math.ceil(MARGIN_RATIO * Math.min(width, height));
}
