import type { EditKind, Level } from '../contract/answer-key.ts';
import { blurredGrey, cleanedMask } from '../diff/presets/blur-threshold.ts';
import { ciede2000, rgbToLabInto } from '../imaging/colour.ts';
import type { RgbImage } from '../imaging/image.ts';
import { type ColourVision, seenBy } from './colour-vision.ts';

/**
 * Median CIEDE2000 that the changed pixels of a recoloured thing must reach. Two colours side by side are told apart
 * from about 2.3 on; remembered from one picture to the other it takes far more.
 */
export const MIN_DELTA_E: Readonly<Record<Level, number>> = { easy: 30, medium: 20, hard: 12, expert: 8 };
/** Where something is there or not, moved or turned, a change of this much counts as seen ... */
export const MIN_STRUCTURAL_DELTA_E = 12;
/** ... and must be so on this share of the pixels that change ... */
export const MIN_SEEN_SHARE = 0.4;
/** ... and on this share of the picture; of a recoloured thing so much must change. */
export const MIN_SEEN_RATIO = 0.0005;
/** CIEDE2000 that must be left for people who lack the long- or the medium-wave cones. */
export const MIN_COLOUR_BLIND_DELTA_E = 8;
/** More changed pixels than this say nothing new about their median. */
const MAX_SAMPLES = 1024;
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
}

type ToLab = (red: number, green: number, blue: number, out: Float64Array, at: number) => void;

const asSeenBy =
  (vision: ColourVision): ToLab =>
  (red, green, blue, out, at) =>
    rgbToLabInto(...seenBy(vision, red, green, blue), out, at);
const AS_IT_IS: ToLab = rgbToLabInto;
const AS_SEEN = [asSeenBy('protanope'), asSeenBy('deuteranope')];

/** Offsets of evenly chosen ones of the pixels that differ, at most MAX_SAMPLES of them. */
function sampleChanged({ data: before }: RgbImage, { data: after }: RgbImage): Uint32Array {
  const changed = new Uint32Array(before.length / CHANNELS);
  let count = 0;
  for (let at = 0; at < before.length; at += CHANNELS) {
    const isSame = before[at] === after[at] && before[at + 1] === after[at + 1] && before[at + 2] === after[at + 2];
    if (!isSame) changed[count++] = at;
  }
  const step = Math.ceil(count / MAX_SAMPLES);
  return Uint32Array.from({ length: count === 0 ? 0 : Math.ceil(count / step) }, (_, index) => changed[index * step]);
}

/** CIEDE2000 between what two images show at these offsets. */
function distancesAt(offsets: Uint32Array, { data: a }: RgbImage, { data: b }: RgbImage, toLab: ToLab): Float64Array {
  const lab = new Float64Array(2 * CHANNELS);
  return Float64Array.from(offsets, (at) => {
    toLab(a[at], a[at + 1], a[at + 2], lab, 0);
    toLab(b[at], b[at + 1], b[at + 2], lab, CHANNELS);
    return ciede2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]);
  });
}

function median(values: Float64Array): number {
  return values.length === 0 ? 0 : values.slice().sort()[Math.floor(values.length / 2)];
}

/**
 * Measures how clearly two images of one size differ; evenly chosen pixels stand for all where many have changed.
 *
 * @param kind a recoloured thing changes as a whole; of a thing that is moved or gone only what clearly differs counts
 * @returns zeros when nothing differs
 */
export function measureVisibility(before: RgbImage, after: RgbImage, kind: EditKind): Visibility {
  const offsets = sampleChanged(before, after);
  const distances = distancesAt(offsets, before, after, AS_IT_IS);
  const seen = offsets.filter((_, index) => distances[index] >= MIN_STRUCTURAL_DELTA_E);
  const counting = kind === 'recolour' ? offsets : seen;
  const blind = AS_SEEN.map((toLab) => median(distancesAt(counting, before, after, toLab)));
  return {
    deltaE: median(distances),
    seenShare: seen.length / Math.max(1, offsets.length),
    colourBlindDeltaE: Math.min(...blind),
  };
}

/** The median CIEDE2000 over the pixels that differ between two images of one size; 0 when none differs. */
export function medianDeltaE(before: RgbImage, after: RgbImage): number {
  return median(distancesAt(sampleChanged(before, after), before, after, AS_IT_IS));
}

/** Whether a change shows in grey too, by lightness or edges: the classic recipe sees it. */
export function showsInGrey(before: RgbImage, after: RgbImage): boolean {
  const differences = blurredGrey(before);
  const other = blurredGrey(after);
  for (let pixel = 0; pixel < differences.length; pixel++) {
    differences[pixel] = Math.abs(differences[pixel] - other[pixel]);
  }
  return cleanedMask(differences, before.width, before.height, CLASSIC_THRESHOLD).data.includes(1);
}

/**
 * Whether a change is large and strong enough for players of a level to see it, whichever colours they see.
 *
 * @param changedRatio pixels that differ as a share of the whole picture
 */
export function isStrong(visibility: Visibility, kind: EditKind, level: Level, changedRatio: number): boolean {
  const { deltaE, seenShare, colourBlindDeltaE } = visibility;
  if (colourBlindDeltaE < MIN_COLOUR_BLIND_DELTA_E) return false;
  if (kind === 'recolour') return deltaE >= MIN_DELTA_E[level] && changedRatio >= MIN_SEEN_RATIO;
  return seenShare >= MIN_SEEN_SHARE && seenShare * changedRatio >= MIN_SEEN_RATIO;
}
