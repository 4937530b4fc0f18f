// Reads an image between its pixels (bicubic), as ../warp-plainly.ts does: whole-number weights, so both give the same bytes.

const CHANNELS: i32 = 3;
const TAPS: i32 = 4;
const WEIGHT_BYTES: usize = 2;
/** Parts of a pixel that have weights of their own. */
const FRACTION_BITS: i32 = 8;
const FRACTIONS: f64 = <f64>(1 << FRACTION_BITS);
const FRACTION_MASK: i32 = (1 << FRACTION_BITS) - 1;
const SUM_BITS: i32 = 22;
const SUM_HALF: i32 = 1 << (SUM_BITS - 1);
const MAX_BYTE: i32 = 255;
/** So far outside a picture a point still counts as on its border: rounding must not cost a row. */
const BORDER_SLACK_PX: f64 = 0.01;

function weightAt(weights: usize, at: i32): i32 {
  return <i32>load<i16>(weights + <usize>at * WEIGHT_BYTES);
}

function clampIndex(index: i32, length: i32): i32 {
  return index < 0 ? 0 : index >= length ? length - 1 : index;
}

/** Where the four by four pixels around the point do not all lie in the image: the border repeats. */
function readAtBorder(
  source: usize,
  fromWidth: i32,
  fromHeight: i32,
  left: i32,
  top: i32,
  weights: usize,
  wx: i32,
  wy: i32,
  out: usize,
): void {
  for (let channel = 0; channel < CHANNELS; channel++) {
    let sum = 0;
    for (let j = 0; j < TAPS; j++) {
      const row = clampIndex(top + j, fromHeight) * fromWidth;
      for (let i = 0; i < TAPS; i++) {
        const weight = weightAt(weights, wx + i) * weightAt(weights, wy + j);
        const at = (row + clampIndex(left + i, fromWidth)) * CHANNELS + channel;
        sum += weight * <i32>load<u8>(source + <usize>at);
      }
    }
    const value = (sum + SUM_HALF) >> SUM_BITS;
    store<u8>(out + <usize>channel, <u8>(value < 0 ? 0 : value > MAX_BYTE ? MAX_BYTE : value));
  }
}

/**
 * Reads one pixel well inside the image: first down, for all 12 bytes of four pixels beside each other, then along. Reads
 * 4 bytes beyond the last pixel and writes one beyond its own.
 */
function readInside(first: usize, stride: usize, weights: usize, wx: i32, wy: i32, out: usize): void {
  const row0 = v128.load(first);
  const row1 = v128.load(first + stride);
  const row2 = v128.load(first + 2 * stride);
  const row3 = v128.load(first + 3 * stride);
  const upper = i8x16.shuffle(row0, row1, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const upperEnd = i8x16.shuffle(row0, row1, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const lower = i8x16.shuffle(row2, row3, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const lowerEnd = i8x16.shuffle(row2, row3, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const fromUpper = v128.load32_splat(weights + <usize>wy * WEIGHT_BYTES);
  const fromLower = v128.load32_splat(weights + <usize>(wy + 2) * WEIGHT_BYTES);
  const start = i32x4.add(
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(upper), fromUpper),
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(lower), fromLower),
  );
  const middle = i32x4.add(
    i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(upper), fromUpper),
    i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(lower), fromLower),
  );
  const end = i32x4.add(
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(upperEnd), fromUpper),
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(lowerEnd), fromLower),
  );
  const along = v128.load_ext<i16>(weights + <usize>wx * WEIGHT_BYTES);
  const pixel0 = i32x4.mul(start, i32x4.shuffle(along, along, 0, 0, 0, 0));
  const pixel1 = i32x4.mul(i32x4.shuffle(start, middle, 3, 4, 5, 5), i32x4.shuffle(along, along, 1, 1, 1, 1));
  const pixel2 = i32x4.mul(i32x4.shuffle(middle, end, 2, 3, 4, 4), i32x4.shuffle(along, along, 2, 2, 2, 2));
  const pixel3 = i32x4.mul(i32x4.shuffle(end, end, 1, 2, 3, 3), i32x4.shuffle(along, along, 3, 3, 3, 3));
  const sums = i32x4.add(i32x4.add(pixel0, pixel1), i32x4.add(pixel2, pixel3));
  const values = i32x4.shr_s(i32x4.add(sums, i32x4.splat(SUM_HALF)), SUM_BITS);
  const words = i16x8.narrow_i32x4_s(values, values);
  v128.store32_lane(out, i8x16.narrow_i16x8_u(words, words), 0);
}

