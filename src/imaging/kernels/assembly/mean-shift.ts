// Mean shift in the joint domain of place and colour, from every pixel of some rows to its mode. Every sum is taken in
// single precision, in four lanes, in the same order as in ../mean-shift-modes-plainly.ts, so that both give the same
// bits. Colours are summed as offsets from the window's centre, which keeps their digits.

const FLOAT_BYTES: usize = 4;
const LANES: i32 = 4;

// The window's mean as an offset from its centre, written by `shift`.
let stepX: f32 = 0;
let stepY: f32 = 0;
let stepL: f32 = 0;
let stepU: f32 = 0;
let stepV: f32 = 0;

function float(base: usize, at: i32): usize {
  return base + <usize>at * FLOAT_BYTES;
}

function sum(lanes: v128): f32 {
  const low = f32x4.extract_lane(lanes, 0) + f32x4.extract_lane(lanes, 1);
  const high = f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3);
  return low + high;
}

/** @returns whether the window holds any pixel */
function shift(
  planeL: usize,
  planeU: usize,
  planeV: usize,
  stride: i32,
  margin: i32,
  height: i32,
  x: f32,
  y: f32,
  l: f32,
  u: f32,
  v: f32,
  spatialRadius: f32,
  rangeSquared: f32,
  lightnessWeight: f32,
): bool {
  const spatialSquared = spatialRadius * spatialRadius;
  const fromY = max(0, <i32>ceil<f32>(y - spatialRadius));
  const toY = min(height - 1, <i32>floor<f32>(y + spatialRadius));
  const centreL = f32x4.splat(l);
  const centreU = f32x4.splat(u);
  const centreV = f32x4.splat(v);
  const weight = f32x4.splat(lightnessWeight);
  const range = f32x4.splat(rangeSquared);
  const laneX = f32x4(0, 1, 2, 3);
  const nextX = f32x4.splat(<f32>LANES);
  let counts = i32x4.splat(0);
  let sumX = f32x4.splat(0);
  let sumY = f32x4.splat(0);
  let sumL = f32x4.splat(0);
  let sumU = f32x4.splat(0);
  let sumV = f32x4.splat(0);
  for (let row = fromY; row <= toY; row++) {
    const dy = <f32>row - y;
    const reachSquared = spatialSquared - dy * dy;
    if (reachSquared <= 0) continue;
    const reach = sqrt<f32>(reachSquared);
    const fromX = <i32>ceil<f32>(x - reach);
    const toX = <i32>floor<f32>(x + reach);
    const reachLanes = f32x4.splat(reachSquared);
    let rowCounts = i32x4.splat(0);
    let dx = f32x4.add(f32x4.splat(<f32>fromX - x), laneX);
    let at = <usize>(row * stride + margin + fromX) * FLOAT_BYTES;
    for (let column = fromX; column <= toX; column += LANES) {
      const dl = f32x4.sub(v128.load(planeL + at), centreL);
      const du = f32x4.sub(v128.load(planeU + at), centreU);
      const dv = f32x4.sub(v128.load(planeV + at), centreV);
      const lightness = f32x4.mul(weight, f32x4.mul(dl, dl));
      const distance = f32x4.add(f32x4.add(lightness, f32x4.mul(du, du)), f32x4.mul(dv, dv));
      const inside = v128.and(f32x4.lt(distance, range), f32x4.lt(f32x4.mul(dx, dx), reachLanes));
      rowCounts = i32x4.sub(rowCounts, inside);
      sumX = f32x4.add(sumX, v128.and(inside, dx));
      sumL = f32x4.add(sumL, v128.and(inside, dl));
      sumU = f32x4.add(sumU, v128.and(inside, du));
      sumV = f32x4.add(sumV, v128.and(inside, dv));
      dx = f32x4.add(dx, nextX);
      at += <usize>LANES * FLOAT_BYTES;
    }
    counts = i32x4.add(counts, rowCounts);
    sumY = f32x4.add(sumY, f32x4.mul(f32x4.convert_i32x4_s(rowCounts), f32x4.splat(dy)));
  }
  const count =
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3);
  if (count === 0) return false;
  const share: f32 = <f32>1 / <f32>count;
  stepX = sum(sumX) * share;
  stepY = sum(sumY) * share;
  stepL = sum(sumL) * share;
  stepU = sum(sumU) * share;
  stepV = sum(sumV) * share;
  return true;
}

