import { ciede2000, linearToSrgbByte, type OkLab, okLabToLinear, rgbToLabInto } from '../../imaging/colour.ts';
import type { Random } from '../../imaging/random.ts';
import { seenBy } from '../colour-vision.ts';
import { MIN_COLOUR_BLIND_DELTA_E } from '../visibility.ts';
import { CHROMA, type ColourWish, costOf, foreignness } from './colour-costs.ts';
import { GREY_CHROMA, type MainColour } from './main-colour.ts';

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
/** Chroma may grow by this factor: more blows up the noise of a dull thing. */
const MAX_CHROMA_FACTOR = 1.6;
/** The mean colour's change must exceed a limit by this factor, as the median of real pixels falls behind it. */
const SAFETY = 1.22;
/** A colour further (OkLab) than this from all colours of the picture, or than the thing's own chroma, does not belong in it. */
const MAX_FOREIGNNESS = 0.12;
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

/**
 * Chooses a colour for a thing: one that the picture could have had there. It differs enough, also for
 * colour-blind people; among those, colours that the picture has itself come first, loud ones last.
 *
 * @param main the thing's own colour
 * @returns undefined when no colour is far enough away
 */
export function chooseColour(main: MainColour, wish: ColourWish, random: Random): OkLab | undefined {
  const { palette, needed } = wish;
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
    if (foreignness(colour, palette) > Math.max(MAX_FOREIGNNESS, Math.hypot(mean.a, mean.b))) return [];
    const cost = costOf(colour, strength, mean, wish);
    return [{ colour, cost }];
  });
  const least = Math.min(...rated.map(({ cost }) => cost));
  if (rated.length === 0) return undefined;
  return random.pick(rated.filter(({ cost }) => cost <= least + INDIFFERENCE)).colour;
}
