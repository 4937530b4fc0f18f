import { type OkLab, okLabToLinear } from '../../../imaging/colour.ts';
import { hueGap, hueOf } from './hue.ts';
import { GREY_CHROMA } from './main-colour.ts';
import type { Palette } from './palette.ts';
import { CHROMA, constancy, earthiness, muddiness, pinkness, turnBetween, unripeness } from './unlikelihood.ts';

/** Hues (degrees of OkLab) that things have least: magenta, the green of lamps, and cyan. */
const RARE_HUES = [
  { at: 335, reach: 40 },
  { at: 150, reach: 18 },
  { at: 195, reach: 25 },
];
/** How much each fault of a colour counts. */
const COST = {
  /** ... of OkLab distance from the nearest colour of the picture. */
  foreign: 3,
  /** ... of chroma above what the picture has. */
  loud: 12,
  /** ... of a rare hue at full chroma. */
  rare: 0.9,
  /** ... of a pale red, purple or magenta at full light. */
  pink: 0.6,
  /** ... of a change twice as strong as it need be. */
  strong: 0.2,
  /** ... of light lost or gained: yellow that gets darker is mud, while red paint in its place is as bright. */
  dulled: 2.2,
  /** ... and on top for what is textured: it looks burnt, or as if a shadow lay on it. */
  dulledTexture: 2,
  /** ... and instead for something white or grey: cars, walls and shirts come in all greys, and few are tinted. */
  dulledGrey: 0.8,
  mud: 0.4,
  /** ... of light that is lacking below that of a dark paint. */
  dark: 5,
  bleached: 2.2,
  /** ... of being painted in the colour of what surrounds it. */
  hidden: 1,
  /** ... of chroma that something grey gains: white and grey things are tinted a little, darkened or lightened. */
  tinted: 8,
  /** ... of a hue that leaves do not have: for drawn leaves, and on top for real ones. */
  unripe: 0.3,
  unripeTexture: 1,
  /** ... of all chroma lost by what had some: things fade, but rarely turn grey. */
  faded: 1.2,
  /** ... of a hue turned by half a circle, at full chroma before or after ... */
  turned: 0.3,
  /** ... on top for wood and fur, which may be painted and hardly ever are ... */
  turnedEarth: 1.6,
  /** ... and for what is textured: leaves and fur have few colours, paint has all. */
  turnedTexture: 2,
};
/** OkLab distance from which on a thing stands out from its surroundings. */
const HIDDEN = 0.15;
/** A coloured thing that gets darker (OkLab) than this looks burnt, or like a hole. */
const DARK_LIGHTNESS = 0.3;
/** What gains more light than this and loses more than this share of its chroma is washed out. */
const WASHED_OUT = { gained: 0.02, faded: 0.08 };

/** How rare the hue of a colour is among things, 0 to 1, by how much of it there is. */
function rarity(colour: OkLab): number {
  const hue = hueOf(colour);
  const nearest = Math.max(...RARE_HUES.map(({ at, reach }) => Math.max(0, 1 - hueGap(hue, at) / reach)));
  return nearest * Math.min(1, Math.hypot(colour.a, colour.b) / CHROMA.most);
}

/** Chroma that something grey gains. */
function tinting(before: OkLab, after: OkLab): number {
  return Math.hypot(before.a, before.b) < GREY_CHROMA ? Math.hypot(after.a, after.b) : 0;
}

/** The light of a colour's strongest channel, 0 to 1, as evenly as eyes see it: paints of all hues can be as bright. */
const brightnessOf = (colour: OkLab) => Math.cbrt(Math.max(0, ...okLabToLinear(colour)));

/** How much of its chroma a thing loses, 0 to 1, as far as it had any. */
function fading(before: OkLab, after: OkLab): number {
  const [was, is] = [Math.hypot(before.a, before.b), Math.hypot(after.a, after.b)];
  return was < GREY_CHROMA ? 0 : Math.max(0, 1 - is / was) * Math.min(1, was / CHROMA.clear);
}

/** Whether a coloured thing gets paler and lighter at once: it looks as if its colour had been washed out. */
export function isWashedOut(before: OkLab, after: OkLab): boolean {
  if (Math.hypot(before.a, before.b) < CHROMA.tint) return false;
  return brightnessOf(after) - brightnessOf(before) > WASHED_OUT.gained && fading(before, after) > WASHED_OUT.faded;
}

/** OkLab distance to the nearest colour of the picture; lightness counts half, as light and shade change it. */
export function foreignness(colour: OkLab, { colours }: Palette): number {
  let least = CHROMA.most ** 2;
  for (const { l, a, b } of colours) {
    const squared = (l - colour.l) ** 2 / 4 + (a - colour.a) ** 2 + (b - colour.b) ** 2;
    if (squared < least) least = squared;
  }
  return Math.sqrt(least);
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
  /** How far (OkLab) from all colours of the picture it may lie; MAX_FOREIGNNESS when absent. */
  readonly mostForeign?: number;
}

const dullingOf = (mean: OkLab) => (Math.hypot(mean.a, mean.b) < GREY_CHROMA ? COST.dulledGrey : COST.dulled);

/** How near a colour is to another one, 0 to 1: a thing painted like its ground is hardly there. */
function nearness(one: OkLab, other: OkLab): number {
  return Math.max(0, 1 - Math.hypot(one.l - other.l, one.a - other.a, one.b - other.b) / HIDDEN);
}

/** A colour that is thought of. */
export interface ColourIdea {
  readonly colour: OkLab;
  /** CIEDE2000 between it and the old one. */
  readonly strength: number;
  /** Its foreignness in the picture. */
  readonly foreign: number;
}

/** How far a new colour is from one that looks as if it had always been there: 0 for the best. */
export function costOf({ colour, strength, foreign }: ColourIdea, mean: OkLab, wish: ColourWish): number {
  const { palette, needed, roughness, around } = wish;
  const gained = brightnessOf(colour) - brightnessOf(mean);
  return (
    COST.foreign * foreign +
    COST.loud * Math.max(0, Math.hypot(colour.a, colour.b) - palette.highChroma) +
    COST.rare * rarity(colour) +
    COST.pink * pinkness(mean, colour) +
    COST.strong * (strength / needed - 1) +
    (dullingOf(mean) + COST.dulledTexture * roughness) * Math.max(0, -gained) +
    COST.bleached * Math.max(0, gained) +
    COST.mud * muddiness(colour) +
    COST.dark * Math.max(0, Math.min(mean.l, DARK_LIGHTNESS) - colour.l) +
    COST.faded * fading(mean, colour) +
    COST.hidden * nearness(colour, around) +
    COST.tinted * tinting(mean, colour) +
    (COST.unripe + COST.unripeTexture * roughness) * unripeness(mean, colour) +
    (COST.turned + COST.turnedEarth * earthiness(mean) + COST.turnedTexture * constancy(mean, colour, roughness)) *
      turnBetween(mean, colour)
  );
}
