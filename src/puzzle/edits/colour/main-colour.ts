import { linearToOkLab, type OkLab, SRGB_TO_LINEAR } from '../../../imaging/colour.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';

/** The colour that most of a thing has. */
export interface MainColour {
  readonly colour: OkLab;
  /** Mean likeness to it over the thing: 1 when it has one colour alone. */
  readonly share: number;
  /** Pixels that the thing has in all, counted by their share in it. */
  readonly area: number;
  /** OkLab lightness that nearly all pixels of the main colour stay below. */
  readonly brightest: number;
  /** Evenly chosen pixels of the matte's box that belong to the thing wholly and have its main colour. */
  readonly pixels: readonly number[];
}

/** A colour with less chroma (OkLab) is that of something grey, white or black. */
export const GREY_CHROMA = 0.035;
/** Pixels that are looked at to find the main colour. */
const SAMPLES = 1200;
/** Of these so many tell where most of them are. */
const SETTLING = 400;
const ROUNDS = 6;
const STARTS = 5;
/** A mean that moves less than this (OkLab) has settled. */
const SETTLED = 0.001;
/** How much more lit parts count than dark ones: a car has the colour of its paint, not that of its windows. */
const LIGHT_PREFERENCE = 0.2;
/** A pixel counts where this much of it belongs to the thing. */
const SOLID = 0.9;
/** Lightness that a few highlights exceed. */
const BRIGHT_QUANTILE = 0.95;
/** Chroma, as a share of the main colour's, from which on a pixel begins to have it, and has it fully. */
const CHROMA_SHARE = { from: 0.15, to: 0.5 };
/** Chroma across the main hue that is noise; tangent of the angle by which hue varies with light. */
const HUE_SPREAD = { noise: 0.02, tangent: 0.36 };
/** OkLab distances within which a grey is the same grey. */
const GREY_SPREAD = { ab: 0.028, l: 0.16 };
/** The lightness within which it is while most of it is looked for: white paint and dark windows have no mean. */
const SETTLING_SPREAD = 0.12;
/** What is more like the main colour than this has it. */
const ALIKE = 0.5;

const fall = (value: number) => 1 - smooth(value, 1, 2);

function smooth(value: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}

const lengthOf = (x: number, y: number) => Math.sqrt(x * x + y * y);

/**
 * How surely a colour is another one in some light, 0 to 1.
 *
 * @param greySpread OkLab lightness within which a grey is the same
 */
export function likeness({ l, a, b }: OkLab, main: OkLab, greySpread = GREY_SPREAD.l): number {
  const chroma = lengthOf(main.a, main.b);
  if (chroma < GREY_CHROMA) {
    const across = lengthOf(a - main.a, b - main.b) / GREY_SPREAD.ab;
    return fall(across) * fall(Math.abs(l - main.l) / greySpread);
  }
  const along = (a * main.a + b * main.b) / chroma;
  if (along <= 0) return 0;
  const across = Math.abs(a * main.b - b * main.a) / chroma;
  const isColoured = smooth(along / chroma, CHROMA_SHARE.from, CHROMA_SHARE.to);
  return isColoured * fall(across / (HUE_SPREAD.noise + HUE_SPREAD.tangent * along));
}

/** Whether a colour is another one in some light. */
export const isAlike = (colour: OkLab, main: OkLab): boolean => likeness(colour, main) >= ALIKE;

/** OkLab of a pixel whose bytes may be fractions. @param at index of its red byte */
export function okLabOfBytes(rgb: ArrayLike<number>, at: number): OkLab {
  const linear = (value: number) => SRGB_TO_LINEAR[Math.round(value)];
  return linearToOkLab(linear(rgb[at]), linear(rgb[at + 1]), linear(rgb[at + 2]));
}

function meanOf(colours: readonly OkLab[], weightOf: (colour: OkLab) => number): OkLab | undefined {
  const sum = { l: 0, a: 0, b: 0, weight: 0 };
  for (const colour of colours) {
    const weight = weightOf(colour);
    sum.l += weight * colour.l;
    sum.a += weight * colour.a;
    sum.b += weight * colour.b;
    sum.weight += weight;
  }
  return sum.weight === 0 ? undefined : { l: sum.l / sum.weight, a: sum.a / sum.weight, b: sum.b / sum.weight };
}

const totalLikeness = (colours: readonly OkLab[], main: OkLab, greySpread?: number) =>
  colours.reduce((sum, colour) => sum + likeness(colour, main, greySpread), 0);

/** Where most colours are: mean shift from the mean and from some of the colours, dark and light ones. */
function settle(colours: readonly OkLab[]): OkLab | undefined {
  const step = Math.max(1, Math.floor(colours.length / STARTS));
  const byLight = colours.toSorted((one, other) => one.l - other.l);
  const starts = [meanOf(colours, () => 1), ...byLight.filter((_, index) => index % step === step >> 1)];
  let best: OkLab | undefined;
  let most = 0;
  for (const start of starts) {
    let main = start;
    for (let round = 0; round < ROUNDS && main; round++) {
      const here: OkLab = main;
      main = meanOf(colours, (colour) => likeness(colour, here, SETTLING_SPREAD));
      if (main && Math.hypot(main.l - here.l, main.a - here.a, main.b - here.b) < SETTLED) break;
    }
    const total = main ? totalLikeness(colours, main, SETTLING_SPREAD) * (1 + LIGHT_PREFERENCE * main.l) : 0;
    if (total > most) [best, most] = [main, total];
  }
  return best;
}

/** Finds the colour that most of a thing has. @returns undefined for a thing without a solid pixel */
export function findMainColour({ alpha, foreground }: Matte): MainColour | undefined {
  const solid: number[] = [];
  let area = 0;
  for (let pixel = 0; pixel < alpha.data.length; pixel++) {
    area += alpha.data[pixel];
    if (alpha.data[pixel] >= SOLID) solid.push(pixel);
  }
  const step = Math.max(1, Math.floor(solid.length / SAMPLES));
  const seen = solid
    .filter((_, index) => index % step === 0)
    .map((pixel) => ({ pixel, colour: okLabOfBytes(foreground, pixel * 3) }));
  const colours = seen.map(({ colour }) => colour);
  const few = Math.max(1, Math.floor(colours.length / SETTLING));
  const colour = settle(colours.filter((_, index) => index % few === 0));
  if (!colour) return undefined;
  const members = seen.filter((each) => isAlike(each.colour, colour));
  const lightness = Float64Array.from(members, (member) => member.colour.l).sort();
  return {
    colour,
    area,
    share: totalLikeness(colours, colour) / colours.length,
    brightest: lightness[Math.floor(BRIGHT_QUANTILE * members.length)] ?? colour.l,
    pixels: members.map(({ pixel }) => pixel),
  };
}
