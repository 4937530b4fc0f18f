import type { Box } from '../../contract/geometry.ts';
import { resizeImage } from '../../imaging/codec.ts';
import type { RgbImage } from '../../imaging/image.ts';
import type { Layer } from '../../imaging/kernels/layer-chain.ts';
import { runFaceNetwork, VALUES_PER_BOX } from './face-network.ts';

/** Where a face is, in pixels of the image (not rounded), and how sure that is, 0 to 1. */
export interface Face {
  readonly box: Box;
  readonly score: number;
}

/** Long sides of the images in which faces are looked for, and how much of it a face takes at most: the finer one is for small faces. */
const LOOKS = [
  { longSide: 320, largest: 1 },
  { longSide: 736, largest: 0.3 },
];
/** Pixels of a cell of the network. */
const CELL_PX = 32;
const MEAN_RGB = [117.001, 114.697, 97.404];
const MAX_BYTE = 255;
/** Widths and heights of the network's five boxes, in cells. */
const ANCHORS = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
];
/** What is less sure than this is no face. */
const LEAST_SCORE = 0.5;
/** Skin of every shade lies within these limits of Cb and Cr (Chai & Ngan 1999) ... */
const SKIN_CB = { min: 77, max: 127 };
const SKIN_CR = { min: 133, max: 173 };
/** ... in this share of a face's middle, where nobody has hair ... */
const LEAST_SKIN = 0.35;
const MIDDLE = 0.6;
/** ... unless the picture has no colour: Cb and Cr of all that is looked at lie this close to grey's. */
const GREY_CHROMA = 128;
const COLOURLESS = 6;
/** Of two faces that overlap more than this (intersection over union) the surer one is it. */
const SAME_FACE = 0.4;

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** The image as the network wants it: on black, its sides filled up to whole cells. */
function toInput({ width, height, data }: RgbImage): Layer {
  const [w, h] = [Math.ceil(width / CELL_PX) * CELL_PX, Math.ceil(height / CELL_PX) * CELL_PX];
  const input = new Float32Array(w * h * 3);
  const [reds, greens, blues] = MEAN_RGB.map((mean) =>
    Float32Array.from({ length: MAX_BYTE + 1 }, (_, byte) => (byte - mean) / MAX_BYTE),
  );
  for (let y = 0, to = 0; y < h; y++) {
    const filled = y < height ? width : 0;
    for (let x = 0, from = y * width * 3; x < filled; x++, from += 3, to += 3) {
      input[to] = reds[data[from]];
      input[to + 1] = greens[data[from + 1]];
      input[to + 2] = blues[data[from + 2]];
    }
    for (let x = filled; x < w; x++, to += 3) {
      input[to] = reds[0];
      input[to + 1] = greens[0];
      input[to + 2] = blues[0];
    }
  }
  return { width: w, height: h, channels: 3, data: input };
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

/** All boxes that the network is sure enough of, in its own pixels. */
function readBoxes({ width, height, channels, data }: Layer): Face[] {
  const faces: Face[] = [];
  for (let cell = 0; cell < width * height; cell++) {
    for (const [anchor, [anchorWidth, anchorHeight]] of ANCHORS.entries()) {
      const at = cell * channels + anchor * VALUES_PER_BOX;
      const score = sigmoid(data[at + 4]);
      if (score < LEAST_SCORE) continue;
      const [w, h] = [Math.exp(data[at + 2]) * anchorWidth, Math.exp(data[at + 3]) * anchorHeight];
      const x = (cell % width) + sigmoid(data[at]) - w / 2;
      const y = Math.floor(cell / width) + sigmoid(data[at + 1]) - h / 2;
      faces.push({ score, box: { x: x * CELL_PX, y: y * CELL_PX, width: w * CELL_PX, height: h * CELL_PX } });
    }
  }
  return faces;
}

/** Whether the middle of a box shows skin, or nothing that has any colour. @param box in pixels of the image */
function showsSkin({ width, height, data }: RgbImage, box: Box): boolean {
  const from = (start: number, length: number) => Math.max(0, Math.round(start + ((1 - MIDDLE) / 2) * length));
  const to = (start: number, length: number, end: number) => Math.min(end, from(start, length) + MIDDLE * length);
  let [pixels, skin, grey] = [0, 0, 0];
  for (let y = from(box.y, box.height); y < to(box.y, box.height, height); y++) {
    for (let x = from(box.x, box.width); x < to(box.x, box.width, width); x++) {
      const at = (y * width + x) * 3;
      const [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
      const cb = GREY_CHROMA - 0.168736 * red - 0.331264 * green + 0.5 * blue;
      const cr = GREY_CHROMA + 0.5 * red - 0.418688 * green - 0.081312 * blue;
      pixels++;
      if (cb >= SKIN_CB.min && cb <= SKIN_CB.max && cr >= SKIN_CR.min && cr <= SKIN_CR.max) skin++;
      if (Math.max(Math.abs(cb - GREY_CHROMA), Math.abs(cr - GREY_CHROMA)) <= COLOURLESS) grey++;
    }
  }
  return grey === pixels || skin >= LEAST_SKIN * pixels;
}

/** Looks for faces at one size. @returns boxes in pixels of the image */
async function look(image: RgbImage, { longSide, largest }: (typeof LOOKS)[number]): Promise<Face[]> {
  const scale = Math.min(1, longSide / Math.max(image.width, image.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const small = await resizeImage(image, { width: side(image.width), height: side(image.height) });
  return readBoxes(runFaceNetwork(toInput(small)))
    .filter(({ box }) => Math.max(box.width, box.height) <= largest * longSide && showsSkin(small, box))
    .map(({ score, box: { x, y, width, height } }) => ({
      score,
      box: { x: x / scale, y: y / scale, width: width / scale, height: height / scale },
    }));
}

/** Finds faces of people seen from the front or nearly so, the surest first. */
export async function findFaces(image: RgbImage): Promise<Face[]> {
  const found: Face[] = [];
  for (const each of LOOKS) found.push(...(await look(image, each)));
  const faces: Face[] = [];
  for (const face of found.sort((a, b) => b.score - a.score)) {
    if (faces.every((other) => overlap(other.box, face.box) <= SAME_FACE)) faces.push(face);
  }
  return faces;
}
