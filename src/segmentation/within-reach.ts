import type { Mask } from '../imaging/image.ts';

/** More than any reach that is asked for. */
const FAR = 255;

/** Pixels from each one up or down to the nearest set one of its column; FAR when that is farther than any reach. */
function columnSteps({ width, height, data }: Mask): Uint8Array {
  const steps = new Uint8Array(width * height);
  for (let pixel = 0; pixel < steps.length; pixel++) {
    if (data[pixel]) continue;
    steps[pixel] = pixel < width ? FAR : Math.min(FAR, steps[pixel - width] + 1);
  }
  for (let pixel = steps.length - width - 1; pixel >= 0; pixel--) {
    if (steps[pixel + width] < steps[pixel]) steps[pixel] = steps[pixel + width] + 1;
  }
  return steps;
}

/** For each number of steps up or down how far left and right a reach still goes; -1: nowhere. */
function sidewaysOf(reachSquared: number): Int16Array {
  const sideways = new Int16Array(FAR + 1).fill(-1);
  for (let steps = 0; steps * steps <= reachSquared; steps++) {
    sideways[steps] = Math.floor(Math.sqrt(reachSquared - steps * steps));
  }
  return sideways;
}

/**
 * The pixels that are not farther than a reach from a set one.
 *
 * @param reachSquared square of the reach in pixels, up to 60,000
 * @returns 1 for them and for what is set, 0 elsewhere
 */
export function withinReach(mask: Mask, reachSquared: number): Uint8Array {
  const { width, height } = mask;
  const steps = columnSteps(mask);
  const sideways = sidewaysOf(reachSquared);
  const near = new Uint8Array(width * height);
  for (let row = 0; row < near.length; row += width) {
    let last = -1;
    for (let x = 0; x < width; x++) {
      last = Math.max(last, x + sideways[steps[row + x]]);
      if (x <= last) near[row + x] = 1;
    }
    let first = width;
    for (let x = width - 1; x >= 0; x--) {
      first = Math.min(first, x - sideways[steps[row + x]]);
      if (x >= first) near[row + x] = 1;
    }
  }
  return near;
}
