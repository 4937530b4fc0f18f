import type { Box } from '../../../contract/geometry.ts';
import type { EditContext } from '../edit.ts';
import { isBlossom } from './blossom.ts';
import { hostShare, openness } from './colour-beyond.ts';
import { isOfHue } from './hue.ts';
import { GREY_CHROMA, type MainColour } from './main-colour.ts';
import { groundness, isSkin, usualness } from './own-colour.ts';
import { roughnessOf } from './roughness.ts';

/**
 * A thing of which less than this has one colour is not painted: nobody could tell what changed. Of flat paint less will
 * do: the wings of a drawn plane, the dress of a doll.
 */
const LEAST_MAIN_SHARE = { flat: 0.28, textured: 0.6 };
/** Where the paint is that of what looks like a thing at least this much (objectness), or has no texture at all. */
const FLAT_OBJECTNESS = 0.15;
const DRAWN_ROUGHNESS = 1;
/** Rougher than this are leaves, fur, wood and stone, and no paint. */
export const PAINT_ROUGHNESS = 5.4;
/** A whole thing for sure may be as rough as this: drawn fur, a carved bowl. */
const WHOLE = { objectness: 0.7, roughness: 11 };
/** Blossoms may be as rough as this, where little else has their colour and they have hardly any other. */
const BLOSSOM = { usualness: 0.1, weakContrast: 12, mainShare: 0.8, roughness: 25 };
/** What is closed all round (Lab contrast of the weak parts of its contour) may be so much rougher, but is taken last. */
const ROUGHER = { weakContrast: 13, objectness: 0.1, times: 2.2, flaw: 0.5 };
/** Darker grey than this (OkLab) is only painted where it is as smooth as this. */
const DARK = { lightness: 0.36, roughness: 2.5 };
/** How much the ground may have of a thing's colour: where it is a thing for sure, and else. */
const MAX_GROUNDNESS = { objectness: 0.15, weakContrast: 12, sure: 1.6, unsure: 1 };
/** A colour that is this usual around a thing is that of its surroundings: around paint, and around texture. */
const MAX_USUALNESS = { paint: 0.18, texture: 0.12 };
/** A part of something that has more than this of the same colour elsewhere is not painted alone ... */
const MAX_HOST_SHARE = 0.25;
/** ... but as a last resort where it is a clear part: the lid of a pot, a slat of a bench. */
const PART = { weakContrast: 20, objectness: 0.12, solidity: 0.75, flaw: 1.5 };
/**
 * The share of its outline across which a painted surface may go on: two pixels in a hundred are seen. Of more up to `most`
 * the border of the painted place tells: light that a thing throws on what is beside it looks like the thing.
 */
const OPENNESS = { closed: 0.015, most: 0.05 };
/** Grey that is lighter than this (OkLab) is paper or light, and no paint; in a drawing it is. */
const WHITE_LIGHTNESS = 0.96;
/** Hues (degrees of OkLab) of wood, fur, straw and leaves: what is rough and has them is one of these. */
const GROWN = { from: 40, to: 170 };

const isGrey = ({ a, b }: MainColour['colour']) => Math.hypot(a, b) < GREY_CHROMA;

const isWhite = (colour: MainColour['colour']) => isGrey(colour) && colour.l > WHITE_LIGHTNESS;

/** Whether a colour is that of paper or light. */
export const isPaper = ({ colour }: MainColour, { facts }: EditContext): boolean => isWhite(colour) && !facts.isDrawn;

/** How rough a surface is between flat paint (0) and leaves (1). @param roughness as roughnessOf tells it */
export const shadeOf = (roughness: number): number => Math.min(1, roughness / WHOLE.roughness);

/** The roughness up to which a thing may be painted. */
function maxRoughness({ colour, share }: MainColour, usual: number, { proposal }: EditContext): number {
  const { objectness, weakContrast } = proposal;
  if (colour.l < DARK.lightness && isGrey(colour)) return DARK.roughness;
  const isOwn = usual <= BLOSSOM.usualness && weakContrast >= BLOSSOM.weakContrast && share >= BLOSSOM.mainShare;
  if (isOwn && isBlossom(colour)) return BLOSSOM.roughness;
  return objectness >= WHOLE.objectness ? WHOLE.roughness : PAINT_ROUGHNESS;
}

/** Whether something rough may be painted where there is nothing better. */
function mayBeRougher({ colour }: MainColour, { proposal }: EditContext): boolean {
  const { objectness, weakContrast } = proposal;
  if (colour.l < DARK.lightness || (!isGrey(colour) && isOfHue(colour, GROWN))) return false;
  return weakContrast >= ROUGHER.weakContrast && objectness >= ROUGHER.objectness;
}

/** Whether a part of something is seen as one, with an outline of its own. */
const isClearPart = ({ weakContrast, objectness, solidity }: EditContext['proposal']) =>
  weakContrast >= PART.weakContrast && objectness >= PART.objectness && solidity >= PART.solidity;

/** How a thing's surface takes paint. */
export interface Surface {
  /** 0 for flat paint, 1 for leaves. */
  readonly roughness: number;
  /** How little it is one for paint: up to 1 its colour has something of what lies around, above it is too rough. */
  readonly flaw: number;
  /** Whether it may go on across some of its outline: then no cut edge at all may be seen along it. */
  readonly mayBeOpen: boolean;
}

/**
 * Tells whether a thing is one that could have another colour: it has one of its own, that is not its ground's, its
 * surroundings' or that of a larger thing, no skin, no natural material, and it ends where its colour ends. What costs least
 * is asked first.
 *
 * @param seen the box of what is seen of the thing
 * @returns undefined when it is not
 */
export function judgeSurface(main: MainColour, seen: Box, context: EditContext): Surface | undefined {
  const { image, matte, proposal, host } = context;
  if (main.share < LEAST_MAIN_SHARE.flat || isPaper(main, context) || isSkin(main, seen, context)) return undefined;
  const { objectness, weakContrast, sure, unsure } = MAX_GROUNDNESS;
  const isClear = proposal.objectness >= objectness && proposal.weakContrast >= weakContrast;
  const isSure = isClear && !isWhite(main.colour);
  const ground = groundness(main, context) / (isSure ? sure : unsure);
  const isPart = hostShare(main, matte, image, host) > MAX_HOST_SHARE;
  if (ground > 1 || (isPart && !isClearPart(proposal))) return undefined;
  const roughness = roughnessOf(main, matte, image);
  const isPlain = roughness <= DRAWN_ROUGHNESS || proposal.objectness >= FLAT_OBJECTNESS;
  const isFlat = roughness <= PAINT_ROUGHNESS && isPlain;
  if (main.share < LEAST_MAIN_SHARE.textured && !isFlat) return undefined;
  const own = usualness(main, matte, seen, image);
  const usual = own / (roughness > PAINT_ROUGHNESS ? MAX_USUALNESS.texture : MAX_USUALNESS.paint);
  const excess = (roughness / maxRoughness(main, own, context) - 1) / (ROUGHER.times - 1);
  if (usual > 1 || excess > (mayBeRougher(main, context) ? 1 : 0)) return undefined;
  const open = openness(main, matte, image);
  if (open > OPENNESS.most) return undefined;
  const flaw = Math.max(ground, usual, isPart ? PART.flaw : 0, excess > 0 ? 1 + ROUGHER.flaw * excess : 0);
  return { roughness: shadeOf(roughness), flaw, mayBeOpen: open > OPENNESS.closed };
}
