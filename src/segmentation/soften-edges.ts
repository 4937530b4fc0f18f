import { createFloatMap, type FloatMap, type Mask } from '../imaging/image.ts';
import { boxMeans } from '../imaging/kernels/box-means.ts';
import { type PlaneRoom, withPlaneRoom } from '../imaging/kernels/plane-room.ts';
import { ColourGuide, GUIDE_PLANES } from './colour-guide.ts';

/** Edges are followed as far from a mask's border as this, in pixels: the softest that is, on either side. */
export const SOFT_REACH_PX = 11;
/**
 * Half the side of the windows in which a share of the thing is a linear function of the colours: for crisp edges, where
 * few colours meet in so small a place, and for soft ones.
 */
const CRISP_WINDOW_PX = 3;
const WINDOW_PX = 8;
/** Variance of colours (0 to 1) that is noise: about two and a half grey levels. */
const NOISE_VARIANCE = 1e-4;
/** So soft, in pixels on either side, small windows find crisp edges at most, and soft ones at least. */
const SOFT = { from: 0.9, to: 1.4 };
/** Where the colours of a window explain less of the mask than this, too many meet in it; from `sure` on they tell. */
const EXPLAINED = { none: 0.55, sure: 0.72 };
/** A soft edge is filtered so often: once leaves it too steep. */
const SOFT_PASSES = 2;
/** The mean of 4 a (1 - a) over an edge that rises evenly is two thirds. */
const MEAN_MIXTURE = 2 / 3;
/** So many times as far as an edge is soft a colour may still be a mix of both sides; farther out the mask decides. */
const BELIEVED = { times: 3, leastPx: 2 };
/** How slowly colours lose their say on the way there: the power of the way's share. */
const LEANING = 6;
/** Shares this near to none or all are none or all. */
const LEAST_SHARE = 0.03;
/** Colours count for a side the more, the more surely they are that side's: the power of their share. */
const SURENESS = 6;
const LEAST_WEIGHT = 1e-4;
/** RGB distance of both sides up to which the mask alone decides, and from which on colours do. */
const CONTRAST = { none: 8, sure: 20 };
/** Shares of the thing in a pixel from which on, and up to which, its texture counts as the thing's. */
const MIXED = { from: 0.35, to: 0.8 };
const MAX_BYTE = 255;

