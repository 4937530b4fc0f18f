import { difference, PIXEL_BYTES, RADIUS, total } from './patch-features';

const SIDE: i32 = 2 * RADIUS + 1;

function addSquares(sum: v128, bytes: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(bytes);
  const high = i16x8.extend_high_i8x16_u(bytes);
  return i32x4.add(sum, i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high)));
}

function addLastSquares(sum: v128, bytes: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(bytes);
  return i32x4.add(sum, i32x4.dot_i16x8_s(low, low));
}

/** Sum of squared differences of two patches; at least `limit` when it reaches it, then not the whole sum. */
export function distance(features: usize, known: usize, width: i32, p: i32, q: i32, limit: i32): i32 {
  const corner = RADIUS * (width + 1);
  const stride = <usize>width * PIXEL_BYTES;
  const a = features + <usize>(p - corner) * PIXEL_BYTES;
  const b = features + <usize>(q - corner) * PIXEL_BYTES;
  if (known) return distanceOfKnown(a, b, known + <usize>(p - corner) * PIXEL_BYTES, stride, limit);
  return distanceOfAll(a, b, stride, limit);
}

function distanceOfAll(a: usize, b: usize, stride: usize, limit: i32): i32 {
  let sum = i32x4.splat(0);
  for (let row = 0; row < SIDE; row++) {
    sum = addSquares(sum, difference(v128.load(a), v128.load(b)));
    sum = addSquares(sum, difference(v128.load(a, 16), v128.load(b, 16)));
    sum = addSquares(sum, difference(v128.load(a, 32), v128.load(b, 32)));
    sum = addLastSquares(sum, difference(v128.load64_zero(a, 48), v128.load64_zero(b, 48)));
    // Most patches that are tried are nothing alike: one row tells.
    if (total(sum) >= limit) break;
    a += stride;
    b += stride;
  }
  return total(sum);
}

function distanceOfKnown(a: usize, b: usize, mask: usize, stride: usize, limit: i32): i32 {
  let sum = i32x4.splat(0);
  for (let row = 0; row < SIDE; row++) {
    sum = addSquares(sum, v128.and(difference(v128.load(a), v128.load(b)), v128.load(mask)));
    sum = addSquares(sum, v128.and(difference(v128.load(a, 16), v128.load(b, 16)), v128.load(mask, 16)));
    sum = addSquares(sum, v128.and(difference(v128.load(a, 32), v128.load(b, 32)), v128.load(mask, 32)));
    const last = difference(v128.load64_zero(a, 48), v128.load64_zero(b, 48));
    sum = addLastSquares(sum, v128.and(last, v128.load64_zero(mask, 48)));
    if (total(sum) >= limit) break;
    a += stride;
    b += stride;
    mask += stride;
  }
  return total(sum);
}
