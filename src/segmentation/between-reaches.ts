import type { Mask } from '../imaging/image.ts';

/** More than any reach that is asked for. */
const FAR = 255;
/** Which of the two reaches comes to a pixel. */
const FAR_REACHED = 1;
const NEAR = 2;

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
 * The pixels that are farther than one reach, and not farther than another, from the nearest set one.
 *
 * @param nearSquared @param farSquared squares of the reaches in pixels, up to 60,000
 * @returns 1 for them, 0 elsewhere
 */
export function betweenReaches(mask: Mask, nearSquared: number, farSquared: number): Uint8Array {
  const { width, height } = mask;
  const steps = columnSteps(mask);
  const [nearSideways, farSideways] = [sidewaysOf(nearSquared), sidewaysOf(farSquared)];
  const seen = new Uint8Array(width * height);
  for (let row = 0; row < seen.length; row += width) {
    // How far each reach still goes: at first to the right, then to the left.
    let [near, far] = [-1, -1];
    for (let pixel = row; pixel < row + width; pixel++) {
      near = Math.max(near - 1, nearSideways[steps[pixel]]);
      far = Math.max(far - 1, farSideways[steps[pixel]]);
      seen[pixel] = (near >= 0 ? NEAR : 0) | (far >= 0 ? FAR_REACHED : 0);
    }
    [near, far] = [-1, -1];
    for (let pixel = row + width - 1; pixel >= row; pixel--) {
      near = Math.max(near - 1, nearSideways[steps[pixel]]);
      far = Math.max(far - 1, farSideways[steps[pixel]]);
      const both = seen[pixel] | (near >= 0 ? NEAR : 0) | (far >= 0 ? FAR_REACHED : 0);
      seen[pixel] = both === FAR_REACHED ? 1 : 0;
    }
  }
  return seen;
}
