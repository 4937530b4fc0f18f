import { atLeast } from '../../../imaging/at-least.ts';
import { distanceToSet } from '../../../imaging/distance.ts';
import { createFloatMap, type RgbImage } from '../../../imaging/image.ts';
import type { Patch } from '../../../imaging/patch.ts';
import { type PlacedMask, padMask, trimMask, uniteMasks } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { findShadow } from '../looking/find-shadow.ts';

/** A pixel of which this much belongs to the thing is cut out with it. */
const LEAST_ALPHA = 0.1;
/** So much of the ground is cut out with the thing: its anti-aliased rim and its compression halo. */
const RIM_PX = 2;
/** Beyond, the cut-out fades into the new place. */
const FEATHER_PX = 4;
/** Beyond that the ground is looked at. */
const GROUND_PX = 4;
/** The rim is compared in so many directions. */
const SECTORS = 16;
/** A direction with fewer pixels of rim says nothing. */
const LEAST_PIXELS = 6;
/** More than this (grey levels) is no difference of light. */
const MAX_LIGHT = 28;
/** Of the difference of light the thing itself takes this share: its own colour stays its own. */
const LIGHT_SHARE = 0.8;
/** What is left at a rim beyond light (grey levels) shows where it was laid. */
const MAX_REST = 16;
/** A layer covers the place from this alpha on: resampling leaves it a little off 1. */
const WHOLE = 0.98;
const CHANNELS = 3;

/** The thing with its shadow, where it can be told. */
function withShadow(image: RgbImage, { box, alpha }: Matte): PlacedMask | undefined {
  const mask = atLeast(alpha, LEAST_ALPHA);
  if (!mask.data.includes(1)) return undefined;
  const thing = trimMask({ box, mask });
  const shadow = findShadow(image, thing);
  return shadow ? trimMask(uniteMasks(thing, shadow)) : thing;
}

const fade = (distance: number) => {
  const share = Math.min(1, Math.max(0, (distance - RIM_PX) / FEATHER_PX));
  return 1 - share * share * (3 - 2 * share);
};

/**
 * A thing with its shadow and a little of its ground, to be laid on like ground: where it meets it, the two fade into each
 * other, so that no contour has to be found to the pixel.
 *
 * @returns undefined for a thing without a pixel
 */
export function cutOut(image: RgbImage, matte: Matte): Matte | undefined {
  const thing = withShadow(image, matte);
  if (!thing) return undefined;
  const { box, mask } = padMask(thing, RIM_PX + FEATHER_PX + GROUND_PX, image);
  const alpha = createFloatMap(box.width, box.height, distanceToSet(mask).data.map(fade));
  const foreground = new Float32Array(box.width * box.height * CHANNELS);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.y + y) * image.width + box.x) * CHANNELS;
    foreground.set(image.data.subarray(from, from + box.width * CHANNELS), y * box.width * CHANNELS);
  }
  return { box, alpha, foreground };
}

/** What parts a cut-out's rim from the place that it is laid on, in one direction. */
interface RimSector {
  /** Middle of its rim, in pixels of the layer's box. */
  readonly x: number;
  readonly y: number;
  /** By how much the place is lighter, by channel: medians, as a line that ends there is no light. */
  readonly light: readonly number[];
  /** How far the mean is off, grey levels (root of the sum of squares over the channels). */
  readonly rest: number;
}

function median(values: readonly number[]): number {
  return Float64Array.from(values).sort()[Math.floor(values.length / 2)];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Compares a cut-out's rim with the place. @param patch the place as it is before, which holds the layer whole */
function compareRims({ box, image }: Patch, layer: Matte): RimSector[] {
  const sectors = Array.from({ length: SECTORS }, () => ({
    xs: [] as number[],
    ys: [] as number[],
    steps: [[], [], []] as number[][],
  }));
  const middle = { x: layer.box.width / 2, y: layer.box.height / 2 };
  layer.alpha.data.forEach((share, pixel) => {
    if (share === 0 || share >= WHOLE) return;
    const [x, y] = [pixel % layer.box.width, Math.floor(pixel / layer.box.width)];
    const turn = Math.atan2(y + 0.5 - middle.y, x + 0.5 - middle.x) / (2 * Math.PI) + 1;
    const { xs, ys, steps } = sectors[Math.floor(turn * SECTORS) % SECTORS];
    xs.push(x);
    ys.push(y);
    const at = ((layer.box.y - box.y + y) * box.width + layer.box.x - box.x + x) * CHANNELS;
    for (let channel = 0; channel < CHANNELS; channel++) {
      steps[channel].push(image.data[at + channel] - layer.foreground[pixel * CHANNELS + channel]);
    }
  });
  return sectors
    .filter(({ xs }) => xs.length >= LEAST_PIXELS)
    .map(({ xs, ys, steps }) => {
      const light = steps.map((values) => Math.min(MAX_LIGHT, Math.max(-MAX_LIGHT, median(values))));
      const rest = Math.hypot(...steps.map((values, channel) => mean(values) - light[channel]));
      return { x: mean(xs), y: mean(ys), light, rest };
    });
}

/** The difference of light between the sectors of a rim: each counts less the farther away it is. */
class LightBetween {
  private readonly sectors: readonly RimSector[];
  /** What was measured last: weighted sums by channel, and the weights'. */
  readonly sums = new Float64Array(CHANNELS);
  weight = 0;

  constructor(sectors: readonly RimSector[]) {
    this.sectors = sectors;
  }

  measure(x: number, y: number): void {
    const { sums } = this;
    sums.fill(0);
    this.weight = 0;
    for (const sector of this.sectors) {
      const weight = 1 / (1 + (x - sector.x) ** 2 + (y - sector.y) ** 2);
      this.weight += weight;
      for (let channel = 0; channel < CHANNELS; channel++) sums[channel] += weight * sector.light[channel];
    }
  }
}

/**
 * A cut-out in the light of the place that it is laid on: at its rim it becomes as light as the place is there, and in
 * between it changes smoothly, as by mean-value cloning (Farbman et al. 2009) from a few points; the thing itself keeps
 * some of its own light.
 *
 * @param patch the place as it is before, which holds the layer whole
 * @param lightShare how much of the difference of light what is not its rim takes
 * @returns undefined when the rim shows all the same
 */
export function fitInto(patch: Patch, layer: Matte, lightShare = LIGHT_SHARE): Matte | undefined {
  const sectors = compareRims(patch, layer);
  if (sectors.some(({ rest }) => rest > MAX_REST)) return undefined;
  if (sectors.length === 0) return layer;
  const foreground = layer.foreground.slice();
  const light = new LightBetween(sectors);
  const { data: shares } = layer.alpha;
  for (let y = 0, pixel = 0; y < layer.box.height; y++) {
    for (let x = 0; x < layer.box.width; x++, pixel++) {
      if (shares[pixel] === 0) continue;
      const own = shares[pixel] >= WHOLE ? lightShare : 1;
      light.measure(x, y);
      for (let channel = 0; channel < CHANNELS; channel++) {
        foreground[pixel * CHANNELS + channel] += (own * light.sums[channel]) / light.weight;
      }
    }
  }
  return { ...layer, foreground };
}
