import type { Frame } from './frame.ts';
import { GRADIENT_STRIDE, type GradientMap } from './gradient-map.ts';

/** Pixels of the first picture that speak for a place: x and y in the frame's coordinates, and their grey level. */
export interface Samples {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly level: Float32Array;
}

/** Tiles along the longer side: each gives its share, so that one rich corner does not speak for the whole picture. */
const TILES_ON_LONG_SIDE = 16;
/** A slope below this many grey levels a pixel says nothing about a place. */
const MIN_SLOPE = 0.5;
/** Slopes are counted in steps of this many grey levels a pixel, to find the strongest without sorting. */
const SLOPE_STEP = 0.25;
const MAX_SLOPE = 128;

interface Tile {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function tilesOf({ width, height }: GradientMap): Tile[] {
  const side = Math.max(1, Math.ceil(Math.max(width, height) / TILES_ON_LONG_SIDE));
  const tiles: Tile[] = [];
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      tiles.push({ left, right: Math.min(width, left + side), top, bottom: Math.min(height, top + side) });
    }
  }
  return tiles;
}

function slopeMap({ width, height, data }: GradientMap): Float32Array {
  const slopes = new Float32Array(width * height);
  for (let pixel = 0, at = 1; pixel < slopes.length; pixel++, at += GRADIENT_STRIDE) {
    slopes[pixel] = Math.sqrt(data[at] * data[at] + data[at + 1] * data[at + 1]);
  }
  return slopes;
}

/** The slope that about `wanted` pixels of the tile exceed. */
function slopeLimit(slopes: Float32Array, width: number, tile: Tile, wanted: number): number {
  const counts = new Uint32Array(MAX_SLOPE / SLOPE_STEP + 1);
  for (let y = tile.top; y < tile.bottom; y++) {
    for (let x = tile.left; x < tile.right; x++) {
      counts[Math.min(counts.length - 1, (slopes[y * width + x] / SLOPE_STEP) | 0)]++;
    }
  }
  let bin = counts.length - 1;
  for (let above = counts[bin]; bin > 0 && above + counts[bin - 1] <= wanted; bin--) above += counts[bin - 1];
  return Math.max(MIN_SLOPE, bin * SLOPE_STEP);
}

/** The indices of the pixels whose slopes reach their tile's limit. */
function steepPixels(map: GradientMap, wanted: number): Uint32Array {
  const slopes = slopeMap(map);
  const tiles = tilesOf(map);
  const pixels = new Uint32Array(slopes.length);
  let count = 0;
  for (const tile of tiles) {
    const limit = slopeLimit(slopes, map.width, tile, Math.ceil(wanted / tiles.length));
    for (let y = tile.top; y < tile.bottom; y++) {
      for (let pixel = y * map.width + tile.left; pixel < y * map.width + tile.right; pixel++) {
        if (slopes[pixel] >= limit) pixels[count++] = pixel;
      }
    }
  }
  return pixels.subarray(0, count);
}

/** The pixels with the steepest slopes, about `wanted` of them, spread over the picture. */
export function selectSamples(map: GradientMap, { centreX, centreY, unitPx }: Frame, wanted: number): Samples {
  const pixels = steepPixels(map, wanted);
  const count = pixels.length;
  const samples = { count, x: new Float32Array(count), y: new Float32Array(count), level: new Float32Array(count) };
  for (let at = 0; at < count; at++) {
    const row = Math.floor(pixels[at] / map.width);
    samples.x[at] = (pixels[at] - row * map.width - centreX) / unitPx;
    samples.y[at] = (row - centreY) / unitPx;
    samples.level[at] = map.data[pixels[at] * GRADIENT_STRIDE];
  }
  return samples;
}
