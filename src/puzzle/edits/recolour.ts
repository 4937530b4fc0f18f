import {
  ciede2000,
  linearToOkLab,
  linearToSrgbByte,
  type OkLab,
  okLabToLinear,
  rgbToLabInto,
  SRGB_TO_LINEAR,
} from '../../imaging/colour.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { MIN_DELTA_E } from '../visibility.ts';
import type { Edit, EditContext } from './edit.ts';

/** How well recolouring suits the plainest thing: a thing that can vanish without a trace should rather do that. */
const BEST_SUITABILITY = 0.75;
/** A thing with more colour variation than this (Lab, RMS) is no longer one colour that could be another. */
const MAX_TEXTURE = 70;
/** Chroma that a recoloured thing may have: clearly coloured, not neon. */
const CHROMA = { min: 0.1, max: 0.19 };
/** Lightness range in which sRGB has room for colour; whiter things are darkened, blacker ones lightened, to it. */
const LIGHTNESS = { min: 0.36, max: 0.84 };
/** Turns of the hue that are tried, in degrees. */
const TURNS_DEGREES = [60, 90, 120, 150, 180, 210, 240, 270, 300];
/** The mean colour's change must exceed the level's limit by this factor, as the median of real pixels falls behind it. */
const SAFETY = 1.25;
/** Colours up to this factor above the least needed are thought equally good; harder levels stay subtle by it. */
const SPREAD = 1.9;
/** Outlines and pupils below this OkLab lightness stay as they are; above twice it everything is recoloured. */
const OUTLINE_LIGHTNESS = 0.16;
/** Bisections of the chroma of an out-of-gamut colour: to 1/64 of it. */
const GAMUT_STEPS = 6;
const RADIANS = Math.PI / 180;

/**
 * What is done to every pixel: OkLab lightness times `lightness`, a/b turned about the grey axis, then shifted. Where a
 * thing is to become more colourful than it was, the whole thing is shifted towards the new hue: scaling would blow up
 * the small differences of hue that white fur or grey paint has.
 */
interface ColourChange {
  readonly lightness: number;
  readonly turn: number;
  readonly shiftA: number;
  readonly shiftB: number;
}

const isInGamut = (linear: readonly number[]) => linear.every((value) => value >= -0.001 && value <= 1.001);

/** Takes chroma away until the colour can be shown: hue and lightness stay. */
function toGamut({ l, a, b }: OkLab): [number, number, number] {
  const full = okLabToLinear({ l, a, b });
  if (isInGamut(full)) return full;
  let [low, high] = [0, 1];
  for (let step = 0; step < GAMUT_STEPS; step++) {
    const share = (low + high) / 2;
    if (isInGamut(okLabToLinear({ l, a: a * share, b: b * share }))) low = share;
    else high = share;
  }
  return okLabToLinear({ l, a: a * low, b: b * low });
}

/** Near-black pixels are outlines: 0 there, 1 for all clearly lighter ones. */
function outlineWeight(lightness: number, meanLightness: number): number {
  // A thing that is black as a whole has no outlines to keep.
  if (meanLightness < 2 * OUTLINE_LIGHTNESS) return 1;
  return Math.min(1, Math.max(0, lightness / OUTLINE_LIGHTNESS - 1));
}

function changeColour({ l, a, b }: OkLab, change: ColourChange): OkLab {
  const cos = Math.cos(change.turn);
  const sin = Math.sin(change.turn);
  return {
    l: Math.min(1, l * change.lightness),
    a: a * cos - b * sin + change.shiftA,
    b: a * sin + b * cos + change.shiftB,
  };
}

/** Mean OkLab of a thing, weighted by its alpha. */
function meanOkLab({ alpha, foreground }: Matte): OkLab {
  const mean = { l: 0, a: 0, b: 0 };
  let weight = 0;
  alpha.data.forEach((share, pixel) => {
    if (share === 0) return;
    const colour = okLabOfBytes(foreground, pixel * 3);
    mean.l += share * colour.l;
    mean.a += share * colour.a;
    mean.b += share * colour.b;
    weight += share;
  });
  return { l: mean.l / weight, a: mean.a / weight, b: mean.b / weight };
}

function okLabOfBytes(rgb: Float32Array, at: number): OkLab {
  const linear = (value: number) => SRGB_TO_LINEAR[Math.round(value)];
  return linearToOkLab(linear(rgb[at]), linear(rgb[at + 1]), linear(rgb[at + 2]));
}

/** All changes worth trying for a thing of this mean colour. */
function possibleChanges(mean: OkLab): ColourChange[] {
  const chroma = Math.hypot(mean.a, mean.b);
  const lightness = Math.min(LIGHTNESS.max, Math.max(LIGHTNESS.min, mean.l)) / Math.max(mean.l, OUTLINE_LIGHTNESS);
  const target = Math.min(CHROMA.max, Math.max(CHROMA.min, chroma));
  const hue = Math.atan2(mean.b, mean.a);
  return TURNS_DEGREES.map((degrees) => {
    const turn = degrees * RADIANS;
    const shift = target - chroma;
    return { lightness, turn, shiftA: shift * Math.cos(hue + turn), shiftB: shift * Math.sin(hue + turn) };
  });
}

function labOfLinear(linear: readonly number[]): Float64Array {
  const lab = new Float64Array(3);
  const [red, green, blue] = linear.map(linearToSrgbByte);
  rgbToLabInto(red, green, blue, lab);
  return lab;
}

/** CIEDE2000 between the mean colour and what becomes of it. */
function strength(mean: OkLab, change: ColourChange): number {
  const before = labOfLinear(toGamut(mean));
  const after = labOfLinear(toGamut(changeColour(mean, change)));
  return ciede2000(before[0], before[1], before[2], after[0], after[1], after[2]);
}

function chooseChange({ level, random }: EditContext, mean: OkLab): ColourChange | undefined {
  const needed = MIN_DELTA_E[level] * SAFETY;
  const strong = possibleChanges(mean)
    .map((change) => ({ change, strength: strength(mean, change) }))
    .filter((candidate) => candidate.strength >= needed);
  if (strong.length === 0) return undefined;
  const least = Math.min(...strong.map((candidate) => candidate.strength));
  return random.pick(strong.filter((candidate) => candidate.strength <= least * SPREAD)).change;
}

/**
 * Gives a thing another colour. Hue and chroma change in OkLCh, so shading and texture stay; a grey thing is tinted,
 * a white one darkened and a black one lightened just as far as colour needs; black outlines stay black. At the border
 * each pixel changes by its share of the thing, so no rim of the old colour is left.
 */
function apply(context: EditContext): Patch | undefined {
  const { image, matte } = context;
  const mean = meanOkLab(matte);
  const change = chooseChange(context, mean);
  if (!change) return undefined;
  const patch = cropImage(image, matte.box);
  const { data } = patch.image;
  matte.alpha.data.forEach((share, pixel) => {
    if (share === 0) return;
    const before = okLabOfBytes(matte.foreground, pixel * 3);
    const weight = share * outlineWeight(before.l, mean.l);
    if (weight === 0) return;
    const after = toGamut(changeColour(before, change));
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel;
      const value = data[at] + weight * (linearToSrgbByte(after[channel]) - matte.foreground[at]);
      data[at] = Math.round(Math.min(255, Math.max(0, value)));
    }
  });
  return patch;
}

export const recolour: Edit = {
  suits: ({ texture }: Proposal) => BEST_SUITABILITY * Math.max(0, 1 - texture / MAX_TEXTURE),
  apply,
};
