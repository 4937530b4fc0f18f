import { createMask, type Mask } from './image.ts';

/** Goes through the pixels outside a mask. */
class OutsideWalk {
  readonly outside: Uint8Array;
  private readonly data: Mask['data'];
  private readonly stack: Int32Array;
  private open = 0;

  constructor({ data }: Mask) {
    this.data = data;
    this.outside = new Uint8Array(data.length);
    this.stack = new Int32Array(data.length);
  }

  reach(pixel: number): void {
    if (this.data[pixel] || this.outside[pixel]) return;
    this.outside[pixel] = 1;
    this.stack[this.open++] = pixel;
  }

  /** A pixel whose neighbours were not reached yet; -1 when there is none. */
  next(): number {
    return this.open > 0 ? this.stack[--this.open] : -1;
  }
}

/** Sets every pixel that cannot be reached (4-connected) from outside the mask. */
export function fillHoles(mask: Mask): Mask {
  const { width, height, data } = mask;
  const walk = new OutsideWalk(mask);
  for (let x = 0; x < width; x++) {
    walk.reach(x);
    walk.reach((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    walk.reach(y * width);
    walk.reach((y + 1) * width - 1);
  }
  for (let pixel = walk.next(); pixel >= 0; pixel = walk.next()) {
    const x = pixel % width;
    if (x > 0) walk.reach(pixel - 1);
    if (x + 1 < width) walk.reach(pixel + 1);
    if (pixel >= width) walk.reach(pixel - width);
    if (pixel + width < data.length) walk.reach(pixel + width);
  }
  const { outside } = walk;
  for (let pixel = 0; pixel < outside.length; pixel++) outside[pixel] = 1 - outside[pixel];
  return createMask(width, height, outside);
}
