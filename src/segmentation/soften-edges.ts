import { createFloatMap, type FloatMap, type Mask } from '../imaging/image.ts';
import { type PlaneRoom, withPlaneRoom } from '../imaging/kernels/plane-room.ts';
import { ColourGuide, GUIDE_PLANES, type LinearMap } from './colour-guide.ts';
import { blurEvenly, HalfReader, halfOf, halve } from './half-planes.ts';
import { unmix } from './unmix.ts';

/** Edges are followed as far from a mask's border as this, in pixels: the softest that is, on either side. */
export const SOFT_REACH_PX = 11;
/** Crisp edges are followed in windows so far to each side, in which few colours meet ... */
const CRISP_WINDOW_PX = 3;
/** ... and soft ones in windows so far, of two by two pixels each (He & Sun 2015): nothing finer is left of them. */
const SOFT_WINDOW_HALF_PX = 4;
/** Variance of colours (0 to 1) that is noise: about two and a half grey levels. */
const NOISE_VARIANCE = 1e-4;
/** So soft, in pixels on either side, small windows find crisp edges at most, and soft ones at least. */
const SOFT = { from: 0.9, to: 1.4 };
/** Where the colours of a window explain less of the mask than this, too many meet in it; from `sure` on they tell. */
const EXPLAINED = { none: 0.55, sure: 0.72 };
/** The mean of 4 a (1 - a) over an edge that rises evenly is two thirds. */
const MEAN_MIXTURE = 2 / 3;
/** So many times as far as an edge is soft a colour may still be a mix of both sides; farther out the mask decides. */
const BELIEVED = { times: 3, leastPx: 2 };
const MAX_BYTE = 255;
/** Besides what a guide takes: the map, what is explained of it, two of softness, the colours, a fit, and both sides. */
const HALF_PLANES = GUIDE_PLANES + 16;

/** A mask's soft edge and what lies behind it. */
export interface SoftEdge {
  readonly alpha: FloatMap;
  /** The thing's own colour at each pixel, red, green, blue interleaved, 0 to 255. */
  readonly foreground: Float32Array;
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const ramp = (value: number, from: number, to: number) => clamp((value - from) / (to - from));
const trustIn = (explained: number) => ramp(explained, EXPLAINED.none, EXPLAINED.sure);

/** The share of the thing in each pixel where edges are crisp; that of the mask where the colours around it tell nothing. */
function crispShares(mask: Mask, colours: readonly Float32Array[]): { raw: Float32Array; shares: Float32Array } {
  const { width, height } = mask;
  return withPlaneRoom({ width, height, planes: GUIDE_PLANES }, (room) => {
    const [map, explained] = [room.plane(), room.plane()];
    map.set(mask.data);
    const guide = new ColourGuide(room, colours, CRISP_WINDOW_PX, NOISE_VARIANCE);
    guide.apply(guide.fit(map, explained), map);
    const [raw, shares] = [new Float32Array(map.length), new Float32Array(map.length)];
    for (let pixel = 0; pixel < map.length; pixel++) {
      raw[pixel] = clamp(map[pixel]);
      shares[pixel] = mask.data[pixel] + trustIn(explained[pixel]) * (raw[pixel] - mask.data[pixel]);
    }
    return { raw, shares };
  });
}

/** How long a mask's border is in each pixel. */
function borderLength({ data, width }: Mask): Float32Array {
  const length = new Float32Array(data.length);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const across = (pixel + 1) % width !== 0 && data[pixel] !== data[pixel + 1];
    const down = pixel + width < data.length && data[pixel] !== data[pixel + width];
    // A slanting border takes a step of each kind where it is about 1.4 px long.
    length[pixel] = across && down ? Math.SQRT2 : across || down ? 1 : 0;
  }
  return length;
}

/** How soft the edge is around each half pixel: pixels on either side, were it to rise evenly. */
function softness(room: PlaneRoom, shares: Float32Array, mask: Mask, border: Float32Array): Float32Array {
  const soft = room.plane();
  const mixed = new Float32Array(shares.length);
  for (let pixel = 0; pixel < mixed.length; pixel++) mixed[pixel] = 4 * shares[pixel] * (1 - shares[pixel]);
  halve(mixed, mask, soft);
  blurEvenly(room, soft, SOFT_WINDOW_HALF_PX);
  const least = 1 / (4 * SOFT_WINDOW_HALF_PX + 1) ** 2;
  for (let at = 0; at < soft.length; at++) soft[at] /= 2 * MEAN_MIXTURE * Math.max(least, border[at]);
  return soft;
}

