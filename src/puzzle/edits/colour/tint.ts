import { linearToSrgbByte, type OkLab } from '../../../imaging/colour.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import { cropImage, type Patch } from '../../../imaging/patch.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { MIN_COLOUR_BLIND_DELTA_E, MIN_DELTA_E, measureVisibility } from '../../visibility.ts';
import type { EditContext, EditedPatch } from '../edit.ts';
import { toGamut } from './colour-choice.ts';
import { okLabOfBytes } from './main-colour.ts';

const CHANNELS = 3;
/** Turns of the hue, in degrees. */
const TURNS = [120, 180, 240];
/** Factors of OkLab lightness, the mildest first: who sees few hues sees those. */
const SHADES = [1, 0.82, 0.66];
/** What has less chroma (OkLab) than this on average is given so much: grey has no hue to turn. */
const LEAST_CHROMA = 0.1;

/** A way to change every colour: the plane of hues is turned, then shifted. */
interface Tint {
  readonly cos: number;
  readonly sin: number;
  readonly shift: { readonly a: number; readonly b: number };
  readonly shade: number;
}

const tinted = ({ l, a, b }: OkLab, { cos, sin, shift, shade }: Tint): OkLab => ({
  l: l * shade,
  a: a * cos - b * sin + shift.a,
  b: a * sin + b * cos + shift.b,
});

/** Mean a and b of what lies in a matte. */
function meanHue(image: RgbImage, { alpha }: Matte): { a: number; b: number } {
  const sum = { a: 0, b: 0, weight: 0 };
  alpha.data.forEach((share, pixel) => {
    if (share === 0) return;
    const { a, b } = okLabOfBytes(image.data, pixel * CHANNELS);
    sum.a += share * a;
    sum.b += share * b;
    sum.weight += share;
  });
  return { a: sum.a / sum.weight, b: sum.b / sum.weight };
}

/** @param mean what is turned, on average */
function tintOf(mean: { readonly a: number; readonly b: number }, turn: number, shade: number): Tint {
  const hue = Math.atan2(mean.b, mean.a) + turn;
  const lacking = Math.max(0, LEAST_CHROMA - Math.hypot(mean.a, mean.b));
  const shift = { a: lacking * Math.cos(hue), b: lacking * Math.sin(hue) };
  return { cos: Math.cos(turn), sin: Math.sin(turn), shift, shade };
}

function lay(tint: Tint, image: RgbImage, { box, alpha }: Matte): Patch {
  const patch = cropImage(image, box);
  const { data } = patch.image;
  alpha.data.forEach((share, pixel) => {
    const at = pixel * CHANNELS;
    const colour = toGamut(tinted(okLabOfBytes(data, at), tint)).map(linearToSrgbByte);
    for (let channel = 0; channel < CHANNELS; channel++) {
      data[at + channel] = Math.round(data[at + channel] + share * (colour[channel] - data[at + channel]));
    }
  });
  return patch;
}

/**
 * Turns the colours of a place, whatever it shows: for circles, which end where no thing does. Chance says which turn
 * is taken, with the least shade that everybody sees.
 *
 * @returns undefined where none is strong enough for the level
 */
export function tint({ image, matte, level, random, mayChange }: EditContext): EditedPatch | undefined {
  if (!mayChange(matte.box)) return undefined;
  const before = cropImage(image, matte.box).image;
  const mean = meanHue(before, matte);
  const turns = random.shuffle(TURNS).map((degrees) => (degrees * Math.PI) / 180);
  for (const shade of SHADES) {
    for (const turn of turns) {
      const patch = lay(tintOf(mean, turn, shade), image, matte);
      const { deltaE, colourBlindDeltaE } = measureVisibility(before, patch.image, 'recolour');
      if (deltaE >= MIN_DELTA_E[level] && colourBlindDeltaE >= MIN_COLOUR_BLIND_DELTA_E) return patch;
    }
  }
  return undefined;
}
