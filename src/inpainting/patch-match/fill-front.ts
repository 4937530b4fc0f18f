import type { Size } from '../../contract/geometry.ts';
import { FEATURE_BYTES, PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';

/** Pixels whose priority is at least this share of the highest are filled together. */
const TOGETHER = 0.5;
/** A place without any line: what is best known goes first there. */
const LEAST_DATA = 2;
/** A pixel less known than this share of the best known of the front waits, whatever line runs into it. */
const LEAST_KNOWN = 0.6;

/** What of the patch around a pixel is known: its share, and the front's normal, which points from there into the hole. */
interface View {
  readonly share: number;
  readonly normalX: number;
  readonly normalY: number;
}

function lumaAt(features: Uint8Array, pixel: number): number {
  const at = pixel * FEATURE_BYTES;
  return (features[at] + 2 * features[at + 1] + features[at + 2]) / 4;
}

/** The border between what is known of a level and what is still open, and what of it should be filled next. */
export class FillFront {
  readonly #size: Size;
  readonly #isOpen: Uint8Array;
  readonly #features: Uint8Array | undefined;
  readonly #hole: number[] = [];

  /**
   * @param isOpen 1 = not yet filled; read anew at each step
   * @param features those of the level, of which red, green and blue come first; none when all of the front is filled at once
   */
  constructor({ width, height }: Size, isOpen: Uint8Array, features: Uint8Array | undefined) {
    this.#size = { width, height };
    this.#isOpen = isOpen;
    this.#features = features;
    for (let pixel = isOpen.indexOf(1); pixel >= 0; pixel = isOpen.indexOf(1, pixel + 1)) this.#hole.push(pixel);
  }

  /** Pixels to be filled next, ascending; none when all are filled. */
  next(): number[] {
    const front = this.#hole.filter((pixel) => this.#isOpen[pixel] && this.#touchesKnown(pixel));
    const features = this.#features;
    if (!features) return front;
    const views = front.map((pixel) => this.#knownAround(pixel));
    const least = LEAST_KNOWN * views.reduce((most, { share }) => Math.max(most, share), 0);
    const priorities = views.map((view, index) =>
      view.share < least ? 0 : view.share * (LEAST_DATA + this.#lineInto(front[index], view, features)),
    );
    const highest = priorities.reduce((most, priority) => Math.max(most, priority), 0);
    return front.filter((_, index) => priorities[index] >= TOGETHER * highest);
  }

  /** Whether a place is in the level and known. */
  #isKnown(x: number, y: number): boolean {
    const { width, height } = this.#size;
    return x >= 0 && y >= 0 && x < width && y < height && this.#isOpen[y * width + x] === 0;
  }

  #touchesKnown(pixel: number): boolean {
    const { width } = this.#size;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    return this.#isKnown(x - 1, y) || this.#isKnown(x + 1, y) || this.#isKnown(x, y - 1) || this.#isKnown(x, y + 1);
  }

  // Loops over whole patches, thousands of times: no calls in them.
  #knownAround(pixel: number): View {
    const { width, height } = this.#size;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    let [count, normalX, normalY] = [0, 0, 0];
    for (let nearY = Math.max(0, y - PATCH_RADIUS_PX); nearY <= Math.min(height - 1, y + PATCH_RADIUS_PX); nearY++) {
      for (let nearX = Math.max(0, x - PATCH_RADIUS_PX); nearX <= Math.min(width - 1, x + PATCH_RADIUS_PX); nearX++) {
        if (this.#isOpen[nearY * width + nearX] !== 0) continue;
        normalX += x - nearX;
        normalY += y - nearY;
        count++;
      }
    }
    return { share: count / (2 * PATCH_RADIUS_PX + 1) ** 2, normalX, normalY };
  }

  /** The strongest edge of the known part of the patch that runs across the front, grey levels a pixel. */
  #lineInto(pixel: number, { normalX, normalY }: View, features: Uint8Array): number {
    const { width, height } = this.#size;
    const isOpen = this.#isOpen;
    const length = Math.hypot(normalX, normalY);
    if (length === 0) return 0;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    let strongest = 0;
    for (let nearY = Math.max(0, y - PATCH_RADIUS_PX); nearY <= Math.min(height - 2, y + PATCH_RADIUS_PX); nearY++) {
      for (let nearX = Math.max(0, x - PATCH_RADIUS_PX); nearX <= Math.min(width - 2, x + PATCH_RADIUS_PX); nearX++) {
        const near = nearY * width + nearX;
        if (isOpen[near] !== 0 || isOpen[near + 1] !== 0 || isOpen[near + width] !== 0) continue;
        const here = lumaAt(features, near);
        const [across, down] = [lumaAt(features, near + 1) - here, lumaAt(features, near + width) - here];
        // An edge runs at right angles to its gradient.
        strongest = Math.max(strongest, Math.abs(across * normalY - down * normalX) / length);
      }
    }
    return strongest;
  }
}
