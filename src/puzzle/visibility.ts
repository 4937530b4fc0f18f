import type { EditKind, Level } from '../contract/answer-key.ts';
import { blurredGrey, cleanedMask } from '../diff/presets/blur-threshold.ts';
import { ciede2000, rgbToLabInto } from '../imaging/colour.ts';
import type { RgbImage } from '../imaging/image.ts';
import { seenBy } from './colour-vision.ts';

/**
 * Median CIEDE2000 that the changed pixels of a recoloured thing must reach. Two colours side by side are told apart
 * from about 2.3 on; remembered from one picture to the other it takes far more.
 */
export const MIN_DELTA_E: Readonly<Record<Level, number>> = { easy: 30, medium: 20, hard: 12, expert: 8 };
/** Where something is there or not, moved or turned, a change of this much counts as seen ... */
export const MIN_STRUCTURAL_DELTA_E = 12;
/** ... and must be so on this share of the changed pixels ... */
export const MIN_SEEN_SHARE = 0.4;
/** ... and on this share of the picture. */
export const MIN_SEEN_RATIO = 0.0005;
/** CIEDE2000 that must be left for people who lack the long- or the medium-wave cones. */
export const MIN_COLOUR_BLIND_DELTA_E = 8;
/** More changed pixels than this say nothing new about their median. */
const MAX_SAMPLES = 4096;
/** Grey levels between which the classic recipe sees a difference. */
const CLASSIC_THRESHOLD = 10;
const CHANNELS = 3;

/** How clearly two images of one size differ where they differ. */
export interface Visibility {
  /** Median CIEDE2000 over the changed pixels. */
  readonly deltaE: number;
  /** Share of the changed pixels that differ by MIN_STRUCTURAL_DELTA_E or more, 0 to 1. */
  readonly seenShare: number;
  /** The smaller of the two medians that colour-blind people see, over the pixels that count. */
  readonly colourBlindDeltaE: number;
  /** Change of the mean L* over the changed pixels, -100 to 100. */
  readonly lightnessChange: number;
}

type Rgb = readonly [number, number, number];
type Pair = readonly [Rgb, Rgb];

const colourAt = ({ data }: RgbImage, at: number): Rgb => [data[at], data[at + 1], data[at + 2]];

/** Offsets of the pixels that differ. */
function changedOffsets(before: RgbImage, after: RgbImage): number[] {
  const offsets: number[] = [];
  for (let at = 0; at < before.data.length; at += CHANNELS) {
    const isSame =
      before.data[at] === after.data[at] &&
      before.data[at + 1] === after.data[at + 1] &&
      before.data[at + 2] === after.data[at + 2];
    if (!isSame) offsets.push(at);
  }
  return offsets;
}

const lab = new Float64Array(2 * CHANNELS);

function deltaEOf([[r1, g1, b1], [r2, g2, b2]]: Pair): number {
  rgbToLabInto(r1, g1, b1, lab, 0);
  rgbToLabInto(r2, g2, b2, lab, CHANNELS);
  return ciede2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]);
}

function lightnessChangeOf([[r1, g1, b1], [r2, g2, b2]]: Pair): number {
  rgbToLabInto(r1, g1, b1, lab, 0);
  rgbToLabInto(r2, g2, b2, lab, CHANNELS);
  return lab[CHANNELS] - lab[0];
}

function median(values: readonly number[]): number {
  return values.length === 0 ? 0 : Float64Array.from(values).sort()[Math.floor(values.length / 2)];
}

function colourBlindMedian(pairs: readonly Pair[]): number {
  const medianFor = (vision: 'protanope' | 'deuteranope') =>
    median(pairs.map(([one, other]) => deltaEOf([seenBy(vision, ...one), seenBy(vision, ...other)])));
  return Math.min(medianFor('protanope'), medianFor('deuteranope'));
}

/**
 * Measures how clearly two images of one size differ; evenly chosen pixels stand for all where many have changed.
 *
 * @param kind a recoloured thing changes as a whole; of a thing that is moved or gone only what clearly differs counts
 * @returns zeros when nothing differs
 */
export function measureVisibility(before: RgbImage, after: RgbImage, kind: EditKind = 'recolour'): Visibility {
  const offsets = changedOffsets(before, after);
  const step = Math.ceil(offsets.length / MAX_SAMPLES);
  const pairs = offsets
    .filter((_, index) => index % step === 0)
    .map((at): Pair => [colourAt(before, at), colourAt(after, at)]);
  const distances = pairs.map(deltaEOf);
  const seen = pairs.filter((_, index) => distances[index] >= MIN_STRUCTURAL_DELTA_E);
  const count = Math.max(1, pairs.length);
  return {
    deltaE: median(distances),
    seenShare: seen.length / count,
    colourBlindDeltaE: colourBlindMedian(kind === 'recolour' ? pairs : seen),
    lightnessChange: pairs.reduce((sum, pair) => sum + lightnessChangeOf(pair), 0) / count,
  };
}

/** The median CIEDE2000 over the pixels that differ between two images of one size; 0 when none differs. */
export function medianDeltaE(before: RgbImage, after: RgbImage): number {
  return measureVisibility(before, after).deltaE;
}

/** Whether a change shows in grey too, by lightness or edges: the classic recipe sees it. */
function showsInGrey(before: RgbImage, after: RgbImage): boolean {
  const differences = blurredGrey(before);
  const other = blurredGrey(after);
  for (let pixel = 0; pixel < differences.length; pixel++) {
    differences[pixel] = Math.abs(differences[pixel] - other[pixel]);
  }
  return cleanedMask(differences, before.width, before.height, CLASSIC_THRESHOLD).data.includes(1);
}

/**
 * Whether players of a level can be expected to see a change.
 *
 * @param before,after the surroundings of the change
 * @param seenRatio pixels that clearly differ as a share of the whole picture
 */
export function isFair(
  { deltaE, seenShare, colourBlindDeltaE }: Visibility,
  kind: EditKind,
  level: Level,
  seenRatio: number,
  [before, after]: readonly [RgbImage, RgbImage],
): boolean {
  if (colourBlindDeltaE < MIN_COLOUR_BLIND_DELTA_E) return false;
  if (kind === 'recolour') return deltaE >= MIN_DELTA_E[level];
  return seenShare >= MIN_SEEN_SHARE && seenRatio >= MIN_SEEN_RATIO && showsInGrey(before, after);
}
