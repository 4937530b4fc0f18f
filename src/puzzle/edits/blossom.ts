import type { OkLab } from '../../imaging/colour.ts';

/** Hues, in degrees of OkLab; from over 360 on they begin again. */
interface Hues {
  readonly from: number;
  readonly to: number;
}

/** Hues and chroma (OkLab) that blossoms have and hardly any fur or earth. */
const BLOSSOM = { hues: { from: 300, to: 400 }, chroma: 0.1 };
/** Hues of leaves and of water: no blossom has them. */
const NO_BLOSSOM: Hues = { from: 110, to: 255 };
const FULL_TURN_DEGREES = 360;

/** Whether a colour has one of some hues. */
export function isOfHue({ a, b }: OkLab, { from, to }: Hues): boolean {
  const degrees = (Math.atan2(b, a) * FULL_TURN_DEGREES) / (2 * Math.PI);
  const hue = degrees < to - FULL_TURN_DEGREES ? degrees + FULL_TURN_DEGREES : degrees;
  return hue >= from && hue <= to;
}

/** Whether a colour is one that blossoms have and hardly anything else that grows. */
export const isBlossom = (colour: OkLab): boolean =>
  Math.hypot(colour.a, colour.b) >= BLOSSOM.chroma && isOfHue(colour, BLOSSOM.hues);

/** Whether what has the one colour could as well have been a blossom of the other one. */
export const mayBloomAs = (before: OkLab, after: OkLab): boolean => isBlossom(before) && !isOfHue(after, NO_BLOSSOM);
