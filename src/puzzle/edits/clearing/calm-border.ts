import { distanceToSet } from '../../../imaging/distance.ts';
import { copyRgbImage, type RgbImage } from '../../../imaging/image.ts';
import { type PlacedMask, padMask } from '../../../imaging/placed-mask.ts';

/** What stands this near to a place takes part in its filling, and in judging it. */
const RING_PX = 9;
/** Pixels of the ring that stand for all. */
const MAX_SAMPLES = 600;
/** Grey levels of a channel by which the ground may lie off a plane ... */
const UNEVEN = 20;
/** ... and off its own median, at first. */
const SHADED = 45;
/** A ground that lies further off its plane on the average (grey levels) has a texture or lines of its own, which go on. */
const MAX_TEXTURE = 4;
/** Where more than this share of the ring is no ground, two grounds meet. */
const MAX_FOREIGN_SHARE = 0.3;
/** The ground's own colour is looked up within so many pixels. */
const NEAR_PX = 12;
/** A plane through fewer pixels says nothing. */
const LEAST_SAMPLES = 12;
const CHANNELS = 3;
const REFITS = 2;

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly colour: readonly [number, number, number];
}

/** Value = p + q x + r y for each channel. */
type Planes = readonly (readonly [number, number, number])[];

function ringSpots(image: RgbImage, { box, mask }: PlacedMask): Spot[] {
  const spots: Spot[] = [];
  const away = distanceToSet(mask).data;
  for (let y = box.y, pixel = 0; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++, pixel++) {
      if (away[pixel] === 0 || away[pixel] > RING_PX) continue;
      const at = (y * image.width + x) * CHANNELS;
      spots.push({ x, y, colour: [image.data[at], image.data[at + 1], image.data[at + 2]] });
    }
  }
  return spots;
}

function thinned<Each>(list: readonly Each[]): readonly Each[] {
  const step = Math.ceil(list.length / MAX_SAMPLES);
  return list.filter((_, index) => index % step === 0);
}

/** Least squares by the normal equations, about the middle of the spots. */
function fitPlanes(spots: readonly Spot[], middle: { readonly x: number; readonly y: number }): Planes {
  let [xx, xy, yy, x, y] = [0, 0, 0, 0, 0];
  for (const spot of spots) {
    const [dx, dy] = [spot.x - middle.x, spot.y - middle.y];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    x += dx;
    y += dy;
  }
  const n = spots.length;
  const [cxx, cxy, cyy] = [xx - (x * x) / n, xy - (x * y) / n, yy - (y * y) / n];
  const determinant = cxx * cyy - cxy * cxy;
  return [0, 1, 2].map((channel) => {
    let [v, vx, vy] = [0, 0, 0];
    for (const spot of spots) {
      v += spot.colour[channel];
      vx += spot.colour[channel] * (spot.x - middle.x);
      vy += spot.colour[channel] * (spot.y - middle.y);
    }
    if (determinant <= 0) return [v / n, 0, 0] as const;
    const [cvx, cvy] = [vx - (v * x) / n, vy - (v * y) / n];
    const q = (cvx * cyy - cvy * cxy) / determinant;
    const r = (cvy * cxx - cvx * cxy) / determinant;
    return [(v - q * x - r * y) / n, q, r] as const;
  });
}

const median = (values: readonly number[]) => Float64Array.from(values).sort()[Math.floor(values.length / 2)];

/**
 * The picture as a filling should see it where a smooth ground surrounds a place but for a few other things that touch its
 * border: there the ground goes on, so that their colours do not bleed into the place.
 *
 * @returns undefined where nothing else touches it, and where the ground is not one smooth ground
 */
export function calmBorder(image: RgbImage, hole: PlacedMask): RgbImage | undefined {
  const spots = ringSpots(image, padMask(hole, RING_PX + 1, image));
  const samples = thinned(spots);
  if (samples.length < LEAST_SAMPLES) return undefined;
  const middle = { x: hole.box.x + hole.box.width / 2, y: hole.box.y + hole.box.height / 2 };
  const medians = [0, 1, 2].map((channel) => median(samples.map(({ colour }) => colour[channel])));
  let planes: Planes = medians.map((value) => [value, 0, 0] as const);
  const valueAt = ({ x, y }: Spot, channel: number) =>
    planes[channel][0] + planes[channel][1] * (x - middle.x) + planes[channel][2] * (y - middle.y);
  const isWithin = (spot: Spot, limit: number) =>
    spot.colour.every((value, channel) => Math.abs(value - valueAt(spot, channel)) <= limit);
  let ground: readonly Spot[] = samples.filter((spot) => isWithin(spot, SHADED));
  for (let fit = 0; fit < REFITS && ground.length >= LEAST_SAMPLES; fit++) {
    planes = fitPlanes(ground, middle);
    ground = samples.filter((spot) => isWithin(spot, UNEVEN));
  }
  const isOne = ground.length >= LEAST_SAMPLES && samples.length - ground.length <= MAX_FOREIGN_SHARE * samples.length;
  const texture = ground.reduce(
    (sum, spot) => sum + Math.max(...spot.colour.map((value, channel) => Math.abs(value - valueAt(spot, channel)))),
    0,
  );
  if (texture > MAX_TEXTURE * ground.length) return undefined;
  const foreign = isOne ? spots.filter((spot) => !isWithin(spot, UNEVEN)) : [];
  if (foreign.length === 0) return undefined;
  const calm = copyRgbImage(image);
  for (const spot of foreign) {
    const near = ground.filter(({ x, y }) => Math.abs(x - spot.x) <= NEAR_PX && Math.abs(y - spot.y) <= NEAR_PX);
    for (let channel = 0; channel < CHANNELS; channel++) {
      const off = near.reduce((sum, each) => sum + each.colour[channel] - valueAt(each, channel), 0);
      const value = valueAt(spot, channel) + off / Math.max(1, near.length);
      calm.data[(spot.y * image.width + spot.x) * CHANNELS + channel] = Math.round(Math.min(255, Math.max(0, value)));
    }
  }
  return calm;
}
