import type { Box } from '../../contract/geometry.ts';
import { boxGap, growBox, scaleBox } from '../../imaging/geometry.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import { refineMask } from '../../segmentation/refine-mask.ts';
import type { Edit, EditContext } from './edit.ts';
import { cutOut } from './layers/cut-out.ts';
import { IN_PLACE, placeLayer, solidBox } from './layers/layer.ts';
import { layInPlace } from './layers/put-back.ts';
import { copyability, isolation, mayBeThing, wholeness } from './suitability.ts';

const BEST_SUITABILITY = 0.6;
/** What takes a thing's place is about as wide and as high, by a factor. */
const SIZE_RATIO = { min: 0.65, max: 1.5 };
/** It looks like a thing, at least this much, and can be copied with its rim. */
const LEAST_OBJECTNESS = 0.3;
const LEAST_COPYABILITY = 0.3;
/** So many are tried. */
const MAX_TRIES = 3;

const isLikeSize = (one: number, other: number) => one >= SIZE_RATIO.min * other && one <= SIZE_RATIO.max * other;

/** Other things of the picture that could stand where one stands. */
function rivals({ image, found, proposal }: EditContext, seen: Box): Proposal[] {
  return found.proposals.filter((other) => {
    const box = scaleBox(other.placed.box, found.size, image);
    const isWhole = other.objectness >= LEAST_OBJECTNESS && wholeness(other) > 0;
    const isApart = other !== proposal && other.keep === null && boxGap(box, seen) > 0;
    const isAlike = isLikeSize(box.width, seen.width) && isLikeSize(box.height, seen.height);
    return isWhole && isApart && isAlike && copyability(other) >= LEAST_COPYABILITY;
  });
}

/** Puts a copy of another thing where this one stood, on its foot. */
async function swap(context: EditContext, seen: Box): Promise<Patch | undefined> {
  const { image, found, random } = context;
  for (const rival of random.shuffle(rivals(context, seen)).slice(0, MAX_TRIES)) {
    const matte = refineMask(image, rival.placed, found.size);
    const [thing, box] = [cutOut(image, matte), solidBox(matte)];
    if (!thing || !box) continue;
    const anchor = { x: Math.round(box.x + box.width / 2), y: box.y + box.height };
    const shift = { x: Math.round(seen.x + seen.width / 2) - anchor.x, y: seen.y + seen.height - anchor.y };
    const layer = placeLayer(thing, { ...IN_PLACE, anchor, shift }, image);
    const patch = layer && (await layInPlace(context, layer));
    if (patch) return patch;
  }
  return undefined;
}

async function apply(context: EditContext): Promise<Patch | undefined> {
  const { image, matte, mayChange, repaint } = context;
  const seen = solidBox(matte);
  if (!seen || !mayChange(seen)) return undefined;
  if (!repaint) return swap(context, seen);
  const { hole, image: painted } = (await repaint()) ?? {};
  return hole && painted && cropImage(painted, growBox(hole.box, 1, image));
}

/** Puts something else where a thing stood: what a prompt asks for, or another thing of the picture. */
export const replace: Edit = {
  suits: (proposal, role) =>
    role === 'alone' && mayBeThing(proposal) ? BEST_SUITABILITY * wholeness(proposal) * isolation(proposal) : 0,
  apply,
};
