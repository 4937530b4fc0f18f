import type { OkLab } from '../../../imaging/colour.ts';
import type { Patch } from '../../../imaging/patch.ts';
import type { Random } from '../../../imaging/random.ts';
import { MIN_COLOUR_BLIND_DELTA_E, measureVisibility } from '../../visibility.ts';
import { rankColours } from './colour-choice.ts';
import type { ColourWish } from './colour-costs.ts';
import type { MainColour } from './main-colour.ts';
import type { Painter } from './repaint.ts';

/** What is seen of some pixels must exceed a limit by this factor, as others may fall behind. */
const SAFETY = 1.04;
/** Colours that are tried on some pixels, and on all. */
const IDEAS = 12;
const COATS = 3;
/** OkLab distance below which two colours fail alike. */
const ALIKE = 0.02;

/** A thing in another colour. */
export interface Coat {
  readonly colour: OkLab;
  readonly patch: Patch;
}

const isNear = (one: OkLab, other: OkLab) => Math.hypot(one.l - other.l, one.a - other.a, one.b - other.b) < ALIKE;

/** Whether some pixels change so much that everybody sees it. */
function isClear(painter: Painter, colour: OkLab, needed: number): boolean {
  const tried = painter.try(colour);
  if (!tried) return false;
  const { deltaE, colourBlindDeltaE } = measureVisibility(tried.before, tried.after, 'recolour');
  return deltaE >= needed * SAFETY && colourBlindDeltaE >= MIN_COLOUR_BLIND_DELTA_E * SAFETY;
}

/**
 * Paints a thing in a few colours that are seen clearly enough, the most natural first.
 *
 * @param mayHave whether the thing may have a colour
 */
export function* tryCoats(
  painter: Painter,
  main: MainColour,
  wish: ColourWish,
  random: Random,
  mayHave: (colour: OkLab) => boolean,
): Generator<Coat> {
  const tried: OkLab[] = [];
  let ideas = 0;
  for (const colour of rankColours(main, wish, random)) {
    if (tried.some((coat) => isNear(coat, colour)) || !mayHave(colour)) continue;
    if (++ideas > IDEAS || tried.length === COATS) return;
    if (!isClear(painter, colour, wish.needed)) continue;
    tried.push(colour);
    yield { colour, patch: painter.paint(colour) };
  }
}
