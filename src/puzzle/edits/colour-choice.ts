import { ciede2000, linearToSrgbByte, type OkLab, okLabToLinear, rgbToLabInto } from '../../imaging/colour.ts';
import type { Random } from '../../imaging/random.ts';
import { seenBy } from '../colour-vision.ts';
import { MIN_COLOUR_BLIND_DELTA_E } from '../visibility.ts';
import type { Palette } from './palette.ts';

/** Turns of the hue that are tried, in degrees; 0 changes lightness and chroma alone. */
const TURNS_DEGREES = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330];
/** Shifts of lightness that are tried (OkLab). */
const LIGHTNESS_SHIFTS = [0, -0.1, 0.1, -0.2, 0.2, -0.3, 0.3];
/** Lightness that a recoloured thing may have: paper and ink lie beyond it. */
const LIGHTNESS = { min: 0.22, max: 0.9 };
/** The lightness of a thing is multiplied by at most this, or its texture would be lost. */
const MAX_LIGHTNESS_FACTOR = 2;
/** Chroma (OkLab): as good as grey, clearly coloured, and as loud as paint gets. */
const CHROMA = { grey: 0.02, clear: 0.09, most: 0.17 };
/** The mean colour's change must exceed a limit by this factor, as the median of real pixels falls behind it. */
const SAFETY = 1.22;
/** Hues (degrees of OkLab) that things have least: magenta, and the green of lamps. */
const RARE_HUES = [
  { at: 335, reach: 35 },
  { at: 150, reach: 18 },
];
/** A colour further (OkLab) than this from all colours of the picture does not belong in it. */
const MAX_FOREIGNNESS = 0.1;
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
  light: 0.4,
  /** ... of a hue turned by half a circle, at full chroma before or after. */
  turned: 0.5,
};
/** Colours that cost this much more than the best are as good: chance takes one of them. */
const INDIFFERENCE = 0.22;
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

/** All colours that a thing of this mean colour could have. */
function possibleColours({ l, a, b }: OkLab, highChroma: number): OkLab[] {
  const chroma = Math.hypot(a, b);
  const loudest = Math.min(CHROMA.most, Math.max(CHROMA.clear, highChroma));
  const chromas = [CHROMA.grey, CHROMA.clear, chroma, loudest].map((each) => Math.min(each, loudest));
  const hue = Math.atan2(b, a);
  const lightest = Math.min(LIGHTNESS.max, l * MAX_LIGHTNESS_FACTOR);
  return LIGHTNESS_SHIFTS.map((shift) => Math.min(lightest, Math.max(LIGHTNESS.min, l + shift))).flatMap((lightness) =>
    TURNS_DEGREES.flatMap((degrees) =>
      chromas.map((each) => {
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

/** OkLab distance to the nearest colour of the picture; lightness counts half, as light and shade change it. */
function foreignness(colour: OkLab, { colours }: Palette): number {
  const distances = colours.map(({ l, a, b }) => Math.hypot((l - colour.l) / 2, a - colour.a, b - colour.b));
  return Math.min(CHROMA.most, ...distances);
}

/**
 * Chooses a colour for a thing: one that the picture could have had there. It differs enough, also for
 * colour-blind people; among those, colours that the picture has itself come first, loud ones last.
 *
 * @param mean the thing's own mean colour
 * @param needed CIEDE2000 by which the new one must differ
 * @returns undefined when no colour is far enough away
 */
export function chooseColour(mean: OkLab, palette: Palette, needed: number, random: Random): OkLab | undefined {
  const before = bytesOf(mean);
  const blind = MIN_COLOUR_BLIND_DELTA_E * SAFETY;
  const before2 = [seenBy('protanope', ...before), seenBy('deuteranope', ...before)];
  const rated = possibleColours(mean, palette.highChroma).flatMap((colour) => {
    const after = bytesOf(colour);
    const strength = distanceOf(before, after);
    if (strength < needed) return [];
    const seen = [seenBy('protanope', ...after), seenBy('deuteranope', ...after)];
    if (seen.some((each, index) => distanceOf(before2[index], each) < blind)) return [];
    const foreign = foreignness(colour, palette);
    if (foreign > MAX_FOREIGNNESS) return [];
    const cost =
      COST.foreign * foreign +
      COST.loud * Math.max(0, Math.hypot(colour.a, colour.b) - palette.highChroma) +
      COST.rare * rarity(colour) +
      COST.strong * (strength / needed - 1) +
      COST.light * Math.abs(colour.l - mean.l) +
      COST.turned * turnBetween(mean, colour);
    return [{ colour, cost }];
  });
  if (rated.length === 0) return undefined;
  const least = Math.min(...rated.map(({ cost }) => cost));
  return random.pick(rated.filter(({ cost }) => cost <= least + INDIFFERENCE)).colour;
}
