// Luma at half the size, as in ../half-luma.ts: whole-number weights, so both give the same bits.

const CHANNELS: i32 = 3;
const FLOAT_BYTES: usize = 4;

/** Of two pixels beside each other, whose bytes in both rows are added up. */
function lumaOfFour(upper: usize, lower: usize, weights: v128): i32 {
  const sums = i16x8.add(v128.load_ext<u8>(upper), v128.load_ext<u8>(lower));
  const pairs = i32x4.dot_i16x8_s(sums, weights);
  const folded = i32x4.add(pairs, i32x4.shuffle(pairs, pairs, 2, 3, 0, 1));
  return i32x4.extract_lane(folded, 0) + i32x4.extract_lane(folded, 1);
}

/**
 * The mean luma of two by two pixels; an odd last row or column is dropped. Sides are the image's.
 *
 * @param scale of a sum of four bytes times `red`, `green` and `blue`
 */
export function halfLuma(
  image: usize,
  result: usize,
  width: i32,
  height: i32,
  red: i32,
  green: i32,
  blue: i32,
  scale: f32,
): void {
  const stride = <usize>(width * CHANNELS);
  const halfWidth = width >> 1;
  let weights = i16x8.splat(0);
  weights = i16x8.replace_lane(i16x8.replace_lane(weights, 0, <i16>red), 3, <i16>red);
  weights = i16x8.replace_lane(i16x8.replace_lane(weights, 1, <i16>green), 4, <i16>green);
  weights = i16x8.replace_lane(i16x8.replace_lane(weights, 2, <i16>blue), 5, <i16>blue);
  for (let y = 0, halfHeight = height >> 1; y < halfHeight; y++) {
    let upper = image + <usize>(2 * y) * stride;
    for (let x = 0; x < halfWidth; x++, upper += 2 * CHANNELS, result += FLOAT_BYTES) {
      store<f32>(result, <f32>lumaOfFour(upper, upper + stride, weights) * scale);
    }
  }
}
