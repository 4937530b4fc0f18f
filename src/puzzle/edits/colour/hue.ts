import type { OkLab } from '../../../imaging/colour.ts';

const FULL_TURN_DEGREES = 360;
const RADIANS = Math.PI / 180;

/** The hue of a colour in OkLCh: degrees, 0 to 360 (exclusive). Of greys it means nothing. */
export const hueOf = ({ a, b }: OkLab): number => (Math.atan2(b, a) / RADIANS + FULL_TURN_DEGREES) % FULL_TURN_DEGREES;

/** How far apart two hues are: degrees, 0 to 180. */
export function hueGap(one: number, other: number): number {
  const away = Math.abs(one - other);
  return Math.min(away, FULL_TURN_DEGREES - away);
}

/** Hues from one to another: degrees, 0 or more; `to` may go beyond a full turn. */
export interface Hues {
  readonly from: number;
  readonly to: number;
}

/** Whether a colour has one of some hues. */
export function isOfHue(colour: OkLab, { from, to }: Hues): boolean {
  const hue = hueOf(colour);
  return (hue >= from && hue <= to) || hue + FULL_TURN_DEGREES <= to;
}