/**
 * Lays an image onto another grid.
 *
 * @param weights four 16-bit weights for each fraction, 0 to FRACTIONS - 1; they sum to 2 ** (SUM_BITS / 2)
 * @param matrix nine f64, maps the grid's pixels to the image's
 * @param result width * height * 3 bytes and one more
 * @param valid width * height bytes: 1 where the image shows something
 */
export function warpRgb(
  source: usize,
  fromWidth: i32,
  fromHeight: i32,
  weights: usize,
  matrix: usize,
  result: usize,
  valid: usize,
  width: i32,
  height: i32,
): void {
  const a = load<f64>(matrix);
  const b = load<f64>(matrix, 8);
  const c = load<f64>(matrix, 16);
  const d = load<f64>(matrix, 24);
  const e = load<f64>(matrix, 32);
  const f = load<f64>(matrix, 40);
  const g = load<f64>(matrix, 48);
  const h = load<f64>(matrix, 56);
  const i = load<f64>(matrix, 64);
  // x and y side by side.
  const perColumn = f64x2.replace_lane(f64x2.splat(a), 1, d);
  const perRow = f64x2.replace_lane(f64x2.splat(b), 1, e);
  const shift = f64x2.replace_lane(f64x2.splat(c), 1, f);
  const last = f64x2.replace_lane(f64x2.splat(<f64>(fromWidth - 1)), 1, <f64>(fromHeight - 1));
  const least = f64x2.splat(-BORDER_SLACK_PX);
  const most = f64x2.add(last, f64x2.splat(BORDER_SLACK_PX));
  const stride = <usize>(fromWidth * CHANNELS);
  const beyondX = fromWidth - 2;
  const beyondY = fromHeight - 2;
  for (let y = 0; y < height; y++) {
    const py = <f64>y;
    const rowPart = f64x2.mul(perRow, f64x2.splat(py));
    for (let x = 0; x < width; x++, result += CHANNELS, valid++) {
      const px = <f64>x;
      const scale = f64x2.splat(1.0 / (g * px + h * py + i));
      const along = f64x2.add(f64x2.mul(perColumn, f64x2.splat(px)), rowPart);
      const from = f64x2.mul(f64x2.add(along, shift), scale);
      store<u8>(valid, <u8>i64x2.all_true(v128.and(f64x2.ge(from, least), f64x2.le(from, most))));
      const near = f64x2.pmin(f64x2.pmax(from, f64x2.splat(0)), last);
      const steps = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(near, f64x2.splat(FRACTIONS)), f64x2.splat(0.5)));
      const stepX = i32x4.extract_lane(steps, 0);
      const stepY = i32x4.extract_lane(steps, 1);
      const column = stepX >> FRACTION_BITS;
      const row = stepY >> FRACTION_BITS;
      const wx = (stepX & FRACTION_MASK) * TAPS;
      const wy = (stepY & FRACTION_MASK) * TAPS;
      if (column >= 1 && row >= 1 && column < beyondX && row < beyondY) {
        const first = source + <usize>(((row - 1) * fromWidth + column - 1) * CHANNELS);
        readInside(first, stride, weights, wx, wy, result);
      } else readAtBorder(source, fromWidth, fromHeight, column - 1, row - 1, weights, wx, wy, result);
    }
  }
}
