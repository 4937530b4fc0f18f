import type { OkLab } from '../../imaging/colour.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { uniteMasks } from '../../imaging/placed-mask.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import { type Matte, refineMask } from '../../segmentation/refine-mask.ts';
import { MIN_DELTA_E } from '../visibility.ts';
import { findTwin } from './colour/find-twin.ts';
import { judgeBorder } from './colour/judge-border.ts';
import { findMainColour, type MainColour } from './colour/main-colour.ts';
import { keepOneSurface } from './colour/one-surface.ts';
import { meanAround } from './colour/own-colour.ts';
import { paintOddly } from './colour/paint-oddly.ts';
import { judgeSurface, PAINT_ROUGHNESS } from './colour/paintable.ts';
import { Painter } from './colour/repaint.ts';
import { roughnessOf } from './colour/roughness.ts';
import { tint } from './colour/tint.ts';
import { tryCoats } from './colour/try-coats.ts';
import { isBelievable, unlikelihood } from './colour/unlikelihood.ts';
import { type Edit, type EditContext, type EditedPatch, WORST_FLAW } from './edit.ts';
import { solidBox } from './layers/layer.ts';
import { isPaintable, wholeness } from './suitability.ts';

/**
 * How well recolouring suits a whole thing: one that can vanish without a trace should rather do that. How many colours it
 * has says nothing: drawn things have more than fur.
 */
const BEST_SUITABILITY = 0.45;
/** What may be painted is tried however it looks: the border of the painted place tells whether it was one. */
const LEAST_WHOLENESS = 0.1;
/** What looks less like a thing than this (objectness) may be several, or a part: such places must be closed and compact. */
const PLACE = { objectness: 0.22, weakContrast: 12, solidity: 0.55 };
/** Contrast of the weak parts of a contour (Lab) below which paint would end where the picture has no edge. */
const LEAST_WEAK_CONTRAST = 10.3;
/** Shares of the border along which a cut edge or a rim may show: one's eyes follow the rest. */
const MAX_CUT = 0.06;
const MAX_HALO = 0.13;
/** ... and along which it may where a surface may go on beyond its outline. */
const MAX_OPEN_CUT = 0.0125;
/** Where the surface goes on along more of the border than this, it does so in every colour. */
const HOPELESS_CUT = 0.15;
/** A border whose flaw is larger than this shows, whatever else the picture has: a pale rim around a blurred flower. */
const WORST_BORDER = 1.4;
/** A colour that is more unlikely than this is odd; the oddest is this much more flawed than one that is not. */
const LIKELY = 0.3;
const UNLIKELY_FLAW = 0.5;

/** The surface that most of a thing consists of: of two things that hang together one is painted. */
function findSurface(whole: Matte, image: RgbImage): { readonly matte: Matte; readonly main: MainColour } | undefined {
  const colours = findMainColour(whole);
  if (!colours) return undefined;
  // Leaves and fur have many colours on one surface.
  if (roughnessOf(colours, whole, image) > PAINT_ROUGHNESS) return { matte: whole, main: colours };
  const matte = keepOneSurface(whole, colours);
  const main = matte === whole ? colours : findMainColour(matte);
  return main && { matte, main };
}

/**
 * Gives a thing another colour: all of it that has its main colour, so that letters on a shirt and the trunk of a tree
 * stay as they are. Of the colours that the thing could have had in this picture the most natural one is taken that is
 * seen clearly enough and leaves no edge or rim.
 */
function paint(context: EditContext): EditedPatch | undefined {
  const { image, facts, level, random, mayChange } = context;
  const { matte, main } = findSurface(context.matte, image) ?? {};
  const seen = matte && solidBox(matte);
  if (!seen || !main || !mayChange(seen)) return undefined;
  const surface = judgeSurface(main, seen, { ...context, matte });
  if (!surface) return undefined;
  const { roughness } = surface;
  const wish = { palette: facts.palette, roughness, around: meanAround(matte, image), needed: MIN_DELTA_E[level] };
  const painter = new Painter(image, matte, main);
  const unlikelihoodOf = (colour: OkLab) => unlikelihood(main.colour, colour, roughness);
  let best: EditedPatch | undefined;
  for (const { colour, patch } of tryCoats(painter, main, wish, random, (each) => isBelievable(unlikelihoodOf(each)))) {
    const { cut, halo } = judgeBorder(image, patch);
    // A border shows more than a colour that others have, too.
    const border = 2 * Math.max(cut / (surface.mayBeOpen ? MAX_OPEN_CUT : MAX_CUT), halo / MAX_HALO) - 1;
    if (cut > HOPELESS_CUT) break;
    if (border > WORST_BORDER) continue;
    const flaw = Math.max(surface.flaw, border, oddness(unlikelihoodOf(colour)));
    if (flaw <= Math.max(1, surface.flaw)) return { ...patch, flaw };
    if (flaw <= (best?.flaw ?? WORST_FLAW)) best = { ...patch, flaw };
  }
  return best;
}

/** Paints a thing, and with it the other one of its pair, or whatever lies in a circle or may look odd. */
function apply(context: EditContext): EditedPatch | undefined {
  const { image, proposal, found, isOdd } = context;
  if (found.areAnywhere) return tint(context);
  const give = isOdd ? paintOddly : paint;
  const twin = findTwin(proposal, found);
  if (!twin) return give(context);
  const matte = refineMask(image, uniteMasks(proposal.placed, twin.placed), found.size);
  return give({ ...context, matte });
}

/** How flawed a colour is that a thing hardly has: what only a lack of things excuses, or nothing at all. */
function oddness(unlikely: number): number {
  return unlikely > LIKELY ? 1 + UNLIKELY_FLAW * unlikely : 0;
}

/** Whether a proposal is one thing that ends all round where the picture has an edge. */
function isClosed({ objectness, weakContrast, solidity }: Proposal): boolean {
  if (objectness < PLACE.objectness) return weakContrast >= PLACE.weakContrast && solidity >= PLACE.solidity;
  return weakContrast >= LEAST_WEAK_CONTRAST;
}

export const recolour: Edit = {
  suits: (proposal: Proposal) => {
    if (!isPaintable(proposal) || !isClosed(proposal)) return 0;
    return BEST_SUITABILITY * Math.max(LEAST_WHOLENESS, wholeness(proposal));
  },
  // A thing turns colour as it stands.
  reach: (box) => [box],
  apply,
};
