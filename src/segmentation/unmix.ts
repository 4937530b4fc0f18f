import type { Size } from '../contract/geometry.ts';
import type { PlaneRoom } from '../imaging/kernels/plane-room.ts';
import { blurEvenly, HalfReader, halve } from './half-planes.ts';

/** Colours count for a side the more, the more surely they are that side's: the sixth power of their share. */
const surenessOf = (share: number) => (share * share * share) ** 2;
const LEAST_WEIGHT = 1e-4;
/** RGB distance of both sides up to which the mask alone decides, and from which on colours do. */
const CONTRAST = { none: 8, sure: 20 };
/** Shares of the thing in a pixel from which on, and up to which, its texture counts as the thing's. */
const MIXED = { from: 0.35, to: 0.8 };
/** Shares this near to none or all are none or all. */
const LEAST_SHARE = 0.03;
const MAX_BYTE = 255;
const CHANNELS = 3;

const ramp = (value: number, { from, to }: { from: number; to: number }) =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/** Sums of one side's colours around each pixel, and of their weights. */
interface Side {
  readonly sums: readonly Float32Array[];
  readonly weight: Float32Array;
}

/** @param weightOf how much a pixel counts by the thing's share in it */
function sideOf(
  room: PlaneRoom,
  shares: Float32Array,
  colours: readonly Float32Array[],
  reach: number,
  weightOf: (share: number) => number,
): Side {
  const weight = room.plane();
  for (let pixel = 0; pixel < weight.length; pixel++) weight[pixel] = weightOf(shares[pixel]);
  const sums = colours.map((plane) => {
    const sum = room.plane();
    for (let pixel = 0; pixel < sum.length; pixel++) sum[pixel] = weight[pixel] * plane[pixel];
    blurEvenly(room, sum, reach);
    return sum;
  });
  blurEvenly(room, weight, reach);
  return { sums, weight };
}

/** What surrounds a mask's edge. */
export interface Surroundings {
  /** Of half the image's size. */
  readonly room: PlaneRoom;
  /** Red, green and blue, 0 to 255; planes of that room. */
  readonly colours: readonly Float32Array[];
  /** Half the side of the windows over which both sides are looked at, in pixels of the room. */
  readonly reach: number;
}

/**
 * Takes the ground out of mixed pixels: what is left is the mean colour of the thing around them. What a pixel is off the
 * mix of both sides is texture or shade: the thing's where the pixel is mostly thing. Where both sides are alike shares
 * become the mask's.
 *
 * @param shares of the thing in each pixel; changes
 * @param foreground the image's pixels, red, green, blue interleaved, 0 to 255; becomes the thing's own colours
 */
export function unmix(
  shares: Float32Array,
  foreground: Float32Array,
  mask: Size & { readonly data: Uint8Array },
  { room, colours, reach }: Surroundings,
): void {
  const halved = room.plane();
  halve(shares, mask, halved);
  const front = sideOf(room, halved, colours, reach, surenessOf);
  const back = sideOf(room, halved, colours, reach, (share) => surenessOf(1 - share));
  const reader = new HalfReader(mask);
  const [thing, ground] = [new Float64Array(CHANNELS), new Float64Array(CHANNELS)];
  for (let pixel = 0; pixel < shares.length; pixel++) {
    const own = mask.data[pixel];
    if (shares[pixel] === own) continue;
    reader.seek(pixel);
    const [fronts, backs] = [reader.read(front.weight), reader.read(back.weight)];
    let squares = 0;
    for (let channel = 0; channel < CHANNELS; channel++) {
      thing[channel] = reader.read(front.sums[channel]) / fronts;
      ground[channel] = reader.read(back.sums[channel]) / backs;
      squares += (thing[channel] - ground[channel]) ** 2;
    }
    const isKnown = fronts >= LEAST_WEIGHT && backs >= LEAST_WEIGHT;
    const sure = isKnown ? ramp(Math.sqrt(squares), { from: CONTRAST.none, to: CONTRAST.sure }) : 0;
    const alpha = own + sure * (shares[pixel] - own);
    shares[pixel] = alpha < LEAST_SHARE ? 0 : alpha > 1 - LEAST_SHARE ? 1 : alpha;
    if (sure === 0) continue;
    const texture = ramp(alpha, MIXED);
    for (let channel = 0; channel < CHANNELS; channel++) {
      const at = pixel * CHANNELS + channel;
      const rest = foreground[at] - alpha * thing[channel] - (1 - alpha) * ground[channel];
      const clean = Math.min(MAX_BYTE, Math.max(0, thing[channel] + texture * rest));
      foreground[at] += sure * (clean - foreground[at]);
    }
  }
  room.release(halved, front.weight, ...front.sums, back.weight, ...back.sums);
}
