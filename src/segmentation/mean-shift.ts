import { rgbToLuv } from '../imaging/colour.ts';
import type { FloatPlanes, LabelMap, RgbImage } from '../imaging/image.ts';
import { DEFAULT_MEAN_SHIFT, type MeanShiftOptions } from './mean-shift-options.ts';
import { fuseRegions } from './region-fusion.ts';

/** A shift shorter than this (in radii, spatial and range together) has converged. */
const CONVERGED_SHIFT = 0.1;
const MAX_ITERATIONS = 100;
/** A path that enters the basin of a pixel this close in colour (in range radii) ends in that pixel's mode. */
const SAME_BASIN_RANGE = 0.7;

const UNKNOWN = 0;
const ON_PATH = 1;
const KNOWN = 2;

/** The point in the joint domain that a path has reached: x, y, L, u, v. */
type JointPoint = Float64Array;

/**
 * One mean shift step: moves `point` to the mean of the pixels within both radii (uniform kernel).
 *
 * @returns the squared length of the step in radii
 */
function shift(
  point: JointPoint,
  pixels: Float32Array,
  width: number,
  height: number,
  options: MeanShiftOptions,
): number {
  const { spatialRadius, rangeRadius } = options;
  const px = point[0];
  const py = point[1];
  const pl = point[2];
  const pu = point[3];
  const pv = point[4];
  const fromY = Math.max(0, Math.ceil(py - spatialRadius));
  const toY = Math.min(height - 1, Math.floor(py + spatialRadius));
  const spatialSquared = spatialRadius * spatialRadius;
  const rangeSquared = rangeRadius * rangeRadius;
  // Six sums as plain locals: this loop is nine tenths of the segmentation's time.
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  let sumL = 0;
  let sumU = 0;
  let sumV = 0;
  for (let y = fromY; y <= toY; y++) {
    const half = Math.sqrt(Math.max(0, spatialSquared - (y - py) * (y - py)));
    const fromX = Math.max(0, Math.ceil(px - half));
    const toX = Math.min(width - 1, Math.floor(px + half));
    let at = (y * width + fromX) * 3;
    const before = count;
    for (let x = fromX; x <= toX; x++, at += 3) {
      const l = pixels[at];
      const u = pixels[at + 1];
      const v = pixels[at + 2];
      const dl = l - pl;
      const du = u - pu;
      const dv = v - pv;
      if (dl * dl + du * du + dv * dv > rangeSquared) continue;
      count++;
      sumX += x;
      sumL += l;
      sumU += u;
      sumV += v;
    }
    sumY += (count - before) * y;
  }
  if (count === 0) return 0;
  point[0] = sumX / count;
  point[1] = sumY / count;
  point[2] = sumL / count;
  point[3] = sumU / count;
  point[4] = sumV / count;
  const spatialStep = (point[0] - px) ** 2 + (point[1] - py) ** 2;
  const rangeStep = (point[2] - pl) ** 2 + (point[3] - pu) ** 2 + (point[4] - pv) ** 2;
  return spatialStep / spatialSquared + rangeStep / rangeSquared;
}

function interleave({ planes: [l, u, v] }: FloatPlanes): Float32Array {
  const pixels = new Float32Array(l.length * 3);
  for (let pixel = 0; pixel < l.length; pixel++) {
    pixels[pixel * 3] = l[pixel];
    pixels[pixel * 3 + 1] = u[pixel];
    pixels[pixel * 3 + 2] = v[pixel];
  }
  return pixels;
}

function rangeDistanceSquared(pixels: Float32Array, pixel: number, point: JointPoint): number {
  const at = pixel * 3;
  return (pixels[at] - point[2]) ** 2 + (pixels[at + 1] - point[3]) ** 2 + (pixels[at + 2] - point[4]) ** 2;
}

/**
 * Mean shift filtering in the joint spatial-range domain (Comaniciu & Meer 2002, section 3): every pixel takes the
 * colour of the mode that its path converges to. Pixels that a path crosses, close to it in colour, share its mode
 * (they lie in the same basin), which leaves a fraction of the paths to be walked to their end.
 *
 * @param luv L*u*v* planes
 * @returns the modes' L, u, v, interleaved
 */
export function meanShiftFilter(luv: FloatPlanes, options: MeanShiftOptions): Float32Array {
  const { width, height } = luv;
  const pixels = interleave(luv);
  const modes = new Float32Array(pixels.length);
  const state = new Uint8Array(width * height);
  const path: number[] = [];
  const point = new Float64Array(5);
  const basinSquared = (SAME_BASIN_RANGE * options.rangeRadius) ** 2;
  for (let start = 0; start < state.length; start++) {
    if (state[start] === KNOWN) continue;
    const startY = Math.floor(start / width);
    point.set([start - startY * width, startY, pixels[start * 3], pixels[start * 3 + 1], pixels[start * 3 + 2]]);
    path.length = 0;
    let mode: ArrayLike<number> = point.subarray(2);
    let next = start;
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      if (rangeDistanceSquared(pixels, next, point) <= basinSquared) {
        if (state[next] === KNOWN) {
          mode = modes.subarray(next * 3, next * 3 + 3);
          break;
        }
        if (state[next] === UNKNOWN) {
          state[next] = ON_PATH;
          path.push(next);
        }
      }
      if (shift(point, pixels, width, height, options) < CONVERGED_SHIFT ** 2) break;
      next = Math.round(point[1]) * width + Math.round(point[0]);
    }
    for (const pixel of path) {
      modes.set(mode, pixel * 3);
      state[pixel] = KNOWN;
    }
  }
  return modes;
}

/**
 * Mean shift segmentation (Comaniciu & Meer 2002, section 4): filtering, then fusing of neighbours with like modes,
 * then pruning of regions below the minimum density.
 *
 * @returns a label for each pixel; the pixels of one label are 8-connected
 */
export function meanShift(image: RgbImage, options: MeanShiftOptions = DEFAULT_MEAN_SHIFT): LabelMap {
  const modes = meanShiftFilter(rgbToLuv(image), options);
  return fuseRegions(modes, image, options);
}
