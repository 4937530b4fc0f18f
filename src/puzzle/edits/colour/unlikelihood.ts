import type { OkLab } from '../../../imaging/colour.ts';
import { isBlossom, mayBloomAs } from './blossom.ts';
import { hueGap, hueOf } from './hue.ts';
import { GREY_CHROMA } from './main-colour.ts';

/** Chroma (OkLab): as good as grey, a tint, clearly coloured, and as loud as paint gets. */
export const CHROMA = { grey: 0.02, tint: 0.05, clear: 0.09, most: 0.17 };
/** Hues (degrees of OkLab) of leaves and grass, and those that leaves take in autumn and spring. */
const GREENS = { from: 105, to: 200 };
const LEAVES = { from: 40, to: 150 };
/** Hues (degrees of OkLab) of wood, earth, fur and straw, and the chroma up to which they are of these. */
const EARTHS = { from: 35, to: 100, chroma: 0.1 };
/** Hues (degrees of OkLab) that are mud below this lightness: dark yellow. */
const MUD = { from: 85, to: 128, lightness: 0.65 };
/**
 * Hues (degrees of OkLab) that get pink or lilac with light, between two lightnesses more and more: all that are up to so
 * far from one, and none from so far on.
 */
const PINK = { at: 350, full: 30, none: 80, lightness: { from: 0.58, to: 0.7 } };
/** What the texture of blossoms counts when their hue is turned, beside that of leaves and fur. */
const BLOSSOM_SHARE = 0.3;
/** What is more unlikely than this nobody believes, however little else a picture has. */
const BELIEVED = 0.45;
/** Degrees: the hue on the other side of the circle. */
const OPPOSITE = 180;

/** How far the hue is turned, 0 to 1 for half a circle, as far as there is hue. */
export function turnBetween(one: OkLab, other: OkLab): number {
  const chroma = Math.min(Math.hypot(one.a, one.b), Math.hypot(other.a, other.b));
  return (hueGap(hueOf(one), hueOf(other)) / OPPOSITE) * Math.min(1, chroma / CHROMA.tint);
}

/** 1 where something green gets a hue that no leaf has, else 0. */
export function unripeness(before: OkLab, after: OkLab): number {
  const isGreen =
    Math.hypot(before.a, before.b) >= GREY_CHROMA && hueOf(before) >= GREENS.from && hueOf(before) <= GREENS.to;
  return isGreen && (hueOf(after) < LEAVES.from || hueOf(after) > LEAVES.to) ? 1 : 0;
}

/** 1 for what may be of wood, fur or straw by its colour, else 0. */
export function earthiness(colour: OkLab): number {
  const chroma = Math.hypot(colour.a, colour.b);
  const hue = hueOf(colour);
  return chroma >= GREY_CHROMA && chroma <= EARTHS.chroma && hue >= EARTHS.from && hue <= EARTHS.to ? 1 : 0;
}

/** 1 for a dark yellow, else 0. */
export function muddiness(colour: OkLab): number {
  const isYellow = hueOf(colour) >= MUD.from && hueOf(colour) <= MUD.to;
  return isYellow && colour.l < MUD.lightness && Math.hypot(colour.a, colour.b) >= GREY_CHROMA ? 1 : 0;
}

/** How pink a colour is, 0 to 1; of what blossoms, or was as pink before, nothing. */
export function pinkness(before: OkLab, after: OkLab): number {
  if (isBlossom(before)) return 0;
  return Math.max(0, pinkOf(after) - pinkOf(before));
}

function pinkOf(colour: OkLab): number {
  const { at, full, none, lightness } = PINK;
  const nearness = shareBetween(none, full, hueGap(hueOf(colour), at));
  const light = shareBetween(lightness.from, lightness.to, colour.l);
  // What is as good as grey is not pink.
  return nearness * light * shareBetween(CHROMA.grey, CHROMA.tint, Math.hypot(colour.a, colour.b));
}

/** How far a value is on its way, 0 to 1. */
const shareBetween = (from: number, to: number, value: number) =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/** How little another hue becomes what is so rough, 0 to 1: paint and blossoms have all, fur and leaves few. */
export const constancy = (before: OkLab, after: OkLab, roughness: number) =>
  roughness * (mayBloomAs(before, after) ? BLOSSOM_SHARE : 1);

/** How unlikely a hue is for a thing, 0 to 1: paint may have any, fur, leaves and earth only some. */
export function unlikelihood(before: OkLab, after: OkLab, roughness: number): number {
  const turn = turnBetween(before, after);
  return Math.min(
    1,
    constancy(before, after, roughness) * (unripeness(before, after) + turn) + earthiness(before) * turn,
  );
}

/** Whether anybody would believe a hue that is so unlikely: no purple boards, no blue fur. */
export const isBelievable = (unlikely: number) => unlikely <= BELIEVED;
