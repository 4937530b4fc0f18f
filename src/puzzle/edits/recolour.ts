import { linearToSrgbByte, type OkLab } from '../../imaging/colour.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { MIN_DELTA_E, medianDeltaE } from '../visibility.ts';
import { chooseColour, toGamut } from './colour-choice.ts';
import { unlikelihood } from './colour-costs.ts';
import { type Edit, type EditContext, type EditedPatch, WORST_FLAW } from './edit.ts';
import { judgeBorder } from './judge-border.ts';
import { solidBox } from './layer.ts';
import { findMainColour, GREY_CHROMA, type MainColour, okLabOfBytes } from './main-colour.ts';
import { groundness, isSkin, meanAround, usualness } from './own-colour.ts';
import { isPaintable, wholeness } from './suitability.ts';

/** How well recolouring suits the plainest thing: a thing that can vanish without a trace should rather do that. */
const BEST_SUITABILITY = 0.75;
/** A thing with more colour variation than this (Lab, RMS) is no longer one colour that could be another. */
const MAX_TEXTURE = 32;
/** What may be painted is tried however it looks: the border of the painted place tells whether it was one. */
const LEAST_PLAINNESS = 0.2;
const LEAST_WHOLENESS = 0.1;
/** The mean colour's change must exceed the level's limit by one of these, as the median of real pixels falls behind it. */
const SAFETIES = [1.22, 1.6, 1.35];
/** Outlines and pupils below this OkLab lightness stay as they are; above twice it everything is recoloured. */
const OUTLINE_LIGHTNESS = 0.16;
/** A thing of which less than this has one colour is not painted: nobody could tell what changed. */
const LEAST_MAIN_SHARE = 0.6;
/** What changes less than this by its share and its colour does not change. */
const LEAST_WEIGHT = 0.04;
/** A colour that is this usual around a thing is that of its surroundings: around flat paint, and around leaves. */
const MAX_USUALNESS = { flat: 0.3, rough: 0.12 };
/** Variation of a thing's own colours (Lab, RMS) that is that of leaves. */
const ROUGH_TEXTURE = 16;
/** Shares of the border along which a cut edge or a rim may show: one's eyes follow the rest. */
const MAX_CUT = 0.06;
const MAX_HALO = 0.13;
/** A colour that is more unlikely than this is odd; the oddest is this much more flawed than one that is not. */
const LIKELY = 0.3;
const ODD_FLAW = 0.5;

/**
 * What is done to every pixel: OkLab lightness times `lightness`, a/b turned about the grey axis and scaled, then
 * shifted. Only what is grey is shifted towards the new hue: a scale would blow up the small differences of hue that
 * white fur or grey paint has.
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
  const isGrey = before < GREY_CHROMA;
  const scale = isGrey ? Math.min(1, after / Math.max(before, Number.EPSILON)) : after / before;
  const missing = isGrey ? Math.max(0, after - before) : 0;
  return {
    lightness: to.l / Math.max(from.l, OUTLINE_LIGHTNESS),
    cos: scale * Math.cos(turn),
    sin: scale * Math.sin(turn),
    shiftA: missing * Math.cos(hue),
    shiftB: missing * Math.sin(hue),
  };
}

/** Near-black pixels are outlines: 0 there, 1 for all clearly lighter ones. */
function outlineWeight(lightness: number, mainLightness: number): number {
  // A thing that is black as a whole has no outlines to keep.
  if (mainLightness < 2 * OUTLINE_LIGHTNESS) return 1;
  return Math.min(1, Math.max(0, lightness / OUTLINE_LIGHTNESS - 1));
}

function changeColour({ l, a, b }: OkLab, { lightness, cos, sin, shiftA, shiftB }: ColourChange): OkLab {
  return { l: Math.min(1, l * lightness), a: a * cos - b * sin + shiftA, b: a * sin + b * cos + shiftB };
}

/**
 * Gives a thing another colour: all of it that has its main colour, so that letters on a shirt and the trunk of a tree
 * stay as they are. Hue and chroma change in OkLCh, so shading and texture stay; a grey thing is tinted, darkened or
 * lightened just as far as the level needs; black outlines stay black. At the border each pixel changes by its share of
 * the thing, so no rim of the old colour is left.
 */
function apply(context: EditContext): EditedPatch | undefined {
  const { image, matte, facts, level, proposal, random, mayChange } = context;
  const seen = solidBox(matte);
  if (!seen || !mayChange(seen)) return undefined;
  const main = findMainColour(matte);
  if (!main || main.share < LEAST_MAIN_SHARE || isSkin(main, context)) return undefined;
  const roughness = Math.min(1, proposal.texture / ROUGH_TEXTURE);
  const most = MAX_USUALNESS.flat + roughness * (MAX_USUALNESS.rough - MAX_USUALNESS.flat);
  const commonness = Math.max(groundness(main, matte, context), usualness(main, matte, seen, image) / most);
  if (commonness > WORST_FLAW) return undefined;
  let best: EditedPatch | undefined;
  const wish = { palette: facts.palette, roughness, around: meanAround(matte, image) };
  for (const safety of SAFETIES) {
    const colour = chooseColour(main, { ...wish, needed: MIN_DELTA_E[level] * safety }, random);
    const patch = colour && paint(image, matte, main, colour);
    if (!patch) return best;
    if (medianDeltaE(cropImage(image, matte.box).image, patch.image) < MIN_DELTA_E[level]) continue;
    const { cut, halo } = judgeBorder(image, patch);
    // A border shows more than a colour that is a little too common.
    const border = 2 * Math.max(cut / MAX_CUT, halo / MAX_HALO) - 1;
    const odd = oddness(unlikelihood(main.colour, colour, roughness));
    const flaw = Math.max(commonness, border, odd);
    if (flaw <= Math.max(1, commonness, odd)) return { ...patch, flaw };
    if (flaw <= (best?.flaw ?? WORST_FLAW)) best = { ...patch, flaw };
  }
  return best;
}

/** How flawed a colour is that a thing hardly has: what only a lack of things excuses, or nothing at all. */
function oddness(unlikely: number): number {
  return unlikely > LIKELY ? 1 + ODD_FLAW * unlikely : 0;
}

/** The thing with its main colour turned into another. */
function paint(image: RgbImage, matte: Matte, main: MainColour, colour: OkLab): Patch {
  const change = changeBetween(main.colour, colour);
  const patch = cropImage(image, matte.box);
  const { data } = patch.image;
  matte.alpha.data.forEach((share, pixel) => {
    const before = okLabOfBytes(matte.foreground, pixel * 3);
    const weight = share * main.weights[pixel] * outlineWeight(before.l, main.colour.l);
    if (weight < LEAST_WEIGHT) return;
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
  suits: (proposal: Proposal) => {
    if (!isPaintable(proposal)) return 0;
    const plainness = Math.max(LEAST_PLAINNESS, 1 - proposal.texture / MAX_TEXTURE);
    return BEST_SUITABILITY * plainness * Math.max(LEAST_WHOLENESS, wholeness(proposal));
  },
  apply,
};
