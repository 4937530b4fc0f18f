import type { Size } from '../../contract/geometry.ts';
import type { FloatMap, RgbImage } from '../../imaging/image.ts';
import { halfLumaOf } from '../../imaging/kernels/half-luma.ts';
import { halveMap, lumaOf } from '../../imaging/pyramid.ts';
import { type Frame, frameOf } from './frame.ts';
import { createGradientMap, type GradientMap } from './gradient-map.ts';

/** Pictures with more pixels are registered at half their size: the places are then still found to a few hundredths of a pixel. */
const MAX_FINEST_PIXELS = 420_000;
/** The search starts where the longer side is at most this long: shifts of 30 pixels are then a few. */
const MAX_COARSEST_SIDE_PX = 200;
/** No side of a level is shorter. */
const MIN_LEVEL_SIDE_PX = 24;

/** How often a picture of this size is halved before it is looked at at all. */
export function finestLevel({ width, height }: Size): number {
  let halvings = 0;
  while ((width * height) / 4 ** halvings > MAX_FINEST_PIXELS) halvings++;
  return halvings;
}

/** The levels on which two pictures are compared, as numbers of halvings, from coarse to fine. */
export function planLevels(a: Size, b: Size): number[] {
  const finest = finestLevel(a);
  const longest = Math.max(a.width, a.height, b.width, b.height);
  const shortest = Math.min(a.width, a.height, b.width, b.height);
  let coarsest = finest;
  while (longest / 2 ** coarsest > MAX_COARSEST_SIDE_PX && shortest / 2 ** (coarsest + 1) >= MIN_LEVEL_SIDE_PX)
    coarsest++;
  return Array.from({ length: coarsest - finest + 1 }, (_, at) => coarsest - at);
}

/** A picture's luma halved again and again; each level is made when it is first asked for, and then kept. */
export class PicturePyramid {
  /** Of the picture itself. */
  readonly size: Size;
  readonly #levels: FloatMap[] = [];
  readonly #gradients = new Map<number, GradientMap>();

  /**
   * @param size of the picture itself
   * @param base its luma, halved `baseHalvings` times: finer levels than this one do not exist
   */
  constructor(size: Size, base: FloatMap, baseHalvings: number) {
    this.size = { width: size.width, height: size.height };
    this.#levels[baseHalvings] = base;
  }

  /** The luma halved so many times. */
  level(halvings: number): FloatMap {
    if (halvings < 0) throw new RangeError('PicturePyramid: expected a level that is not finer than the base');
    this.#levels[halvings] ??= halveMap(this.level(halvings - 1));
    return this.#levels[halvings];
  }

  /** The same with its slopes. */
  gradients(halvings: number): GradientMap {
    const known = this.#gradients.get(halvings);
    if (known !== undefined) return known;
    const made = createGradientMap(this.level(halvings));
    this.#gradients.set(halvings, made);
    return made;
  }

  /** The frame of this picture on one of its levels. */
  frame(halvings: number): Frame {
    return frameOf(this.size, halvings);
  }
}

/** The pyramid of an image. @param finest the finest level that will be asked for */
export function pyramidOf(image: RgbImage, finest: number): PicturePyramid {
  return finest === 0 ? new PicturePyramid(image, lumaOf(image), 0) : new PicturePyramid(image, halfLumaOf(image), 1);
}
