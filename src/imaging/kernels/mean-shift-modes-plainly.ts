import type { FloatPlanes } from '../image.ts';
import { EXACT_WALK, MODE_RULES, type ModeWindow } from './mean-shift-modes.ts';

const { fround } = Math;
/** Sums are taken in as many parts as a vector has lanes. */
const LANES = 4;
/** What a window sums up, as offsets from its centre. */
const SUMS = 5;

const squared = (value: number) => fround(value * value);

/** A place in the joint domain or a step in it: x, y, l, u, v. */
type JointPoint = Float32Array;

/** Squared length, added up from the first to the last as the kernel does. */
function lengthSquared(offsets: Float32Array): number {
  return offsets.reduce((sum, offset) => fround(sum + squared(offset)), 0);
}

/** Squared colour distance, of which lightness counts `weight` times. */
function rangeDistance(weight: number, dl: number, du: number, dv: number): number {
  return fround(fround(fround(weight * squared(dl)) + squared(du)) + squared(dv));
}

/** Writes the mean of the window around `point`, as an offset from it. @returns whether the window holds any pixel */
function shift(point: JointPoint, { width, height, planes }: FloatPlanes, window: ModeWindow, step: JointPoint) {
  const [x, y, l, u, v] = point;
  const [planeL, planeU, planeV] = planes;
  const spatialRadius = fround(window.spatialRadius);
  const rangeSquared = squared(fround(window.rangeRadius));
  const weight = l > MODE_RULES.brightFrom ? MODE_RULES.brightWeight : 1;
  const sums = new Float32Array(SUMS * LANES);
  const toY = Math.min(height - 1, Math.floor(fround(y + spatialRadius)));
  let count = 0;
  for (let row = Math.max(0, Math.ceil(fround(y - spatialRadius))); row <= toY; row++) {
    const dy = fround(row - y);
    const reachSquared = fround(squared(spatialRadius) - squared(dy));
    if (reachSquared <= 0) continue;
    const reach = fround(Math.sqrt(reachSquared));
    const fromX = Math.ceil(fround(x - reach));
    const toX = Math.floor(fround(x + reach));
    const vectors = Math.floor((toX - fromX) / LANES) + 1;
    const rowCounts = [0, 0, 0, 0];
    for (let at = 0; at < vectors * LANES; at++) {
      const column = fromX + at;
      const lane = at % LANES;
      // Every vector starts where the one before it was, moved by its length.
      let dx = fround(fround(fromX - x) + lane);
      for (let moved = LANES; moved <= at; moved += LANES) dx = fround(dx + LANES);
      if (column < 0 || column >= width || squared(dx) >= reachSquared) continue;
      const pixel = row * width + column;
      const dl = fround(planeL[pixel] - l);
      const du = fround(planeU[pixel] - u);
      const dv = fround(planeV[pixel] - v);
      if (rangeDistance(weight, dl, du, dv) >= rangeSquared) continue;
      rowCounts[lane]++;
      sums[lane] += dx;
      sums[2 * LANES + lane] += dl;
      sums[3 * LANES + lane] += du;
      sums[4 * LANES + lane] += dv;
    }
    rowCounts.forEach((inLane, lane) => {
      count += inLane;
      sums[LANES + lane] += fround(inLane * dy);
    });
  }
  if (count === 0) return false;
  const share = fround(1 / count);
  for (let sum = 0; sum < SUMS; sum++) {
    const [a, b, c, d] = sums.subarray(sum * LANES, (sum + 1) * LANES);
    step[sum] = fround(fround(a + b) + fround(c + d)) * share;
  }
  return true;
}

/** @param spatial squared distance in pixels up to which two points are near @param range the same of their colours */
function isNear(trail: JointPoint, point: JointPoint, spatial: number, range: number): boolean {
  const offsets = trail.map((value, at) => fround(value - point[at]));
  return lengthSquared(offsets.subarray(0, 2)) <= spatial && lengthSquared(offsets.subarray(2)) <= range;
}

/** The twin of meanShiftModes in plain TypeScript: the same bits, many times as slow. */
export function meanShiftModesPlainly(luv: FloatPlanes, window: ModeWindow): Float32Array {
  const { width, height, planes } = luv;
  const { walk = EXACT_WALK } = window;
  const [converged, nearSpatial, nearRange] = [walk.convergedStep, walk.nearSpatial, walk.nearRange].map((length) =>
    fround(length ** 2),
  );
  const modes = new Float32Array(3 * width * height);
  const trails = new Map<number, { readonly owner: number; readonly point: JointPoint }>();
  const step = new Float32Array(SUMS);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const startY = Math.floor(pixel / width);
    const point = Float32Array.of(pixel - startY * width, startY, ...planes.map((plane) => plane[pixel]));
    let mode = point.subarray(2);
    for (let steps = 0; steps < MODE_RULES.maxSteps; steps++) {
      const passed = Math.floor(fround(point[1] + 0.5)) * width + Math.floor(fround(point[0] + 0.5));
      const trail = trails.get(passed);
      if (trail && trail.owner !== pixel && isNear(trail.point, point, nearSpatial, nearRange)) {
        mode = modes.subarray(3 * trail.owner, 3 * trail.owner + 3);
        break;
      }
      if (steps > 0) trails.set(passed, { owner: pixel, point: point.slice() });
      if (!shift(point, luv, window, step)) break;
      for (let at = 0; at < SUMS; at++) point[at] += step[at];
      if (lengthSquared(step) < converged) break;
    }
    modes.set(mode, 3 * pixel);
  }
  return modes;
}
