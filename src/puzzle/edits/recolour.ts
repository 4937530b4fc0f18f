import { linearToOkLab, linearToSrgbByte, type OkLab, SRGB_TO_LINEAR } from '../../imaging/colour.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { MIN_DELTA_E, medianDeltaE } from '../visibility.ts';
import { chooseColour, toGamut } from './colour-choice.ts';
import type { Edit, EditContext } from './edit.ts';
import { solidBox } from './layer.ts';
import { wholeness } from './suitability.ts';

/** How well recolouring suits the plainest thing: a thing that can vanish without a trace should rather do that. */
const BEST_SUITABILITY = 0.75;
/** A thing with more colour variation than this (Lab, RMS) is no longer one colour that could be another. */
const MAX_TEXTURE = 32;
/** The mean colour's change must exceed the level's limit by one of these, as the median of real pixels falls behind it. */
const SAFETIES = [1.22, 1.6];
/** Outlines and pupils below this OkLab lightness stay as they are; above twice it everything is recoloured. */
const OUTLINE_LIGHTNESS = 0.16;

/**
 * What is done to every pixel: OkLab lightness times `lightness`, a/b turned about the grey axis and scaled, then
 * shifted. Where a thing is to become more colourful than it was, the whole thing is shifted towards the new hue: scaling
 * would blow up the small differences of hue that white fur or grey paint has.
 */
interface ColourChange {
  readonly lightness: number;
  readonly cos: number;
  readonly sin: number;
  readonly shiftA: number;
  readonly shiftB: number;
}

/** The change that makes one colour of another. */
function changeBetween(from: OkLab, to: OkLab): ColourChange {
  const [before, after] = [Math.hypot(from.a, from.b), Math.hypot(to.a, to.b)];
  const hue = Math.atan2(to.b, to.a);
  const turn = hue - Math.atan2(from.b, from.a);
  const scale = Math.min(1, after / Math.max(before, Number.EPSILON));
  const missing = Math.max(0, after - before);
  return {
    lightness: to.l / Math.max(from.l, OUTLINE_LIGHTNESS),
    cos: scale * Math.cos(turn),
    sin: scale * Math.sin(turn),
    shiftA: missing * Math.cos(hue),
    shiftB: missing * Math.sin(hue),
  };
}

/** Near-black pixels are outlines: 0 there, 1 for all clearly lighter ones. */
function outlineWeight(lightness: number, meanLightness: number): number {
  // A thing that is black as a whole has no outlines to keep.
  if (meanLightness < 2 * OUTLINE_LIGHTNESS) return 1;
  return Math.min(1, Math.max(0, lightness / OUTLINE_LIGHTNESS - 1));
}

function changeColour({ l, a, b }: OkLab, { lightness, cos, sin, shiftA, shiftB }: ColourChange): OkLab {
  return { l: Math.min(1, l * lightness), a: a * cos - b * sin + shiftA, b: a * sin + b * cos + shiftB };
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

/**
 * Gives a thing another colour. Hue and chroma change in OkLCh, so shading and texture stay; a grey thing is tinted,
 * darkened or lightened just as far as the level needs; black outlines stay black. At the border each pixel changes by
 * its share of the thing, so no rim of the old colour is left.
 */
function apply({ image, matte, facts, level, random, mayChange }: EditContext): Patch | undefined {
  const seen = solidBox(matte);
  if (!seen || !mayChange(seen)) return undefined;
  const mean = meanOkLab(matte);
  for (const safety of SAFETIES) {
    const colour = chooseColour(mean, facts.palette, MIN_DELTA_E[level] * safety, random);
    const patch = colour && paint(image, matte, mean, colour);
    if (!patch) return undefined;
    if (medianDeltaE(cropImage(image, matte.box).image, patch.image) >= MIN_DELTA_E[level]) return patch;
  }
  return undefined;
}

/** The thing with its mean colour turned into another. */
function paint(image: RgbImage, matte: Matte, mean: OkLab, colour: OkLab): Patch {
  const change = changeBetween(mean, colour);
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
  suits: (proposal: Proposal) =>
    BEST_SUITABILITY * Math.max(0, 1 - proposal.texture / MAX_TEXTURE) * wholeness(proposal) ** 2,
  apply,
};