function squared(difference: f32): f32 {
  return difference * difference;
}

// A trail is the last point of a path that came by a pixel: x, y, l, u, v.
const TRAIL_FLOATS: i32 = 5;

function isNear(trail: usize, x: f32, y: f32, l: f32, u: f32, v: f32, nearSpatial: f32, nearRange: f32): bool {
  const spatial = squared(load<f32>(trail) - x) + squared(load<f32>(trail, FLOAT_BYTES) - y);
  if (spatial > nearSpatial) return false;
  const range =
    squared(load<f32>(trail, 2 * FLOAT_BYTES) - l) +
    squared(load<f32>(trail, 3 * FLOAT_BYTES) - u) +
    squared(load<f32>(trail, 4 * FLOAT_BYTES) - v);
  return range <= nearRange;
}

function keep(trail: usize, x: f32, y: f32, l: f32, u: f32, v: f32): void {
  store<f32>(trail, x);
  store<f32>(trail, y, FLOAT_BYTES);
  store<f32>(trail, l, 2 * FLOAT_BYTES);
  store<f32>(trail, u, 3 * FLOAT_BYTES);
  store<f32>(trail, v, 4 * FLOAT_BYTES);
}

/**
 * Planes of `stride` floats a row, of which `margin` at either end or more hold no colour but a number too large to be
 * near one. `modes` takes L, u, v of every pixel. `trails` is scratch of five floats a pixel; `owners`, all -1 at the
 * start, takes the pixel whose path left the trail.
 */
export function meanShiftModes(
  planeL: usize,
  planeU: usize,
  planeV: usize,
  modes: usize,
  trails: usize,
  owners: usize,
  width: i32,
  height: i32,
  stride: i32,
  margin: i32,
  spatialRadius: f32,
  rangeRadius: f32,
  brightFrom: f32,
  brightWeight: f32,
  convergedSquared: f32,
  nearSpatial: f32,
  nearRange: f32,
  maxSteps: i32,
): void {
  const rangeSquared = rangeRadius * rangeRadius;
  for (let startY = 0; startY < height; startY++) {
    for (let startX = 0; startX < width; startX++) {
      const pixel = startY * width + startX;
      const start = startY * stride + margin + startX;
      let x = <f32>startX;
      let y = <f32>startY;
      let l = load<f32>(float(planeL, start));
      let u = load<f32>(float(planeU, start));
      let v = load<f32>(float(planeV, start));
      for (let step = 0; step < maxSteps; step++) {
        const passed = <i32>floor<f32>(y + 0.5) * width + <i32>floor<f32>(x + 0.5);
        const trail = float(trails, passed * TRAIL_FLOATS);
        const owner = load<i32>(float(owners, passed));
        if (owner >= 0 && owner !== pixel && isNear(trail, x, y, l, u, v, nearSpatial, nearRange)) {
          const mode = float(modes, 3 * owner);
          l = load<f32>(mode);
          u = load<f32>(mode, FLOAT_BYTES);
          v = load<f32>(mode, 2 * FLOAT_BYTES);
          break;
        }
        if (step > 0) {
          keep(trail, x, y, l, u, v);
          store<i32>(float(owners, passed), pixel);
        }
        const weight: f32 = l > brightFrom ? brightWeight : 1;
        if (
          !shift(planeL, planeU, planeV, stride, margin, height, x, y, l, u, v, spatialRadius, rangeSquared, weight)
        ) {
          break;
        }
        x += stepX;
        y += stepY;
        l += stepL;
        u += stepU;
        v += stepV;
        const lengthSquared = stepX * stepX + stepY * stepY + stepL * stepL + stepU * stepU + stepV * stepV;
        if (lengthSquared < convergedSquared) break;
      }
      const mode = float(modes, 3 * pixel);
      store<f32>(mode, l);
      store<f32>(mode, u, FLOAT_BYTES);
      store<f32>(mode, v, 2 * FLOAT_BYTES);
    }
  }
}
