import type { Size } from '../../contract/geometry.ts';
import { FEATURE_BYTES, PATCH_RADIUS_PX } from '../../imaging/kernels/patch-field.ts';

/** Pixels whose priority is at least this share of the highest are filled together. */
const TOGETHER = 0.5;
/** A place without any line: what is best known goes first there. */
const LEAST_DATA = 2;
/** A pixel less known than this share of the best known of the front waits, whatever line runs into it. */
const LEAST_KNOWN = 0.6;

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
    const known = front.map((pixel) => this.#knownAround(pixel));
    const least = LEAST_KNOWN * known.reduce((most, share) => Math.max(most, share), 0);
    const priorities = front.map((pixel, index) =>
      known[index] < least ? 0 : known[index] * (LEAST_DATA + this.#lineInto(pixel, features)),
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

  /** Calls `visit` with each known place of the patch around a pixel. */
  #eachKnown(pixel: number, visit: (x: number, y: number) => void): void {
    const { width } = this.#size;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    for (let nearY = y - PATCH_RADIUS_PX; nearY <= y + PATCH_RADIUS_PX; nearY++) {
      for (let nearX = x - PATCH_RADIUS_PX; nearX <= x + PATCH_RADIUS_PX; nearX++) {
        if (this.#isKnown(nearX, nearY)) visit(nearX, nearY);
      }
    }
  }

  #knownAround(pixel: number): number {
    let count = 0;
    this.#eachKnown(pixel, () => count++);
    return count / (2 * PATCH_RADIUS_PX + 1) ** 2;
  }

  /** The strongest edge of the known part of the patch that runs across the front, grey levels a pixel. */
  #lineInto(pixel: number, features: Uint8Array): number {
    const { width } = this.#size;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    // The front's normal points from what is known into the hole.
    let [normalX, normalY] = [0, 0];
    this.#eachKnown(pixel, (knownX, knownY) => {
      normalX += x - knownX;
      normalY += y - knownY;
    });
    const length = Math.hypot(normalX, normalY);
    if (length === 0) return 0;
    const luma = (atX: number, atY: number) => {
      const at = (atY * width + atX) * FEATURE_BYTES;
      return (features[at] + 2 * features[at + 1] + features[at + 2]) / 4;
    };
    let strongest = 0;
    this.#eachKnown(pixel, (nearX, nearY) => {
      if (!this.#isKnown(nearX + 1, nearY) || !this.#isKnown(nearX, nearY + 1)) return;
      const here = luma(nearX, nearY);
      const [across, down] = [luma(nearX + 1, nearY) - here, luma(nearX, nearY + 1) - here];
      // An edge runs at right angles to its gradient.
      strongest = Math.max(strongest, Math.abs(across * normalY - down * normalX) / length);
    });
    return strongest;
  }
}
