import { ciede2000, linearToSrgbByte, type OkLab, okLabToLinear, rgbToLabInto } from '../../imaging/colour.ts';
import type { Random } from '../../imaging/random.ts';
import { seenBy } from '../colour-vision.ts';
import { MIN_COLOUR_BLIND_DELTA_E } from '../visibility.ts';
import { GREY_CHROMA, type MainColour } from './main-colour.ts';
import type { Palette } from './palette.ts';

/** Turns of the hue that are tried, in degrees; 0 changes lightness and chroma alone. */
const TURNS_DEGREES = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330];
/** Shifts of lightness that are tried (OkLab). */
const LIGHTNESS_SHIFTS = [0, -0.1, 0.1, -0.2, 0.2, -0.3, 0.3];
/** Lightness that a recoloured thing may have: paper and ink lie beyond it. */
const LIGHTNESS = { min: 0.22, max: 0.9 };
/** The lightness of a thing is multiplied by at most this: more blows up its texture ... */
const MAX_LIGHTNESS_FACTOR = 1.5;
/** ... and its brightest parts stay below this, or they would be lost in white. */
const MAX_BRIGHTNESS = 0.96;
/** Chroma (OkLab): as good as grey, a tint, clearly coloured, and as loud as paint gets. */
const CHROMA = { grey: 0.02, tint: 0.05, clear: 0.09, most: 0.17 };
/** Chroma may grow by this factor: more blows up the noise of a dull thing. */
const MAX_CHROMA_FACTOR = 1.6;
/** The mean colour's change must exceed a limit by this factor, as the median of real pixels falls behind it. */
const SAFETY = 1.22;
/** Hues (degrees of OkLab) that things have least: magenta, and the green of lamps. */
const RARE_HUES = [
  { at: 335, reach: 35 },
  { at: 150, reach: 18 },
];
/** Hues (degrees of OkLab) of leaves and grass, and those that leaves take in autumn and spring. */
const GREENS = { from: 105, to: 200 };
const LEAVES = { from: 40, to: 150 };
/** A colour further (OkLab) than this from all colours of the picture, or than the thing's own chroma, does not belong in it. */
const MAX_FOREIGNNESS = 0.12;
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
  turnedTexture: 1.2,
};
/** OkLab distance from which on a thing stands out from its surroundings. */
const HIDDEN = 0.15;
/** Colours that cost this much more than the best are as good: chance takes one of them. */
const INDIFFERENCE = 0.14;
const GAMUT_STEPS = 6;
const RADIANS = Math.PI / 180;

const isInGamut = (linear: readonly number[]) => linear.every((value) => value >= -0.001 && value <= 1.001);

/** Takes chroma away until the colour can be shown: hue and lightness stay. To 1/64 of the chroma. */
export function toGamut({ l, a, b }: OkLab): [number, number, number] {
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

type Bytes = [number, number, number];

function bytesOf(colour: OkLab): Bytes {
  const [red, green, blue] = toGamut(colour);
  return [linearToSrgbByte(red), linearToSrgbByte(green), linearToSrgbByte(blue)];
}

const lab = new Float64Array(6);

function distanceOf(one: Bytes, other: Bytes): number {
  rgbToLabInto(...one, lab, 0);
  rgbToLabInto(...other, lab, 3);
  return ciede2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]);
}

/** All colours that a thing could have. */
function possibleColours({ colour: { l, a, b }, brightest }: MainColour, highChroma: number): OkLab[] {
  const chroma = Math.hypot(a, b);
  const loudest = Math.min(CHROMA.most, Math.max(CHROMA.clear, highChroma, chroma));
  const chromas = [CHROMA.grey, CHROMA.tint, CHROMA.clear, chroma, loudest].map((each) => Math.min(each, loudest));
  const most = chroma < GREY_CHROMA ? loudest : Math.min(chroma, loudest) * MAX_CHROMA_FACTOR;
  const hue = Math.atan2(b, a);
  const factor = Math.max(1, Math.min(MAX_LIGHTNESS_FACTOR, MAX_BRIGHTNESS / brightest));
  const lightest = Math.max(LIGHTNESS.min, Math.min(Math.max(l, LIGHTNESS.max), l * factor));
  return LIGHTNESS_SHIFTS.map((shift) => Math.min(lightest, Math.max(LIGHTNESS.min, l + shift))).flatMap((lightness) =>
    TURNS_DEGREES.flatMap((degrees) =>
      chromas
        .filter((each) => each <= most)
        .map((each) => {
          const angle = hue + degrees * RADIANS;
          return { l: lightness, a: each * Math.cos(angle), b: each * Math.sin(angle) };
        }),
    ),
  );
}

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
  return (Math.min(degrees, 360 - degrees) / 180) * Math.min(1, chroma / CHROMA.clear);
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

/** How much of its chroma a thing loses, 0 to 1, as far as it had any. */
function fading(before: OkLab, after: OkLab): number {
  const [was, is] = [Math.hypot(before.a, before.b), Math.hypot(after.a, after.b)];
  return was < GREY_CHROMA ? 0 : Math.max(0, 1 - is / was) * Math.min(1, was / CHROMA.clear);
}

/** OkLab distance to the nearest colour of the picture; lightness counts half, as light and shade change it. */
function foreignness(colour: OkLab, { colours }: Palette): number {
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
 * Chooses a colour for a thing: one that the picture could have had there. It differs enough, also for
 * colour-blind people; among those, colours that the picture has itself come first, loud ones last.
 *
 * @param main the thing's own colour
 * @returns undefined when no colour is far enough away
 */
export function chooseColour(
  main: MainColour,
  { palette, needed, roughness, around }: ColourWish,
  random: Random,
): OkLab | undefined {
  const mean = main.colour;
  const before = bytesOf(mean);
  const blind = MIN_COLOUR_BLIND_DELTA_E * SAFETY;
  const before2 = [seenBy('protanope', ...before), seenBy('deuteranope', ...before)];
  const rated = possibleColours(main, palette.highChroma).flatMap((colour) => {
    const after = bytesOf(colour);
    const strength = distanceOf(before, after);
    if (strength < needed) return [];
    const seen = [seenBy('protanope', ...after), seenBy('deuteranope', ...after)];
    if (seen.some((each, index) => distanceOf(before2[index], each) < blind)) return [];
    const foreign = foreignness(colour, palette);
    if (foreign > Math.max(MAX_FOREIGNNESS, Math.hypot(mean.a, mean.b))) return [];
    const cost =
      COST.foreign * foreign +
      COST.loud * Math.max(0, Math.hypot(colour.a, colour.b) - palette.highChroma) +
      COST.rare * rarity(colour) +
      COST.strong * (strength / needed - 1) +
      COST.light * Math.abs(colour.l - mean.l) +
      COST.bleached * Math.max(0, colour.l - mean.l) +
      COST.faded * fading(mean, colour) +
      COST.hidden * nearness(colour, around) +
      COST.tinted * tinting(mean, colour) +
      COST.unripe * roughness * unripeness(mean, colour) +
      (COST.turned + COST.turnedTexture * roughness) * turnBetween(mean, colour);
    return [{ colour, cost }];
  });
  if (rated.length === 0) return undefined;
  const least = Math.min(...rated.map(({ cost }) => cost));
  return random.pick(rated.filter(({ cost }) => cost <= least + INDIFFERENCE)).colour;
}
