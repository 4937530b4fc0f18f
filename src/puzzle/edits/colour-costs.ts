import type { OkLab } from '../../imaging/colour.ts';
import { GREY_CHROMA } from './main-colour.ts';
import type { Palette } from './palette.ts';

/** Chroma (OkLab): as good as grey, a tint, clearly coloured, and as loud as paint gets. */
export const CHROMA = { grey: 0.02, tint: 0.05, clear: 0.09, most: 0.17 };
/** Hues (degrees of OkLab) that things have least: magenta, and the green of lamps. */
const RARE_HUES = [
  { at: 335, reach: 35 },
  { at: 150, reach: 18 },
];
/** Hues (degrees of OkLab) of leaves and grass, and those that leaves take in autumn and spring. */
const GREENS = { from: 105, to: 200 };
const LEAVES = { from: 40, to: 150 };
/** How much each fault of a colour counts. */
const COST = {
  /** ... of OkLab distance from the nearest colour of the picture. */
  foreign: 6,
  /** ... of chroma above what the picture has. */
  loud: 12,
  /** ... of a rare hue at full chroma. */
  rare: 0.5,
  /** ... of a change twice as strong as it need be. */
  strong: 0.35,
  /** ... of lightness changed by 1: paint of another shade is the most natural change. */
  light: 1,
  /** ... of lightness gained by 1, on top: what is painted lighter than it was looks bleached. */
  bleached: 0.8,
  /** ... of being painted in the colour of what surrounds it. */
  hidden: 1,
  /** ... of chroma that something grey gains: white and grey things are tinted a little, darkened or lightened. */
  tinted: 6,
  /** ... of leaves in a hue that leaves do not have. */
  unripe: 1,
  /** ... of all chroma lost by what had some: things fade, but rarely turn grey. */
  faded: 1.2,
  /** ... of a hue turned by half a circle, at full chroma before or after ... */
  turned: 0.4,
  /** ... and on top for what is textured: leaves and fur have few colours, paint has all. */
  turnedTexture: 2,
};
/** OkLab distance from which on a thing stands out from its surroundings. */
const HIDDEN = 0.15;
const RADIANS = Math.PI / 180;

/** How rare the hue of a colour is among things, 0 to 1, by how much of it there is. */
function rarity({ a, b }: OkLab): number {
  const degrees = (Math.atan2(b, a) / RADIANS + 360) % 360;
  const nearest = Math.max(
    ...RARE_HUES.map(({ at, reach }) => {
      const away = Math.abs(degrees - at);
      return Math.max(0, 1 - Math.min(away, 360 - away) / reach);
    }),
  );
  return nearest * Math.min(1, Math.hypot(a, b) / CHROMA.most);
}

/** How far the hue is turned, 0 to 1 for half a circle, as far as there is hue. */
function turnBetween(one: OkLab, other: OkLab): number {
  const degrees = Math.abs(Math.atan2(one.b, one.a) - Math.atan2(other.b, other.a)) / RADIANS;
  const chroma = Math.min(Math.hypot(one.a, one.b), Math.hypot(other.a, other.b));
  return (Math.min(degrees, 360 - degrees) / 180) * Math.min(1, chroma / CHROMA.tint);
}

/** Chroma that something grey gains. */
function tinting(before: OkLab, after: OkLab): number {
  return Math.hypot(before.a, before.b) < GREY_CHROMA ? Math.hypot(after.a, after.b) : 0;
}

const hueOf = ({ a, b }: OkLab) => (Math.atan2(b, a) / RADIANS + 360) % 360;

/** 1 where something green gets a hue that no leaf has, else 0. */
function unripeness(before: OkLab, after: OkLab): number {
  const isGreen =
    Math.hypot(before.a, before.b) >= GREY_CHROMA && hueOf(before) >= GREENS.from && hueOf(before) <= GREENS.to;
  return isGreen && (hueOf(after) < LEAVES.from || hueOf(after) > LEAVES.to) ? 1 : 0;
}

/** How unlikely a hue is for a thing, 0 to 1: paint may have any, fur and leaves only some. */
export function unlikelihood(before: OkLab, after: OkLab, roughness: number): number {
  return Math.min(1, roughness * (unripeness(before, after) + turnBetween(before, after)));
}

/** How much of its chroma a thing loses, 0 to 1, as far as it had any. */
function fading(before: OkLab, after: OkLab): number {
  const [was, is] = [Math.hypot(before.a, before.b), Math.hypot(after.a, after.b)];
  return was < GREY_CHROMA ? 0 : Math.max(0, 1 - is / was) * Math.min(1, was / CHROMA.clear);
}

/** OkLab distance to the nearest colour of the picture; lightness counts half, as light and shade change it. */
export function foreignness(colour: OkLab, { colours }: Palette): number {
  const distances = colours.map(({ l, a, b }) => Math.hypot((l - colour.l) / 2, a - colour.a, b - colour.b));
  return Math.min(CHROMA.most, ...distances);
}

/** What a new colour is to be. */
export interface ColourWish {
  /** The picture's colours. */
  readonly palette: Palette;
  /** CIEDE2000 by which it must differ from the old one. */
  readonly needed: number;
  /** Of the thing: 0 for flat paint, 1 for leaves. */
  readonly roughness: number;
  /** Mean colour of what surrounds the thing. */
  readonly around: OkLab;
}

/** How near a colour is to another one, 0 to 1: a thing painted like its ground is hardly there. */
function nearness(one: OkLab, other: OkLab): number {
  return Math.max(0, 1 - Math.hypot(one.l - other.l, one.a - other.a, one.b - other.b) / HIDDEN);
}

/**
 * How far a new colour is from one that looks as if it had always been there: 0 for the best.
 *
 * @param strength CIEDE2000 between the old and the new one
 */
export function costOf(colour: OkLab, strength: number, mean: OkLab, wish: ColourWish): number {
  const { palette, needed, roughness, around } = wish;
  return (
    COST.foreign * foreignness(colour, palette) +
    COST.loud * Math.max(0, Math.hypot(colour.a, colour.b) - palette.highChroma) +
    COST.rare * rarity(colour) +
    COST.strong * (strength / needed - 1) +
    COST.light * Math.abs(colour.l - mean.l) +
    COST.bleached * Math.max(0, colour.l - mean.l) +
    COST.faded * fading(mean, colour) +
    COST.hidden * nearness(colour, around) +
    COST.tinted * tinting(mean, colour) +
    COST.unripe * roughness * unripeness(mean, colour) +
    (COST.turned + COST.turnedTexture * roughness) * turnBetween(mean, colour)
  );
}
