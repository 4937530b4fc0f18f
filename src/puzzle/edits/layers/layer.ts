import type { Box, Point, Size } from '../../../contract/geometry.ts';
import { containsBox } from '../../../imaging/geometry.ts';
import { createFloatMap } from '../../../imaging/image.ts';
import type { Patch } from '../../../imaging/patch.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { keepCrisp } from './keep-crisp.ts';

/** How a thing is put elsewhere: turned and scaled about a point that stays where it is, then shifted. */
export interface Placement {
  /** In pixels of the puzzle image. */
  readonly anchor: Point;
  /** 1 keeps the size. */
  readonly scale: number;
  /** Clockwise, in radians. */
  readonly turn: number;
  readonly isMirrored: boolean;
  readonly shift: Point;
}

export const IN_PLACE = { scale: 1, turn: 0, isMirrored: false, shift: { x: 0, y: 0 } } as const;

const CHANNELS = 3;
/** Alpha, then red, green and blue times alpha. */
const LAYER_CHANNELS = 4;
const TAPS = 4;
const MAX_BYTE = 255;
/** A cut-out pixel of which less than this belongs to the thing shows nothing of it. */
const LEAST_ALPHA = 1 / 255;

/** The smallest box that holds what is seen of a thing. @param least alpha that counts; undefined for an empty matte */
export function solidBox({ box, alpha }: Matte, least = 0.5): Box | undefined {
  let [minX, minY, maxX, maxY] = [box.width, box.height, -1, -1];
  for (let y = 0, pixel = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++, pixel++) {
      if (alpha.data[pixel] < least) continue;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (maxY < 0) minY = y;
      maxY = y;
    }
  }
  if (maxX < 0) return undefined;
  return { x: box.x + minX, y: box.y + minY, width: maxX - minX + 1, height: maxY - minY + 1 };
}

/** Where what is seen in a box stands: it keeps its feet there. */
export const footOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height });

function premultiply({ alpha, foreground }: Matte): Float32Array {
  const pixels = new Float32Array(alpha.data.length * LAYER_CHANNELS);
  for (let pixel = 0, to = 0; pixel < alpha.data.length; pixel++, to += LAYER_CHANNELS) {
    const share = alpha.data[pixel];
    pixels[to] = share;
    for (let channel = 0; channel < CHANNELS; channel++) {
      pixels[to + 1 + channel] = share * foreground[pixel * CHANNELS + channel];
    }
  }
  return pixels;
}

/** Writes the four weights at a fraction between two pixels (Keys 1981, a = -1/2): 0, 1, 0, 0 on a pixel. */
function cubicWeights(t: number, out: Float64Array): void {
  out[0] = ((2 - t) * t - 1) * t * 0.5;
  out[1] = ((3 * t - 5) * t * t + 2) * 0.5;
  out[2] = ((4 - 3 * t) * t + 1) * t * 0.5;
  out[3] = (t - 1) * t * t * 0.5;
}

/** Reads a premultiplied layer between its pixels; outside there is nothing. */
class LayerReader {
  private readonly pixels: Float32Array;
  private readonly size: Size;
  private readonly across = new Float64Array(TAPS);
  private readonly down = new Float64Array(TAPS);
  /** What was read last. */
  readonly value = new Float64Array(LAYER_CHANNELS);

  constructor(matte: Matte) {
    this.pixels = premultiply(matte);
    this.size = matte.box;
  }

  read(x: number, y: number): void {
    const { pixels, across, down, value } = this;
    const { width, height } = this.size;
    value.fill(0);
    const [left, top] = [Math.floor(x), Math.floor(y)];
    cubicWeights(x - left, across);
    cubicWeights(y - top, down);
    for (let j = 0; j < TAPS; j++) {
      const row = top + j - 1;
      if (row < 0 || row >= height || down[j] === 0) continue;
      for (let i = 0; i < TAPS; i++) {
        const column = left + i - 1;
        if (column < 0 || column >= width || across[i] === 0) continue;
        const weight = across[i] * down[j];
        const at = (row * width + column) * LAYER_CHANNELS;
        for (let channel = 0; channel < LAYER_CHANNELS; channel++) value[channel] += weight * pixels[at + channel];
      }
    }
  }
}

