import type { Point } from '../../contract/geometry.ts';
import { distanceToSet } from '../../imaging/distance.ts';
import { copyRgbImage, createFloatMap, createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { cropImage, type Patch, pastePatch } from '../../imaging/patch.ts';
import { type PlacedMask, padMask } from '../../imaging/placed-mask.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { fitInto } from './cut-out.ts';
import { drawLayer } from './layer.ts';

/** The ground is compared within this distance of the place. */
const RING_PX = 7;
/** So many pixels of the ring, and of the place, stand for all. */
const RING_SAMPLES = 240;
const PLACE_SAMPLES = 60;
/** How far away ground is looked for, in the longer sides of the place: along the horizon, and up or down. */
const REACH = { across: 2.6, down: 1.4 };
/** Shifts are tried on a grid that parts the longer side into so many, then pixel by pixel around the best. */
const GRID = 24;
const BEST = 4;
/** What is copied over the place fades out over this many pixels. */
const FEATHER_PX = 4;
/** ... but not over what differs from it by this much (grey levels of a channel): that is another thing's edge. */
const OTHER_THING = 24;

interface Shift extends Point {
  readonly cost: number;
}

/** Every so manieth pixel of a placed mask, as indices of the image. */
function samplesOf({ box, mask }: PlacedMask, count: number, width: number): number[] {
  const set = Array.from(mask.data.keys()).filter((pixel) => mask.data[pixel]);
  const step = Math.max(1, Math.floor(set.length / count));
  return set
    .filter((_, index) => index % step === 0)
    .map((pixel) => (box.y + Math.floor(pixel / box.width)) * width + box.x + (pixel % box.width));
}

/** The pixels around a place, as a mask. */
function ringOf(hole: PlacedMask, image: RgbImage): PlacedMask {
  const { box, mask } = padMask(hole, RING_PX, image);
  const away = distanceToSet(mask).data;
  return {
    box,
    mask: createMask(
      box.width,
      box.height,
      Uint8Array.from(away, (value) => (value > 0 && value <= RING_PX ? 1 : 0)),
    ),
  };
}

/** Finds ground that meets the surroundings of a place when it is shifted there. */
class GroundSearch {
  private readonly image: RgbImage;
  private readonly hole: PlacedMask;
  private readonly taken: Mask;
  private readonly ring: readonly number[];
  private readonly place: readonly number[];

  constructor(image: RgbImage, hole: PlacedMask, taken: Mask) {
    this.image = image;
    this.hole = hole;
    this.taken = taken;
    this.ring = samplesOf(ringOf(hole, image), RING_SAMPLES, image.width).filter((pixel) => !taken.data[pixel]);
    this.place = samplesOf(hole, PLACE_SAMPLES, image.width);
  }

  /** Some of the best shifts, apart from each other, the best first. */
  best(): Shift[] {
    const { box } = this.hole;
    const longer = Math.max(box.width, box.height);
    const step = Math.max(2, Math.round(longer / GRID));
    const found: Shift[] = [];
    for (let y = -Math.round(REACH.down * longer); y <= REACH.down * longer; y += step) {
      for (let x = -Math.round(REACH.across * longer); x <= REACH.across * longer; x += step) {
        const cost = this.costOf(x, y, Number.POSITIVE_INFINITY);
        if (cost !== undefined) found.push({ x, y, cost });
      }
    }
    found.sort((a, b) => a.cost - b.cost);
    const apart: Shift[] = [];
    for (const shift of found) {
      if (apart.length === BEST) break;
      if (apart.every((other) => Math.hypot(other.x - shift.x, other.y - shift.y) > 2 * step)) apart.push(shift);
    }
    return apart.map((shift) => this.refine(shift, step)).sort((a, b) => a.cost - b.cost);
  }

  /** Mean difference (grey levels, all channels) around the place; undefined where the ground is not free. */
  private costOf(x: number, y: number, most: number): number | undefined {
    const { width, height, data } = this.image;
    const { box } = this.hole;
    const [left, top] = [box.x + x - RING_PX, box.y + y - RING_PX];
    if (left < 0 || top < 0 || left + box.width + 2 * RING_PX > width || top + box.height + 2 * RING_PX > height)
      return;
    const offset = y * width + x;
    if (this.place.some((pixel) => this.taken.data[pixel + offset])) return undefined;
    let [sum, count] = [0, 0];
    const limit = most * this.ring.length;
    for (const pixel of this.ring) {
      const from = pixel + offset;
      if (this.taken.data[from]) return undefined;
      for (let channel = 0; channel < 3; channel++) {
        sum += Math.abs(data[pixel * 3 + channel] - data[from * 3 + channel]);
      }
      count++;
      if (sum > limit) return undefined;
    }
    return count === 0 ? undefined : sum / count;
  }

  private refine(start: Shift, reach: number): Shift {
    let best = start;
    for (let y = start.y - reach; y <= start.y + reach; y++) {
      for (let x = start.x - reach; x <= start.x + reach; x++) {
        const cost = this.costOf(x, y, best.cost);
        if (cost !== undefined && cost < best.cost) best = { x, y, cost };
      }
    }
    return best;
  }
}

/** The layer without what would fade into other things beside the place. */
function spareOthers(layer: Matte, { image }: Patch, hole: Mask): Matte {
  const alpha = layer.alpha.data.map((share, pixel) => {
    if (share === 0 || hole.data[pixel]) return share;
    const steps = [0, 1, 2].map((channel) =>
      Math.abs(image.data[pixel * 3 + channel] - layer.foreground[pixel * 3 + channel]),
    );
    return share * Math.max(0, 1 - Math.max(...steps) / OTHER_THING);
  });
  return { ...layer, alpha: createFloatMap(layer.alpha.width, layer.alpha.height, alpha) };
}

/** The picture with the ground at a shift laid over a place. */
function lay(image: RgbImage, hole: PlacedMask, { x, y }: Point): RgbImage | undefined {
  const { box, mask } = padMask(hole, FEATHER_PX + 1, image);
  const alpha = createFloatMap(
    box.width,
    box.height,
    distanceToSet(mask).data.map((away) => Math.max(0, 1 - away / (FEATHER_PX + 1))),
  );
  const [left, top] = [box.x + x, box.y + y];
  if (left < 0 || top < 0 || left + box.width > image.width || top + box.height > image.height) return undefined;
  const ground = cropImage(image, { ...box, x: left, y: top }).image;
  const patch = cropImage(image, box);
  const layer = fitInto(patch, { box, alpha, foreground: Float32Array.from(ground.data) }, 1);
  if (!layer) return undefined;
  drawLayer(patch, spareOthers(layer, patch, mask));
  const laid = copyRgbImage(image);
  pastePatch(laid, patch);
  return laid;
}

/** A picture with ground laid over a place, and all that changed. */
export interface Laid {
  readonly image: RgbImage;
  readonly hole: PlacedMask;
}

/**
 * Lays ground from nearby over a place: a piece of the same wall, shelf or meadow whose lines go on in those around.
 *
 * @param taken 1 = not to be copied: the thing itself, and others; as large as the image
 * @returns the pictures that meet their surroundings best, the best first
 */
export function cloneGround(image: RgbImage, hole: PlacedMask, taken: Mask): Laid[] {
  const padded = padMask(hole, FEATHER_PX, image);
  const grown = {
    box: padded.box,
    mask: createMask(
      padded.box.width,
      padded.box.height,
      Uint8Array.from(distanceToSet(padded.mask).data, (away) => (away <= FEATHER_PX ? 1 : 0)),
    ),
  };
  return new GroundSearch(image, hole, taken).best().flatMap((shift) => {
    const laid = lay(image, hole, shift);
    return laid ? [{ image: laid, hole: grown }] : [];
  });
}