/** The mask as a function of the colours of large windows, and how much of it they explain. */
interface SoftMap {
  readonly fitted: LinearMap;
  readonly explained: Float32Array;
}

/** Fits twice: once leaves soft edges too steep. */
function followSoftly(room: PlaneRoom, mask: Mask, colours: readonly Float32Array[]): SoftMap {
  const [map, explained] = [room.plane(), room.plane()];
  halve(mask.data, mask, map);
  const guide = new ColourGuide(room, colours, SOFT_WINDOW_HALF_PX, NOISE_VARIANCE);
  guide.apply(guide.fit(map, explained), map);
  for (let at = 0; at < map.length; at++) map[at] = clamp(map[at]);
  const fitted = guide.fit(map);
  guide.close();
  room.release(map);
  return { fitted, explained };
}

/** Replaces shares by those of large windows, as far as each pixel's edge is soft and its colours are few. */
function blendSoft(
  shares: Float32Array,
  colours: Uint8Array,
  soft: Float32Array,
  { fitted: { offset, slopes }, explained }: SoftMap,
  { reader, inward }: { reader: HalfReader; inward: Float32Array },
): void {
  const [red, green, blue] = slopes;
  for (let pixel = 0, at = 0; pixel < shares.length; pixel++, at += 3) {
    if (Math.abs(inward[pixel]) > SOFT_REACH_PX) continue;
    reader.seek(pixel);
    const longing = ramp(reader.read(soft), SOFT.from, SOFT.to);
    const trust = longing === 0 ? 0 : longing * trustIn(reader.read(explained));
    if (trust === 0) continue;
    const mix =
      reader.read(red) * colours[at] + reader.read(green) * colours[at + 1] + reader.read(blue) * colours[at + 2];
    shares[pixel] += trust * (clamp(reader.read(offset) + mix / MAX_BYTE) - shares[pixel]);
  }
}

/** Lets shares lean to the mask the more, the farther from its border they are: by the sixth power of the way's share. */
function leanToMask(
  shares: Float32Array,
  mask: Mask,
  soft: Float32Array,
  { reader, inward }: { reader: HalfReader; inward: Float32Array },
): void {
  for (let pixel = 0; pixel < shares.length; pixel++) {
    const own = mask.data[pixel];
    if (shares[pixel] === own) continue;
    reader.seek(pixel);
    const reach = Math.min(SOFT_REACH_PX, BELIEVED.leastPx + BELIEVED.times * reader.read(soft));
    const way = inward[pixel] / reach;
    const lean = (way * way * way) ** 2;
    shares[pixel] = clamp(shares[pixel] + (own ? lean : -lean));
  }
}

/**
 * Makes the edge of a mask as soft as the picture's is there: a pixel or two where it is drawn, many where it is out of
 * focus. Each pixel's share of the thing is what its colour makes likely in windows around it.
 *
 * @param colours 8-bit RGB, interleaved, of the mask's pixels
 * @param inward signed distance of each pixel to the mask's border, positive inside; at least up to SOFT_REACH_PX
 */
export function softenEdges(mask: Mask, colours: Uint8Array, inward: Float32Array): SoftEdge {
  const planes = [0, 1, 2].map((channel) => {
    const plane = new Float32Array(mask.data.length);
    for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = colours[pixel * 3 + channel];
    return plane;
  });
  const { raw, shares } = crispShares(mask, planes);
  const foreground = new Float32Array(colours);
  withPlaneRoom({ ...halfOf(mask), planes: HALF_PLANES }, (room) => {
    const halved = planes.map((plane) => {
      const half = room.plane();
      halve(plane, mask, half);
      return half;
    });
    const border = room.plane();
    halve(borderLength(mask), mask, border);
    blurEvenly(room, border, SOFT_WINDOW_HALF_PX);
    const place = { reader: new HalfReader(mask), inward };
    let soft = softness(room, raw, mask, border);
    if (soft.some((value) => value > SOFT.from)) {
      blendSoft(shares, colours, soft, followSoftly(room, mask, halved), place);
      room.release(soft);
      soft = softness(room, shares, mask, border);
    }
    leanToMask(shares, mask, soft, place);
    unmix(shares, foreground, mask, { room, colours: halved, reach: SOFT_WINDOW_HALF_PX });
  });
  return { alpha: createFloatMap(mask.width, mask.height, shares), foreground };
}