/** Where a point of the picture comes to lie. */
function forward({ anchor, scale, turn, isMirrored, shift }: Placement, { x, y }: Point): Point {
  const dx = (isMirrored ? anchor.x - x : x - anchor.x) * scale;
  const dy = (y - anchor.y) * scale;
  return {
    x: anchor.x + shift.x + dx * Math.cos(turn) - dy * Math.sin(turn),
    y: anchor.y + shift.y + dx * Math.sin(turn) + dy * Math.cos(turn),
  };
}

/** Where what comes to lie at a point was. */
function backward({ anchor, scale, turn, isMirrored, shift }: Placement): (x: number, y: number) => Point {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return (x, y) => {
    const dx = x - anchor.x - shift.x;
    const dy = y - anchor.y - shift.y;
    const fromX = (dx * cos + dy * sin) / scale;
    return { x: anchor.x + (isMirrored ? -fromX : fromX), y: anchor.y + (dy * cos - dx * sin) / scale };
  };
}

function boxAfter(placement: Placement, { x, y, width, height }: Box): Box {
  const corners = [
    { x, y },
    { x: x + width, y },
    { x, y: y + height },
    { x: x + width, y: y + height },
  ].map((corner) => forward(placement, corner));
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  const [left, top] = [Math.floor(Math.min(...xs)), Math.floor(Math.min(...ys))];
  return { x: left, y: top, width: Math.ceil(Math.max(...xs)) - left, height: Math.ceil(Math.max(...ys)) - top };
}

/** Puts a thing elsewhere (bicubic, as crisp as it was). @returns undefined when it would not lie in the picture whole */
export function placeLayer(matte: Matte, placement: Placement, size: Size): Matte | undefined {
  const seen = solidBox(matte, LEAST_ALPHA);
  if (!seen) return undefined;
  const box = boxAfter(placement, seen);
  if (!containsBox({ x: 0, y: 0, width: size.width, height: size.height }, box)) return undefined;
  const reader = new LayerReader(matte);
  const { value } = reader;
  const wasAt = backward(placement);
  const alpha = createFloatMap(box.width, box.height);
  const foreground = new Float32Array(box.width * box.height * CHANNELS);
  for (let pixel = 0; pixel < alpha.data.length; pixel++) {
    // Pixel centres lie half a pixel off the corner of their pixel, in both pictures.
    const from = wasAt(box.x + (pixel % box.width) + 0.5, box.y + Math.floor(pixel / box.width) + 0.5);
    reader.read(from.x - 0.5 - matte.box.x, from.y - 0.5 - matte.box.y);
    if (value[0] < LEAST_ALPHA) continue;
    alpha.data[pixel] = Math.min(1, value[0]);
    for (let channel = 0; channel < CHANNELS; channel++) {
      foreground[pixel * CHANNELS + channel] = Math.min(MAX_BYTE, Math.max(0, value[1 + channel] / value[0]));
    }
  }
  const layer = { box, alpha, foreground };
  if (placement.scale > 1) keepCrisp(layer, matte);
  return layer;
}

/** Draws a thing over a patch that the caller owns; the thing lies in it whole. */
export function drawLayer({ box, image }: Patch, layer: Matte): void {
  const { alpha, foreground } = layer;
  for (let row = 0, pixel = 0; row < layer.box.height; row++) {
    let at = ((layer.box.y - box.y + row) * box.width + layer.box.x - box.x) * CHANNELS;
    for (const end = pixel + layer.box.width; pixel < end; pixel++, at += CHANNELS) {
      const share = alpha.data[pixel];
      if (share === 0) continue;
      for (let channel = 0; channel < CHANNELS; channel++) {
        const before = image.data[at + channel];
        const value = before + share * (foreground[pixel * CHANNELS + channel] - before);
        image.data[at + channel] = Math.round(Math.min(MAX_BYTE, Math.max(0, value)));
      }
    }
  }
}
