import type { Box } from '../../contract/geometry.ts';
import { boxGap, growBox, scaleBox, unionBox } from '../../imaging/geometry.ts';
import { createFloatMap } from '../../imaging/image.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import { countSet, hasPixelIn, scaleMask } from '../../imaging/placed-mask.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { isCutOff } from './cut-off.ts';
import type { EditContext } from './edit.ts';
import { isWriting } from './is-writing.ts';
import { keepUnseen } from './keep-unseen.ts';
import { drawLayer, type Placement, placeLayer, solidBox } from './layer.ts';
import { leadsAway } from './lead-away.ts';

/** Share of a thing that may look out from under itself: its own rim, beside which the same colours stand. */
const MAX_LEFT = 0.04;
/** What looks like a thing this much is one, of which no more than this share may be hidden that was seen. */
const THING_OBJECTNESS = 0.2;
const MAX_HIDDEN = 0.3;
/** A pixel of which less than this belongs to a thing shows nothing of it; of which all but this does, nothing else. */
const VEIL = 0.12;
/** A pixel of which this much belongs to a thing is of it. */
const WITHIN = 0.5;
/** The diff engine may see so much change around a thing. */
const SEEN_RIM_PX = 2;
/** Alpha at a pixel of the picture. */
function shareAt({ box, alpha }: Matte, x: number, y: number): number {
  const [column, row] = [x - box.x, y - box.y];
  return column < 0 || row < 0 || column >= box.width || row >= box.height ? 0 : alpha.data[row * box.width + column];
}

/** A thing without what its matte holds to be hardly of it: a veil around it that moves along is seen on plain paper. */
function withoutVeil({ box, alpha, foreground }: Matte): Matte {
  const shares = alpha.data.map((share) => Math.min(1, Math.max(0, (share - VEIL) / (1 - 2 * VEIL))));
  return { box, alpha: createFloatMap(alpha.width, alpha.height, shares), foreground };
}

/** The share of a thing that a layer leaves uncovered. */
function leftShare({ box, alpha }: Matte, layer: Matte): number {
  let [all, left] = [0, 0];
  alpha.data.forEach((share, pixel) => {
    all += share;
    left += Math.max(0, share - shareAt(layer, box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width)));
  });
  return left / all;
}

/** Whether a layer hides much of another thing that is seen beside this one. */
function hidesOther({ proposal, matte, found, image }: EditContext, layer: Matte): boolean {
  const isNew = (x: number, y: number) => shareAt(layer, x, y) >= WITHIN && shareAt(matte, x, y) < WITHIN;
  return found.proposals.some((other) => {
    if (other === proposal || other.objectness < THING_OBJECTNESS) return false;
    if (boxGap(scaleBox(other.placed.box, found.size, image), layer.box) > 0) return false;
    const { box, mask } = scaleMask(other.placed, found.size, image);
    const hidden = mask.data.filter(
      (value, pixel) => value === 1 && isNew(box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width)),
    );
    return hidden.length > MAX_HIDDEN * countSet(mask);
  });
}

/** Whether a face, lettering or a frame reaches into a box. */
function holdsKept(box: Box, { found, image }: EditContext): boolean {
  const asked = scaleBox(box, image, found.size);
  return found.proposals.some(({ keep, placed }) => keep !== null && hasPixelIn(placed, asked));
}

/** Whether a thing that lies in a layer over itself is seen to have been cut out, or hides what must not be hidden. */
function givesItselfAway(context: EditContext, layer: Matte, after: Box): boolean {
  const { image, matte } = context;
  if (leftShare(matte, layer) > MAX_LEFT || holdsKept(after, context) || hidesOther(context, layer)) return true;
  return isCutOff(image, matte) || isWriting(image, matte) || leadsAway(image, matte);
}

/**
 * Lays a thing over itself in another way, so that nothing of what it was looks out: no ground has to be made up, and it may
 * stand before whatever it likes.
 *
 * @returns undefined where something would look out, or the thing would be seen to be cut out of something
 */
export function layOver(context: EditContext, placement: Placement): Patch | undefined {
  const { image, matte, mayChange } = context;
  const layer = placeLayer(withoutVeil(matte), placement, image);
  const after = layer && solidBox(layer);
  if (!after || ![after, growBox(after, SEEN_RIM_PX, image)].some(mayChange)) return undefined;
  if (givesItselfAway(context, layer, after)) return undefined;
  const patch = cropImage(image, growBox(unionBox(matte.box, layer.box), 1, image));
  drawLayer(patch, layer);
  keepUnseen(image, patch);
  return patch;
}
