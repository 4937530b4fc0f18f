import { createFloatMap } from '../../../imaging/image.ts';
import type { Patch } from '../../../imaging/patch.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';

/** A layer covers a place from this alpha on; below it, it fades. */
const WHOLE = 0.98;
/** Grey levels by which a place may be lighter or darker. */
const MAX_LIGHT = 28;
/** Grey levels beyond light, on the mean of a window, from which on a rim shows something else than the place's ground. */
const OTHER = 24;
const WINDOW_PX = 2;
/** A thing that stands on something stands there again: so much of the rim below its feet may show something else. */
const MAX_BELOW_SHARE = 0.12;
const CHANNELS = 3;

/** Place minus layer at each pixel of the rim, by channel; NaN elsewhere. */
function rimSteps({ box, image }: Patch, layer: Matte): Float32Array {
  const steps = new Float32Array(layer.alpha.data.length * CHANNELS).fill(Number.NaN);
  layer.alpha.data.forEach((share, pixel) => {
    if (share === 0 || share >= WHOLE) return;
    const x = layer.box.x - box.x + (pixel % layer.box.width);
    const y = layer.box.y - box.y + Math.floor(pixel / layer.box.width);
    for (let channel = 0; channel < CHANNELS; channel++) {
      const value = image.data[(y * box.width + x) * CHANNELS + channel];
      steps[pixel * CHANNELS + channel] = value - layer.foreground[pixel * CHANNELS + channel];
    }
  });
  return steps;
}

/** What the place is lighter by, by channel: the median of all steps. */
function lightOf(steps: Float32Array): number[] {
  return [0, 1, 2].map((channel) => {
    const own = steps.filter((value, at) => at % CHANNELS === channel && !Number.isNaN(value)).sort();
    return own.length === 0 ? 0 : own[Math.floor(own.length / 2)];
  });
}

/** How far the mean of the steps around a pixel is off the light, grey levels: the largest of the channels. */
function restAround(steps: Float32Array, light: readonly number[], pixel: number, width: number): number {
  const sums = [0, 0, 0];
  let count = 0;
  for (let down = -WINDOW_PX; down <= WINDOW_PX; down++) {
    for (let across = -WINDOW_PX; across <= WINDOW_PX; across++) {
      const column = (pixel % width) + across;
      const at = (pixel + down * width + across) * CHANNELS;
      if (column < 0 || column >= width || at < 0 || at >= steps.length || Number.isNaN(steps[at])) continue;
      for (let channel = 0; channel < CHANNELS; channel++) sums[channel] += steps[at + channel];
      count++;
    }
  }
  return Math.max(...sums.map((sum, channel) => Math.abs(sum / count - light[channel])));
}

/** The last pixel of a row in which a layer covers its place: what fades after it is the rim below. */
function feetOf(alpha: Float32Array, width: number): number {
  const last = alpha.findLastIndex((share) => share >= WHOLE);
  return (Math.floor(last / width) + 1) * width - 1;
}

/**
 * A cut-out without those parts of its rim that show what stood beside the thing: only its ground comes along.
 *
 * @param patch the place that it is laid on, as it is before; holds the layer whole
 * @param maxOtherShare of the rim that may show something else
 * @returns undefined where the light is another one, or too much of the rim is no ground
 */
export function spareRim(patch: Patch, layer: Matte, maxOtherShare: number): Matte | undefined {
  const steps = rimSteps(patch, layer);
  const light = lightOf(steps);
  if (Math.max(...light.map(Math.abs)) > MAX_LIGHT) return undefined;
  const { width, height } = layer.alpha;
  const alpha = layer.alpha.data.slice();
  const feet = feetOf(alpha, width);
  let [rim, other, below, otherBelow] = [0, 0, 0, 0];
  alpha.forEach((share, pixel) => {
    if (share === 0 || share >= WHOLE) return;
    const isBelow = pixel > feet;
    rim++;
    if (isBelow) below++;
    if (restAround(steps, light, pixel, width) <= OTHER) return;
    other++;
    if (isBelow) otherBelow++;
    alpha[pixel] = 0;
  });
  return other <= maxOtherShare * rim && otherBelow <= MAX_BELOW_SHARE * below
    ? { ...layer, alpha: createFloatMap(width, height, alpha) }
    : undefined;
}
