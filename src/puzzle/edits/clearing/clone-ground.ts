import type { Point } from '../../../contract/geometry.ts';
import { distanceToSet } from '../../../imaging/distance.ts';
import { copyRgbImage, createFloatMap, createMask, type Mask, type RgbImage } from '../../../imaging/image.ts';
import { cropImage, type Patch, pastePatch } from '../../../imaging/patch.ts';
import { type PlacedMask, padMask, trimMask } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { fitInto } from '../layers/cut-out.ts';
import { drawLayer } from '../layers/layer.ts';
import { findGround } from './find-ground.ts';

/** What is copied over the place fades out over this many pixels. */
const FEATHER_PX = 4;
/** ... but not over what differs from it by this much (grey levels of a channel): that is another thing's edge. */
const OTHER_THING = 24;

/** The layer without what would fade into other things beside the place. */
function spareOthers(layer: Matte, { image }: Patch): Matte {
  const alpha = layer.alpha.data.map((share, pixel) => {
    // The place itself is covered whatever it shows.
    if (share === 0 || share === 1) return share;
    let most = 0;
    for (let at = pixel * 3; at < pixel * 3 + 3; at++) {
      most = Math.max(most, Math.abs(image.data[at] - layer.foreground[at]));
    }
    return share * Math.max(0, 1 - most / OTHER_THING);
  });
  return { ...layer, alpha: createFloatMap(layer.alpha.width, layer.alpha.height, alpha) };
}

/** How much of each pixel in and around a place is covered: the ground fades out beyond it. */
function coverOf(hole: PlacedMask, image: RgbImage): Matte {
  const { box, mask } = padMask(hole, FEATHER_PX + 1, image);
  const shares = distanceToSet(mask).data.map((away) => Math.max(0, 1 - away / (FEATHER_PX + 1)));
  return { box, alpha: createFloatMap(box.width, box.height, shares), foreground: new Float32Array() };
}

/** The picture with the ground at a shift laid over a place. */
function lay(image: RgbImage, cover: Matte, { x, y }: Point): RgbImage | undefined {
  const { box, alpha } = cover;
  const [left, top] = [box.x + x, box.y + y];
  if (left < 0 || top < 0 || left + box.width > image.width || top + box.height > image.height) return undefined;
  const ground = cropImage(image, { ...box, x: left, y: top }).image;
  const patch = cropImage(image, box);
  const layer = fitInto(patch, { box, alpha, foreground: Float32Array.from(ground.data) }, 1);
  if (!layer) return undefined;
  drawLayer(patch, spareOthers(layer, patch));
  const laid = copyRgbImage(image);
  pastePatch(laid, patch);
  return laid;
}

/** A picture with ground laid over a place, and all that changed. */
export interface Laid {
  readonly image: RgbImage;
  readonly hole: PlacedMask;
  /** How far away the ground is that was laid. */
  readonly from: Point;
}

/**
 * Lays ground from nearby over a place: a piece of the same wall, shelf or meadow whose lines go on in those around.
 *
 * @param taken 1 = not to be copied: the thing itself, and others; as large as the image
 * @returns the pictures that meet their surroundings best, the best first, each made when it is asked for
 */
export function* cloneGround(image: RgbImage, hole: PlacedMask, taken: Mask): Generator<Laid> {
  const cover = coverOf(hole, image);
  const { width, height, data } = cover.alpha;
  const changed = trimMask({ box: cover.box, mask: createMask(width, height, Uint8Array.from(data, Math.ceil)) });
  for (const shift of findGround(image, hole, taken)) {
    const laid = lay(image, cover, shift);
    if (laid) yield { image: laid, hole: changed, from: shift };
  }
}
