import type { Point, Size } from '../../src/contract/geometry.ts';
import { createMask, createRgbImage, type Mask, type RgbImage } from '../../src/imaging/image.ts';
import { createRandom } from '../../src/imaging/random.ts';

export type Colour = readonly [number, number, number];

/** A plain coloured thing. `size` is the length of its box's sides in pixels. */
export interface Shape {
  readonly kind: 'disc' | 'square' | 'diamond' | 'triangle';
  readonly centre: Point;
  readonly size: number;
  readonly colour: Colour;
}

/** Whether a point, measured from the centre in half sizes (-1 to 1), lies in the shape. */
const HOLDS: Readonly<Record<Shape['kind'], (x: number, y: number) => boolean>> = {
  disc: (x, y) => Math.hypot(x, y) <= 1,
  square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= 1,
  diamond: (x, y) => Math.abs(x) + Math.abs(y) <= 1,
  triangle: (x, y) => y <= 1 && Math.abs(x) <= (y + 1) / 2,
};
const KINDS = ['disc', 'square', 'diamond', 'triangle'] as const;
/** Clearly coloured, clearly different from each other and from the grounds below. */
const PALETTE: readonly Colour[] = [
  [200, 40, 40],
  [40, 90, 200],
  [40, 150, 60],
  [240, 200, 40],
  [150, 60, 170],
  [240, 130, 30],
  [30, 160, 170],
];
const SAMPLES = [1 / 6, 3 / 6, 5 / 6];
const LEAF_PX = 3;

/** An image in which every pixel is computed. */
export function paint({ width, height }: Size, colourAt: (x: number, y: number) => Colour): RgbImage {
  const image = createRgbImage(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) image.data.set(colourAt(x, y), (y * width + x) * 3);
  }
  return image;
}

export function flat(size: Size, colour: Colour): RgbImage {
  return paint(size, () => colour);
}

/** How much of a pixel a shape covers, 0 to 1 in ninths. */
function coverage({ kind, centre, size }: Shape, x: number, y: number): number {
  let hits = 0;
  for (const dy of SAMPLES) {
    for (const dx of SAMPLES) {
      if (HOLDS[kind]((2 * (x + dx - centre.x)) / size, (2 * (y + dy - centre.y)) / size)) hits++;
    }
  }
  return hits / SAMPLES.length ** 2;
}

/** The pixels that a shape covers by half or more. */
export function shapeMask(shape: Shape, { width, height }: Size): Mask {
  const mask = createMask(width, height);
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    mask.data[pixel] = coverage(shape, pixel % width, Math.floor(pixel / width)) >= 0.5 ? 1 : 0;
  }
  return mask;
}

/** Draws shapes on an image, with soft edges; the image given stays as it was. */
export function drawShapes(ground: RgbImage, shapes: readonly Shape[]): RgbImage {
  const image = createRgbImage(ground.width, ground.height, ground.data.slice());
  for (const shape of shapes) {
    const half = shape.size / 2 + 1;
    for (let y = Math.max(0, Math.floor(shape.centre.y - half)); y < Math.min(image.height, shape.centre.y + half); y++)
      for (
        let x = Math.max(0, Math.floor(shape.centre.x - half));
        x < Math.min(image.width, shape.centre.x + half);
        x++
      ) {
        const share = coverage(shape, x, y);
        for (let channel = 0; channel < 3; channel++) {
          const at = (y * image.width + x) * 3 + channel;
          image.data[at] = Math.round(image.data[at] + share * (shape.colour[channel] - image.data[at]));
        }
      }
  }
  return image;
}

/** A ground that is shaded from one corner to the other. */
export function shadedGround(size: Size): RgbImage {
  return paint(size, (x, y) => {
    const light = Math.round((20 * x) / size.width + (12 * y) / size.height);
    return [205 + light, 210 + light, 200 + light];
  });
}

/** Adds seeded noise of up to `amplitude` grey levels to every channel; the image given stays as it was. */
export function withNoise(image: RgbImage, amplitude: number, seed: string): RgbImage {
  const random = createRandom(seed);
  const data = image.data.map((value) => Math.min(255, Math.max(0, value + random.integer(-amplitude, amplitude))));
  return createRgbImage(image.width, image.height, data);
}

/** Makes shapes look like leaves: every few of their pixels as light or as dark as chance has it, by up to `amplitude`. */
export function leafy(image: RgbImage, shapes: readonly Shape[], amplitude: number): RgbImage {
  const masks = shapes.map((shape) => shapeMask(shape, image));
  const random = createRandom('leaves');
  const light = Array.from({ length: image.width * image.height }, () => random.integer(-amplitude, amplitude));
  return paint(image, (x, y) => {
    const pixel = y * image.width + x;
    const isLeaf = masks.some(({ data }) => data[pixel] === 1);
    const shade = isLeaf ? light[Math.floor(y / LEAF_PX) * image.width + Math.floor(x / LEAF_PX)] : 0;
    const value = (channel: number) => Math.min(255, Math.max(0, image.data[pixel * 3 + channel] + shade));
    return [value(0), value(1), value(2)];
  });
}

/** Soft waves of colour with a little noise: no edges, no flat parts, like foliage out of focus. */
export function texture(size: Size, seed: string): RgbImage {
  const waves = paint(size, (x, y) => [
    Math.round(120 + 60 * Math.sin(x / 7 + y / 19)),
    Math.round(130 + 50 * Math.sin(x / 13 - y / 9)),
    Math.round(110 + 40 * Math.cos(x / 17 + y / 5)),
  ]);
  return withNoise(waves, 6, seed);
}

export interface SceneOptions extends Size {
  readonly columns: number;
  readonly rows: number;
  /** Box side of every shape in pixels. */
  readonly shapeSize: number;
}

/** Coloured shapes of all kinds, one in the middle of each cell of a grid. */
export function gridShapes({ width, height, columns, rows, shapeSize }: SceneOptions): Shape[] {
  return Array.from({ length: columns * rows }, (_, index) => ({
    kind: KINDS[(index + Math.floor(index / columns)) % KINDS.length],
    centre: {
      x: Math.round(((index % columns) + 0.5) * (width / columns)),
      y: Math.round((Math.floor(index / columns) + 0.5) * (height / rows)),
    },
    size: shapeSize,
    colour: PALETTE[index % PALETTE.length],
  }));
}

/** A picture of gridShapes on a shaded ground. */
export function gridScene(options: SceneOptions): RgbImage {
  return drawShapes(shadedGround(options), gridShapes(options));
}
