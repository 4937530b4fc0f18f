import type { OkLab } from '../../../imaging/colour.ts';
import { type Hues, isOfHue } from './hue.ts';

/** Hues and chroma (OkLab) that blossoms have and hardly any fur or earth. */
const BLOSSOM = { hues: { from: 300, to: 400 }, chroma: 0.1 };
/** Hues of leaves and of water: no blossom has them. */
const NO_BLOSSOM: Hues = { from: 110, to: 255 };

/** Whether a colour is one that blossoms have and hardly anything else that grows. */
export const isBlossom = (colour: OkLab): boolean =>
  Math.hypot(colour.a, colour.b) >= BLOSSOM.chroma && isOfHue(colour, BLOSSOM.hues);

/** Whether what has the one colour could as well have been a blossom of the other one. */
export const mayBloomAs = (before: OkLab, after: OkLab): boolean => isBlossom(before) && !isOfHue(after, NO_BLOSSOM);
