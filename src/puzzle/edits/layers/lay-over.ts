import type { Box } from '../../../contract/geometry.ts';
import { atLeast } from '../../../imaging/at-least.ts';
import { boxGap, growBox, scaleBox, unionBox } from '../../../imaging/geometry.ts';
import { createFloatMap, type RgbImage } from '../../../imaging/image.ts';
import { cropImage, type Patch } from '../../../imaging/patch.ts';
import { countSet, hasPixelIn, trimMask } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import type { EditContext } from '../edit.ts';
import { isWriting } from '../looking/is-writing.ts';
import { leadsAway } from '../looking/lead-away.ts';
import { isCutOff } from './cut-off.ts';
import { hasFrame } from './has-frame.ts';
import { drawLayer, type Placement, placeLayer, solidBox } from './layer.ts';
import { leavesPiece, losesPiece } from './loses-piece.ts';
import { Ground } from './outgrow.ts';
import { settle } from './settle.ts';

/** Share of a thing that may look out from under itself: its own rim, beside which the same colours stand. */
const MAX_LEFT = 0.04;
/** What looks like a thing this much is one, of which no more than this share may be hidden that was seen. */
const THING_OBJECTNESS = 0.2;
const MAX_HIDDEN = 0.2;
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

/** Whether what is surely of a thing stands in a thin frame. */
function isFramed(image: RgbImage, { box, alpha }: Matte): boolean {
  const mask = atLeast(alpha, WITHIN);
  return mask.data.includes(1) && hasFrame(image, trimMask({ box, mask }));
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

/** The pixels of what was found that a layer covers beside its thing, one for each pixel of the layer: their indices. */
function newlyCovered({ matte, found: { size }, image }: EditContext, layer: Matte): number[] {
  const { box, alpha } = layer;
  const pixels: number[] = [];
  alpha.data.forEach((share, pixel) => {
    const [x, y] = [box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width)];
    if (share < WITHIN || shareAt(matte, x, y) >= WITHIN) return;
    const row = Math.floor(((y + 0.5) * size.height) / image.height);
    pixels.push(row * size.width + Math.floor(((x + 0.5) * size.width) / image.width));
  });
  return pixels;
}

/** Whether a layer hides much of another thing that is seen beside this one. */
function hidesOther(context: EditContext, layer: Matte): boolean {
  const { proposal, found, image } = context;
  const { size } = found;
  const covered = newlyCovered(context, layer);
  const scale = (image.width * image.height) / (size.width * size.height);
  return found.proposals.some(({ objectness, placed: { box, mask } }, index) => {
    if (found.proposals[index] === proposal || objectness < THING_OBJECTNESS) return false;
    if (boxGap(scaleBox(box, size, image), layer.box) > 0) return false;
    const hidden = covered.filter((pixel) => {
      const [x, y] = [(pixel % size.width) - box.x, Math.floor(pixel / size.width) - box.y];
      return x >= 0 && y >= 0 && x < box.width && y < box.height && mask.data[y * box.width + x] === 1;
    });
    return hidden.length > MAX_HIDDEN * scale * countSet(mask);
  });
}

/** Whether a face, lettering or a frame reaches into a box. */
function holdsKept(box: Box, { found, image }: EditContext): boolean {
  const asked = scaleBox(box, image, found.size);
  return found.proposals.some(({ keep, placed }) => keep !== null && hasPixelIn(placed, asked));
}

/** The box of what is so many times larger on its feet. */
export function grownBox(box: Box, scale: number): Box {
  const [width, height] = [Math.round(scale * box.width), Math.round(scale * box.height)];
  return { x: box.x - Math.round((width - box.width) / 2), y: box.y + box.height - height, width, height };
}

/**
 * Lays a thing over itself in another way, so that nothing of what it was looks out: no ground has to be made up, and it may
 * stand before whatever it likes.
 */
export class LayOver {
  private readonly context: EditContext;
  private readonly thing: Matte;
  private isBound: boolean | undefined;
  private known: Ground | undefined;

  constructor(context: EditContext) {
    this.context = context;
    this.thing = withoutVeil(context.matte);
  }

  /**
   * @returns undefined where something would look out, another thing or what belongs to this one would be hidden, or the thing
   *   would be seen to be cut out of something
   */
  at(placement: Placement): Patch | undefined {
    const { image, matte, mayChange } = this.context;
    const layer = placeLayer(this.thing, placement, image);
    const after = layer && solidBox(layer);
    if (!after || ![after, growBox(after, SEEN_RIM_PX, image)].some(mayChange)) return undefined;
    if (leftShare(matte, layer) > MAX_LEFT || holdsKept(after, this.context) || this.hasToStay()) return undefined;
    if (leavesPiece(matte, layer) || hidesOther(this.context, layer)) return undefined;
    const { ground } = this;
    if (ground.isOutgrownBy(layer)) return undefined;
    if (losesPiece(image, matte, layer, (lab) => !ground.isOther(lab))) return undefined;
    const patch = cropImage(image, growBox(unionBox(matte.box, layer.box), 1, image));
    drawLayer(patch, layer);
    settle(this.context, patch);
    return patch;
  }

  private get ground(): Ground {
    this.known ??= new Ground(this.context.image, this.context.matte);
    return this.known;
  }

  /** Whether the thing is none, would be seen to be cut out of something or of its frame, or is to be read: wherever it is laid. */
  private hasToStay(): boolean {
    const { image, matte } = this.context;
    this.isBound ??=
      isCutOff(image, matte) ||
      isFramed(image, matte) ||
      isWriting(image, matte) ||
      leadsAway(image, matte) ||
      this.ground.isPatchOfIt();
    return this.isBound;
  }
}
