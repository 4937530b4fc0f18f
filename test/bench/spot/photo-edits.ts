import type { Box, Point } from '../../../src/contract/geometry.ts';
import type { RgbImage } from '../../../src/imaging/image.ts';
import type { Random } from '../../../src/imaging/random.ts';

/** A smooth, round shape with dents: a place in a photo that is edited. */
export interface Blob {
  readonly centre: Point;
  /** Pixels. */
  readonly radius: number;
  readonly dents: number;
  readonly depth: number;
  readonly turn: number;
}

/** The largest radius of a blob as a multiple of its own. */
const REACH = 1.3;
/** Pixels over which an edit fades into the picture, as a brush of a paint program does. */
const SOFT_EDGE_PX = 1.5;
/** Points of the rim that an erased place is filled from. */
const RIM_POINTS = 48;

export function boxOfBlob({ centre, radius }: Blob): Box {
  const reach = Math.ceil(radius * REACH + SOFT_EDGE_PX);
  return { x: Math.floor(centre.x) - reach, y: Math.floor(centre.y) - reach, width: 2 * reach, height: 2 * reach };
}

const radiusAt = ({ radius, dents, depth, turn }: Blob, angle: number) =>
  radius * (1 + depth * Math.sin(dents * angle + turn));

/** How much of a pixel an edit covers, 0 to 1. */
function coverage(blob: Blob, x: number, y: number): number {
  const [dx, dy] = [x - blob.centre.x, y - blob.centre.y];
  const inside = radiusAt(blob, Math.atan2(dy, dx)) - Math.hypot(dx, dy);
  return Math.min(1, Math.max(0, inside / SOFT_EDGE_PX + 0.5));
}

type Colour = readonly [number, number, number];

const pixelAt = ({ data, width }: RgbImage, x: number, y: number): Colour => {
  const at = (y * width + x) * 3;
  return [data[at], data[at + 1], data[at + 2]];
};

const byte = (value: number) => Math.round(Math.min(255, Math.max(0, value)));
const clampTo = (value: number, length: number) => Math.min(length - 1, Math.max(0, Math.round(value)));

/** Turns a colour about the grey axis: hue changes, brightness and strength do not. */
function turnHue([r, g, b]: Colour, angle: number): Colour {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle) / Math.sqrt(3)];
  const third = (1 - cos) / 3;
  return [
    r * (cos + third) + g * (third - sin) + b * (third + sin),
    r * (third + sin) + g * (cos + third) + b * (third - sin),
    r * (third - sin) + g * (third + sin) + b * (cos + third),
  ];
}

/** The weighted mean of the rim around a blob: near points count more (Shepard 1968, power 2). */
function fillFromRim(image: RgbImage, blob: Blob): (x: number, y: number) => Colour {
  const rim = Array.from({ length: RIM_POINTS }, (_, index) => {
    const angle = (index * 2 * Math.PI) / RIM_POINTS - Math.PI;
    const away = radiusAt(blob, angle) + 2 * SOFT_EDGE_PX;
    const x = clampTo(blob.centre.x + Math.cos(angle) * away, image.width);
    const y = clampTo(blob.centre.y + Math.sin(angle) * away, image.height);
    return { x, y, colour: pixelAt(image, x, y) };
  });
  return (x, y) => {
    const sum = [0, 0, 0, 0];
    for (const point of rim) {
      const weight = 1 / ((point.x - x) ** 2 + (point.y - y) ** 2 + 1);
      for (let channel = 0; channel < 3; channel++) sum[channel] += weight * point.colour[channel];
      sum[3] += weight;
    }
    return [sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]];
  };
}

/** What a pixel of the blob becomes. */
type Paint = (x: number, y: number) => Colour;
type PhotoEdit = (image: RgbImage, blob: Blob, random: Random) => Paint;

const sign = (random: Random) => (random.next() < 0.5 ? -1 : 1);

const brighten: PhotoEdit = (image, _, random) => {
  const levels = random.between(25, 55) * sign(random);
  return (x, y) => pixelAt(image, x, y).map((value) => value + levels) as unknown as Colour;
};

const hue: PhotoEdit = (image, _, random) => {
  const angle = random.between(0.7, Math.PI) * sign(random);
  return (x, y) => turnHue(pixelAt(image, x, y), angle);
};

/** A piece of the picture that lies elsewhere: a new thing. */
const copy: PhotoEdit = (image, blob, random) => {
  const { width, height } = boxOfBlob(blob);
  const dx = random.integer(width, Math.max(width, Math.floor(image.width / 2))) * sign(random);
  const dy = random.integer(0, height) * sign(random);
  return (x, y) => pixelAt(image, clampTo(x + dx, image.width), clampTo(y + dy, image.height));
};

const mirror: PhotoEdit =
  (image, { centre }) =>
  (x, y) =>
    pixelAt(image, clampTo(2 * centre.x - x, image.width), y);

/** The whole picture's edits that people make, each a function of what was there. */
export const PHOTO_EDITS = { brighten, hue, copy, mirror, erase: fillFromRim } as const satisfies Record<
  string,
  PhotoEdit
>;
export type PhotoEditKind = keyof typeof PHOTO_EDITS;

/** Makes one edit on a copy that the caller owns. @param from the picture before all edits */
export function editBlob(onto: RgbImage, from: RgbImage, blob: Blob, kind: PhotoEditKind, random: Random): void {
  const paint: Paint = PHOTO_EDITS[kind](from, blob, random);
  const { x: left, y: top, width, height } = boxOfBlob(blob);
  for (let y = Math.max(0, top); y < Math.min(from.height, top + height); y++) {
    for (let x = Math.max(0, left); x < Math.min(from.width, left + width); x++) {
      const share = coverage(blob, x, y);
      if (share === 0) continue;
      const [before, after] = [pixelAt(from, x, y), paint(x, y)];
      const mixed = before.map((value, channel) => byte(value + share * (after[channel] - value)));
      onto.data.set(mixed, (y * from.width + x) * 3);
    }
  }
}