/** A mask's soft edge and what lies behind it. */
export interface SoftEdge {
  readonly alpha: FloatMap;
  /** The thing's own colour at each pixel, red, green, blue interleaved, 0 to 255. */
  readonly foreground: Float32Array;
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const ramp = (value: number, from: number, to: number) => clamp((value - from) / (to - from));

/** How soft the edge is around each pixel: pixels on either side, were it to rise evenly. */
function softness(room: PlaneRoom, shares: Float32Array, { data, width }: Mask): Float32Array {
  const [mixed, border] = [room.plane(), room.plane()];
  const last = data.length - 1;
  for (let pixel = 0; pixel < shares.length; pixel++) {
    const share = clamp(shares[pixel]);
    mixed[pixel] = 4 * share * (1 - share);
    const across = data[pixel] !== data[Math.min(last, pixel + 1)];
    const down = data[pixel] !== data[Math.min(last, pixel + width)];
    // A slanting border takes a step of each kind where it is about 1.4 px long.
    border[pixel] = across && down ? Math.SQRT2 : across || down ? 1 : 0;
  }
  const [mixture, length] = [room.plane(), room.plane()];
  boxMeans(room, mixed, WINDOW_PX, mixture);
  boxMeans(room, border, WINDOW_PX, length);
  const least = 1 / (2 * WINDOW_PX + 1) ** 2;
  for (let pixel = 0; pixel < shares.length; pixel++) {
    mixture[pixel] /= 2 * MEAN_MIXTURE * Math.max(least, length[pixel]);
  }
  room.release(mixed, border, length);
  return mixture;
}

/** How much each pixel's share is to be that of large windows; undefined where no edge is soft. */
function longingForSoftness(soft: Float32Array, inward: Float32Array): Float32Array | undefined {
  const longing = soft.map((value, pixel) =>
    Math.abs(inward[pixel]) > SOFT_REACH_PX ? 0 : ramp(value, SOFT.from, SOFT.to),
  );
  return longing.some((value) => value > 0) ? longing : undefined;
}

/** What windows of one size make of a mask. */
interface Followed {
  readonly shares: Float32Array;
  /** How far each pixel's share may be believed, 0 to 1. */
  readonly trust: Float32Array;
}

function followColours(room: PlaneRoom, mask: Mask, colours: Uint8Array, reach: number, passes: number): Followed {
  const [shares, trust] = [room.plane(), room.plane()];
  shares.set(mask.data);
  const guide = new ColourGuide(room, colours, reach, NOISE_VARIANCE);
  for (let pass = 0; pass < passes; pass++) {
    guide.filter(shares, pass === 0 ? trust : undefined);
    for (let pixel = 0; pixel < shares.length; pixel++) shares[pixel] = clamp(shares[pixel]);
  }
  guide.close();
  for (let pixel = 0; pixel < trust.length; pixel++) {
    trust[pixel] = ramp(trust[pixel], EXPLAINED.none, EXPLAINED.sure);
  }
  return { shares, trust };
}

/** The share of the thing in each pixel: the mask's where the colours around it tell nothing. */
function findShares(room: PlaneRoom, mask: Mask, colours: Uint8Array, inward: Float32Array): Float32Array {
  const crisp = followColours(room, mask, colours, CRISP_WINDOW_PX, 1);
  const soft = softness(room, crisp.shares, mask);
  const longing = longingForSoftness(soft, inward);
  room.release(soft);
  const { shares, trust } = crisp;
  for (let pixel = 0; pixel < shares.length; pixel++) {
    shares[pixel] = mask.data[pixel] + trust[pixel] * (shares[pixel] - mask.data[pixel]);
  }
  if (longing) {
    const wide = followColours(room, mask, colours, WINDOW_PX, SOFT_PASSES);
    for (let pixel = 0; pixel < shares.length; pixel++) {
      shares[pixel] += longing[pixel] * wide.trust[pixel] * (wide.shares[pixel] - shares[pixel]);
    }
    room.release(wide.shares, wide.trust);
  }
  room.release(trust);
  return shares;
}

/** Lets shares lean to the mask the more, the farther from its border they are. */
function leanToMask(shares: Float32Array, mask: Mask, inward: Float32Array, soft: Float32Array): void {
  for (let pixel = 0; pixel < shares.length; pixel++) {
    const reach = Math.min(SOFT_REACH_PX, BELIEVED.leastPx + BELIEVED.times * soft[pixel]);
    const lean = (Math.abs(inward[pixel]) / reach) ** LEANING;
    shares[pixel] = clamp(shares[pixel] + (mask.data[pixel] ? lean : -lean));
  }
}

/** Mean colours of one side around each pixel. */
interface Side {
  readonly colours: readonly Float32Array[];
  readonly weight: Float32Array;
}

function sideOf(room: PlaneRoom, colours: Uint8Array, weightAt: (pixel: number) => number): Side {
  const [own, product] = [room.plane(), room.plane()];
  for (let pixel = 0; pixel < own.length; pixel++) own[pixel] = weightAt(pixel) ** SURENESS;
  const weight = room.plane();
  boxMeans(room, own, WINDOW_PX, weight);
  const sides = [0, 1, 2].map((channel) => {
    for (let pixel = 0; pixel < own.length; pixel++) product[pixel] = own[pixel] * colours[pixel * 3 + channel];
    const mean = room.plane();
    boxMeans(room, product, WINDOW_PX, mean);
    return mean;
  });
  room.release(own, product);
  return { colours: sides, weight };
}

/**
 * Takes the ground out of mixed pixels: what is left is the mean colour of the thing around them. What a pixel is off the
 * mix of both sides is texture or shade: the thing's where the pixel is mostly thing. Where both sides are alike the mask
 * decides.
 */
function unmix(foreground: Float32Array, shares: Float32Array, mask: Mask, front: Side, back: Side): void {
  for (let pixel = 0; pixel < shares.length; pixel++) {
    const share = shares[pixel];
    if (share === mask.data[pixel]) continue;
    const [fronts, backs] = [front.weight[pixel], back.weight[pixel]];
    if (fronts < LEAST_WEIGHT || backs < LEAST_WEIGHT) {
      shares[pixel] = mask.data[pixel];
      continue;
    }
    let squares = 0;
    for (let channel = 0; channel < 3; channel++) {
      squares += (front.colours[channel][pixel] / fronts - back.colours[channel][pixel] / backs) ** 2;
    }
    const sure = ramp(Math.sqrt(squares), CONTRAST.none, CONTRAST.sure);
    const alpha = mask.data[pixel] + sure * (share - mask.data[pixel]);
    shares[pixel] = alpha < LEAST_SHARE ? 0 : alpha > 1 - LEAST_SHARE ? 1 : alpha;
    const own = ramp(alpha, MIXED.from, MIXED.to);
    for (let channel = 0; channel < 3; channel++) {
      const [thing, ground] = [front.colours[channel][pixel] / fronts, back.colours[channel][pixel] / backs];
      const at = pixel * 3 + channel;
      const rest = foreground[at] - alpha * thing - (1 - alpha) * ground;
      foreground[at] += sure * (Math.min(MAX_BYTE, Math.max(0, thing + own * rest)) - foreground[at]);
    }
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
  const { width, height } = mask;
  return withPlaneRoom({ width, height, planes: GUIDE_PLANES }, (room) => {
    const shares = findShares(room, mask, colours, inward);
    const soft = softness(room, shares, mask);
    leanToMask(shares, mask, inward, soft);
    room.release(soft);
    const front = sideOf(room, colours, (pixel) => shares[pixel]);
    const back = sideOf(room, colours, (pixel) => 1 - shares[pixel]);
    const foreground = Float32Array.from(colours);
    unmix(foreground, shares, mask, front, back);
    return { alpha: createFloatMap(width, height, shares.slice()), foreground };
  });
}
