import type { FloatMap } from '../../imaging/image.ts';
import { halveMap } from '../../imaging/pyramid.ts';
import { type Frame, frameOf } from './frame.ts';
import { createGradientMap, type GradientMap } from './gradient-map.ts';

/** Pictures with more pixels are registered at half their size: the places are then still found to a few hundredths of a pixel. */
const MAX_FINEST_PIXELS = 420_000;
/** The search starts where the longer side is at most this long: shifts of 30 pixels are then a few. */
const MAX_COARSEST_SIDE_PX = 200;
/** No side of a level is shorter. */
const MIN_LEVEL_SIDE_PX = 24;

/** The levels on which two pictures are compared, as numbers of halvings, from coarse to fine. */
export function planLevels(a: FloatMap, b: FloatMap): number[] {
  let finest = 0;
  while ((a.width * a.height) / 4 ** finest > MAX_FINEST_PIXELS) finest++;
  const longest = Math.max(a.width, a.height, b.width, b.height);
  const shortest = Math.min(a.width, a.height, b.width, b.height);
  let coarsest = finest;
  while (longest / 2 ** coarsest > MAX_COARSEST_SIDE_PX && shortest / 2 ** (coarsest + 1) >= MIN_LEVEL_SIDE_PX)
    coarsest++;
  return Array.from({ length: coarsest - finest + 1 }, (_, at) => coarsest - at);
}

/** A picture's luma at half, a quarter, ... of its size; made when asked for, and then kept. */
export class PicturePyramid {
  readonly #levels: FloatMap[];
  readonly #gradients = new Map<number, GradientMap>();

  constructor(full: FloatMap) {
    this.#levels = [full];
  }

  /** The luma halved so many times. */
  level(halvings: number): FloatMap {
    while (this.#levels.length <= halvings) this.#levels.push(halveMap(this.#levels[this.#levels.length - 1]));
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
    return frameOf(this.#levels[0], halvings);
  }
}
