import { ciede2000, linearToSrgbByte, type OkLab, okLabToLinear, rgbToLabInto } from '../../../imaging/colour.ts';
import type { Random } from '../../../imaging/random.ts';
import { seenBy } from '../../colour-vision.ts';
import { MIN_COLOUR_BLIND_DELTA_E } from '../../visibility.ts';
import { type ColourWish, costOf, foreignness, isWashedOut } from './colour-costs.ts';
import { GREY_CHROMA, type MainColour } from './main-colour.ts';
import { CHROMA } from './unlikelihood.ts';

/** Turns of the hue that are tried, in degrees; 0 changes lightness and chroma alone. */
const TURNS_DEGREES = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330];
/** Shifts of lightness that are tried (OkLab): paint of another hue is darker or lighter by itself. */
const LIGHTNESS_SHIFTS = [0, -0.06, 0.06, -0.12, 0.12, -0.18, 0.18, -0.24, 0.24, -0.3];
/** Chroma that is tried, as shares of the thing's own. */
const CHROMA_SHARES = [0.7, 1, 1.3];
/** Lightness that a recoloured thing may have: paper and ink lie beyond it. */
const LIGHTNESS = { min: 0.22, max: 0.92 };
/** The lightness of a thing is multiplied by at most this, for paint and for leaves: more blows up its texture ... */
const MAX_LIGHTNESS_FACTOR = { paint: 1.5, leaves: 1.1 };
/** ... and its brightest parts stay below this, or they would be lost in white. */
const MAX_BRIGHTNESS = 0.96;
/** Chroma may grow by this factor: more blows up the noise of a dull thing. */
const MAX_CHROMA_FACTOR = 1.6;
/** The mean colour's change must exceed a limit by this factor, as the median of real pixels falls behind it. */
const SAFETY = 1.1;
/** A colour further (OkLab) than this from all colours of the picture, or than the thing's own chroma, does not belong in it. */
const MAX_FOREIGNNESS = 0.12;
/** Colours that cost this much more than the best are as good: chance takes one of them. */
const INDIFFERENCE = 0.14;
/** Where both colours are darker (OkLab) than this, a screen in daylight shows neither. */
const SEEN_LIGHTNESS = 0.4;
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

/** Whether people who lack a kind of cones tell two colours apart. */
function isSeenByAll(one: Bytes, other: Bytes): boolean {
  const seen = (['protanope', 'deuteranope'] as const).map((vision) =>
    distanceOf(seenBy(vision, ...one), seenBy(vision, ...other)),
  );
  return Math.min(...seen) >= MIN_COLOUR_BLIND_DELTA_E * SAFETY;
}

function* spread(values: readonly number[], { min, max }: { min: number; max: number }): Generator<number> {
  for (const value of new Set(values.map((each) => Math.min(max, Math.max(min, each))))) yield value;
}

/** All colours that a thing could have and a screen can show. */
function possibleColours({ colour: { l, a, b }, brightest }: MainColour, wish: ColourWish): OkLab[] {
  const chroma = Math.hypot(a, b);
  const loudest = Math.min(CHROMA.most, Math.max(CHROMA.clear, wish.palette.highChroma, chroma));
  const most = chroma < GREY_CHROMA ? loudest : Math.min(chroma, loudest) * MAX_CHROMA_FACTOR;
  const { paint, leaves } = MAX_LIGHTNESS_FACTOR;
  const factor = Math.max(1, Math.min(paint + wish.roughness * (leaves - paint), MAX_BRIGHTNESS / brightest));
  const lightest = Math.max(LIGHTNESS.min, Math.min(Math.max(l, LIGHTNESS.max), l * factor));
  const chromas = [CHROMA.grey, CHROMA.tint, CHROMA.clear, ...CHROMA_SHARES.map((share) => share * chroma)];
  const colours: OkLab[] = [];
  const hue = Math.atan2(b, a);
  for (const lightness of spread(
    LIGHTNESS_SHIFTS.map((shift) => l + shift),
    { min: LIGHTNESS.min, max: lightest },
  )) {
    for (const each of spread(chromas, { min: 0, max: Math.min(most, CHROMA.most) })) {
      for (const degrees of TURNS_DEGREES) {
        const angle = hue + degrees * RADIANS;
        const colour = { l: lightness, a: each * Math.cos(angle), b: each * Math.sin(angle) };
        if (isInGamut(okLabToLinear(colour))) colours.push(colour);
      }
    }
  }
  return colours;
}

/** A colour that a thing could have, and how far it is from looking as if it always had it. */
interface RatedColour {
  readonly colour: OkLab;
  readonly bytes: Bytes;
  readonly cost: number;
}

/**
 * Colours for a thing that the picture could have had there, the most natural first; chance orders the first few that are as
 * good. All differ enough, also for colour-blind people.
 *
 * @param main the thing's own colour
 */
export function* rankColours(main: MainColour, wish: ColourWish, random: Random): Generator<OkLab> {
  const { palette, needed, mostForeign = MAX_FOREIGNNESS } = wish;
  const mean = main.colour;
  const before = bytesOf(mean);
  const farthest = Math.max(mostForeign, Math.hypot(mean.a, mean.b));
  const rated: RatedColour[] = [];
  for (const colour of possibleColours(main, wish)) {
    if (Math.max(mean.l, colour.l) < SEEN_LIGHTNESS || isWashedOut(mean, colour)) continue;
    const bytes = bytesOf(colour);
    const strength = distanceOf(before, bytes);
    if (strength < needed * SAFETY) continue;
    const foreign = foreignness(colour, palette);
    if (foreign <= farthest) rated.push({ colour, bytes, cost: costOf({ colour, strength, foreign }, mean, wish) });
  }
  rated.sort((one, other) => one.cost - other.cost);
  const good: OkLab[] = [];
  let next = 0;
  for (let most = Number.POSITIVE_INFINITY; next < rated.length && rated[next].cost <= most; next++) {
    if (!isSeenByAll(before, rated[next].bytes)) continue;
    if (good.length === 0) most = rated[next].cost + INDIFFERENCE;
    good.push(rated[next].colour);
  }
  yield* random.shuffle(good);
  for (; next < rated.length; next++) if (isSeenByAll(before, rated[next].bytes)) yield rated[next].colour;
}
