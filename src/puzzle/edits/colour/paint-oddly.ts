import type { OkLab } from '../../../imaging/colour.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import { MIN_DELTA_E } from '../../visibility.ts';
import { type EditContext, type EditedPatch, ODD_FLAW } from '../edit.ts';
import { solidBox } from '../layers/layer.ts';
import { openness } from './colour-beyond.ts';
import { isOfHue } from './hue.ts';
import { judgeBorder } from './judge-border.ts';
import { findMainColour } from './main-colour.ts';
import { isSkin, meanAround } from './own-colour.ts';
import { isPaper, shadeOf } from './paintable.ts';
import { Painter } from './repaint.ts';
import { roughnessOf } from './roughness.ts';
import { type Coat, tryCoats } from './try-coats.ts';

/** What has less of one colour is spotted: nobody could tell what changed. */
const LEAST_MAIN_SHARE = 0.28;
/** A surface that goes on across more of its outline than this has no contour that paint could end at. */
const MOST_OPEN = 0.12;
/** Shares of the border along which a cut edge and a rim may show: of what is odd one sees the colour first. */
const MOST_CUT = 0.15;
const MOST_HALO = 0.2;
/** How far (OkLab) from all colours of the picture a colour may lie: a grey picture has none to choose from. */
const FOREIGNNESS = 0.17;
/** Hues (degrees of OkLab), lightness and chroma of what looks like blood on anything: no player should think of that. */
const BLOOD = { hues: { from: 335, to: 405 }, lightness: 0.62, chroma: 0.035 };
/** A colour that is darker by more than this (OkLab) looks like a burn or a stain: another hue is rather taken. */
const STAIN = 0.1;

const isBloody = (colour: OkLab) =>
  colour.l < BLOOD.lightness && Math.hypot(colour.a, colour.b) > BLOOD.chroma && isOfHue(colour, BLOOD.hues);

/**
 * Gives anything with a contour another colour, though such a thing has none: a purple railing, a red rock. It is as clean
 * and as well seen as all others, and of the colours the least strange one.
 *
 * @returns undefined for skin and paper, what has no contour or no colour of its own, and where paint would leave a rim
 */
export function paintOddly(context: EditContext): EditedPatch | undefined {
  const { image, facts, level, random, mayChange, matte } = context;
  const [main, seen] = [findMainColour(matte), solidBox(matte)];
  if (!seen || !main || !mayChange(seen) || main.share < LEAST_MAIN_SHARE) return undefined;
  if (isPaper(main, context) || isSkin(main, seen, context)) return undefined;
  const open = openness(main, matte, image);
  if (open > MOST_OPEN) return undefined;
  const roughness = shadeOf(roughnessOf(main, matte, image));
  const wish = {
    ...{ palette: facts.palette, roughness, around: meanAround(matte, image) },
    ...{ needed: MIN_DELTA_E[level], mostForeign: FOREIGNNESS },
  };
  const painter = new Painter(image, matte, main);
  const isStain = (colour: OkLab) => colour.l < main.colour.l - STAIN;
  const coatsWith = (mayStain: boolean) =>
    tryCoats(painter, main, wish, random, (colour) => !isBloody(colour) && isStain(colour) === mayStain);
  return cleanest(image, coatsWith(false)) ?? cleanest(image, coatsWith(true));
}

/** The coat that shows least where it ends; undefined where all show too much. */
function cleanest(image: RgbImage, coats: Iterable<Coat>): EditedPatch | undefined {
  let best: EditedPatch | undefined;
  for (const { patch } of coats) {
    const { cut, halo } = judgeBorder(image, patch);
    if (cut > MOST_CUT || halo > MOST_HALO) continue;
    const flaw = ODD_FLAW + cut + halo;
    if (flaw < (best?.flaw ?? Number.POSITIVE_INFINITY)) best = { ...patch, flaw };
  }
  return best;
}
