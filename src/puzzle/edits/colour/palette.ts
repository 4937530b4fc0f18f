import { linearToOkLab, type OkLab, SRGB_TO_LINEAR } from '../../../imaging/colour.ts';
import type { RgbImage } from '../../../imaging/image.ts';

/** The colours that a picture has. */
export interface Palette {
  /** Means of the fields of OkLab that a notable share of the picture's pixels lies in. */
  readonly colours: readonly OkLab[];
  /** The chroma (OkLab) that 95 % of the pixels stay below: how loud the picture is. */
  readonly highChroma: number;
  /** The share of the picture's pixels that have a colour: 0 to 1. */
  readonly shareOf: (colour: OkLab) => number;
}

/** Pixels that are looked at. */
const SAMPLES = 20_000;
/** Sides of a field of colours that count as one, OkLab. */
const FIELD = { l: 0.1, ab: 0.04 };
/** A field with a smaller share of the pixels is noise. */
const MIN_SHARE = 0.001;
/** More than there are fields of a channel, so that one number names a field. */
const FIELDS_OF_CHANNEL = 1000;
const HIGH_CHROMA_QUANTILE = 0.95;
/** Pixels that stand for all when a colour is counted, and OkLab distances within which they have it. */
const COUNTED = 4000;
const SAME = { l: 0.06, ab: 0.03 };

/** OkLab of one pixel of an image. @param at index of its red byte */
function okLabAt({ data }: RgbImage, at: number): OkLab {
  return linearToOkLab(SRGB_TO_LINEAR[data[at]], SRGB_TO_LINEAR[data[at + 1]], SRGB_TO_LINEAR[data[at + 2]]);
}

/** Whether two colours pass for one in a picture. */
export const isSame = (one: OkLab, other: OkLab): boolean =>
  Math.abs(one.l - other.l) <= SAME.l && Math.hypot(one.a - other.a, one.b - other.b) <= SAME.ab;

/** Evenly chosen pixels of an image. */
function sample(image: RgbImage): OkLab[] {
  const pixels = image.width * image.height;
  // Odd, so that it does not walk down a column of a picture of even width.
  const step = Math.max(1, Math.floor(pixels / SAMPLES)) | 1;
  return Array.from({ length: Math.ceil(pixels / step) }, (_, index) => okLabAt(image, index * step * 3));
}

/** Finds the colours of a picture. */
export function findPalette(image: RgbImage): Palette {
  const samples = sample(image);
  const fields = new Map<number, { count: number; l: number; a: number; b: number }>();
  for (const { l, a, b } of samples) {
    const ofHue = Math.round(a / FIELD.ab) * FIELDS_OF_CHANNEL + Math.round(b / FIELD.ab);
    const name = Math.round(l / FIELD.l) * FIELDS_OF_CHANNEL ** 2 + ofHue;
    let field = fields.get(name);
    if (!field) {
      field = { count: 0, l: 0, a: 0, b: 0 };
      fields.set(name, field);
    }
    field.count++;
    field.l += l;
    field.a += a;
    field.b += b;
  }
  const colours = [...fields.values()]
    .filter(({ count }) => count >= MIN_SHARE * samples.length)
    .map(({ count, l, a, b }) => ({ l: l / count, a: a / count, b: b / count }));
  const chromas = Float64Array.from(samples, ({ a, b }) => Math.hypot(a, b)).sort();
  const step = Math.max(1, Math.floor(samples.length / COUNTED));
  const counted = samples.filter((_, index) => index % step === 0);
  const shareOf = (colour: OkLab) => counted.filter((each) => isSame(each, colour)).length / counted.length;
  return { colours, shareOf, highChroma: chromas[Math.floor(HIGH_CHROMA_QUANTILE * (chromas.length - 1))] };
}
