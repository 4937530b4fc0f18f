/** A place in an image: pixels, x to the right, y down. May be fractional (a centroid). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A half-open rectangle of whole pixels: x <= column < x + width, y <= row < y + height. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A disc in pixels of the image it belongs to. */
export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Width and height of an image in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
