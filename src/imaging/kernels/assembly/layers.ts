// Layers of a small convolutional network, as in ../layer-chain-plainly.ts: both give the same bits, because every sum is
// taken over the same products in the same order. A layer lies in memory as rows of pixels of channels (f32) with a
// margin of one pixel of zeros all around.

const FLOAT_BYTES: usize = 4;
/** Floats of a vector. */
const LANES: i32 = 4;
/** Outputs and pixels whose sums are in registers at the same time. */
const OUTPUTS: i32 = 8;
const PIXELS: i32 = 4;

function floats(count: i32): usize {
  return <usize>count * FLOAT_BYTES;
}

function clearMargin(layer: usize, width: i32, height: i32, channels: i32): void {
  const pixel = floats(channels);
  const row = <usize>(width + 2) * pixel;
  memory.fill(layer, 0, row);
  for (let y = 1; y <= height; y++) {
    memory.fill(layer + <usize>y * row, 0, pixel);
    memory.fill(layer + <usize>(y + 1) * row - pixel, 0, pixel);
  }
  memory.fill(layer + <usize>(height + 1) * row, 0, row);
}

function multiplyAdd(sum: v128, values: v128, weights: v128): v128 {
  return f32x4.add(sum, f32x4.mul(values, weights));
}

/** Adds the bias; negative values leak through. */
function activated(sum: v128, bias: v128, leak: v128): v128 {
  const value = f32x4.add(sum, bias);
  return v128.bitselect(f32x4.mul(value, leak), value, f32x4.lt(value, f32x4.splat(0)));
}

/**
 * Sums of products of what lies under each pixel with the weights of every output. What lies under a pixel are `runs`
 * runs of `runLength` values, `sourceRow` bytes apart, those of its right neighbour start `step` bytes later.
 * `weights` are ordered by value, then by output; `outputs` is a multiple of 8. Up to three pixels beyond the end of a
 * row are computed and written, too: the next row or the margin covers them, whose last row is wide enough.
 */
export function convolve(
  source: usize,
  sourceRow: usize,
  step: usize,
  runs: i32,
  runLength: i32,
  weights: usize,
  bias: usize,
  result: usize,
  width: i32,
  height: i32,
  outputs: i32,
  leak: f32,
): void {
  const pixelBytes = floats(outputs);
  const leaks = f32x4.splat(leak);
  for (let y = 0; y < height; y++) {
    for (let output = 0; output < outputs; output += OUTPUTS) {
      const lowBias = v128.load(bias + floats(output));
      const highBias = v128.load(bias + floats(output + LANES));
      for (let x = 0; x < width; x += PIXELS) {
        let low0 = f32x4.splat(0);
        let low1 = f32x4.splat(0);
        let low2 = f32x4.splat(0);
        let low3 = f32x4.splat(0);
        let high0 = f32x4.splat(0);
        let high1 = f32x4.splat(0);
        let high2 = f32x4.splat(0);
        let high3 = f32x4.splat(0);
        let weight = weights + floats(output);
        for (let run = 0; run < runs; run++) {
          let value = source + <usize>(y + run) * sourceRow + <usize>x * step;
          const end = value + floats(runLength);
          for (; value < end; value += FLOAT_BYTES) {
            const low = v128.load(weight);
            const high = v128.load(weight, 16);
            weight += pixelBytes;
            const one = v128.load32_splat(value);
            low0 = multiplyAdd(low0, one, low);
            high0 = multiplyAdd(high0, one, high);
            const two = v128.load32_splat(value + step);
            low1 = multiplyAdd(low1, two, low);
            high1 = multiplyAdd(high1, two, high);
            const three = v128.load32_splat(value + 2 * step);
            low2 = multiplyAdd(low2, three, low);
            high2 = multiplyAdd(high2, three, high);
            const four = v128.load32_splat(value + 3 * step);
            low3 = multiplyAdd(low3, four, low);
            high3 = multiplyAdd(high3, four, high);
          }
        }
        let to = result + <usize>((y + 1) * (width + 2) + x + 1) * pixelBytes + floats(output);
        v128.store(to, activated(low0, lowBias, leaks));
        v128.store(to, activated(high0, highBias, leaks), 16);
        to += pixelBytes;
        v128.store(to, activated(low1, lowBias, leaks));
        v128.store(to, activated(high1, highBias, leaks), 16);
        to += pixelBytes;
        v128.store(to, activated(low2, lowBias, leaks));
        v128.store(to, activated(high2, highBias, leaks), 16);
        to += pixelBytes;
        v128.store(to, activated(low3, lowBias, leaks));
        v128.store(to, activated(high3, highBias, leaks), 16);
      }
    }
  }
  clearMargin(result, width, height, outputs);
}

/** 3 x 3 convolution of each channel by itself. `channels` is a multiple of 4; `weights` are ordered by tap, then by channel. */
export function convolveEach(
  source: usize,
  weights: usize,
  result: usize,
  width: i32,
  height: i32,
  channels: i32,
): void {
  const pixel = floats(channels);
  const row = <usize>(width + 2) * pixel;
  for (let y = 0; y < height; y++) {
    for (let channel = 0; channel < channels; channel += LANES) {
      const first = weights + floats(channel);
      const w0 = v128.load(first);
      const w1 = v128.load(first + pixel);
      const w2 = v128.load(first + 2 * pixel);
      const w3 = v128.load(first + 3 * pixel);
      const w4 = v128.load(first + 4 * pixel);
      const w5 = v128.load(first + 5 * pixel);
      const w6 = v128.load(first + 6 * pixel);
      const w7 = v128.load(first + 7 * pixel);
      const w8 = v128.load(first + 8 * pixel);
      let top = source + <usize>y * row + floats(channel);
      let to = result + <usize>(y + 1) * row + pixel + floats(channel);
      for (let x = 0; x < width; x++) {
        const middle = top + row;
        const bottom = middle + row;
        let sum = multiplyAdd(f32x4.splat(0), v128.load(top), w0);
        sum = multiplyAdd(sum, v128.load(top + pixel), w1);
        sum = multiplyAdd(sum, v128.load(top + 2 * pixel), w2);
        sum = multiplyAdd(sum, v128.load(middle), w3);
        sum = multiplyAdd(sum, v128.load(middle + pixel), w4);
        sum = multiplyAdd(sum, v128.load(middle + 2 * pixel), w5);
        sum = multiplyAdd(sum, v128.load(bottom), w6);
        sum = multiplyAdd(sum, v128.load(bottom + pixel), w7);
        sum = multiplyAdd(sum, v128.load(bottom + 2 * pixel), w8);
        v128.store(to, sum);
        top += pixel;
        to += pixel;
      }
    }
  }
  clearMargin(result, width, height, channels);
}

/** The largest value of every 2 x 2 window, `stride` apart; windows at the right and bottom border may be cut. */
export function pool(
  source: usize,
  result: usize,
  width: i32,
  height: i32,
  channels: i32,
  stride: i32,
  toWidth: i32,
  toHeight: i32,
): void {
  const pixel = floats(channels);
  const row = <usize>(width + 2) * pixel;
  for (let y = 0; y < toHeight; y++) {
    const top = source + <usize>(y * stride + 1) * row + pixel;
    const down: usize = y * stride + 1 < height ? row : 0;
    let to = result + (<usize>(y + 1) * <usize>(toWidth + 2) + 1) * pixel;
    for (let x = 0; x < toWidth; x++) {
      const from = top + <usize>(x * stride) * pixel;
      const right: usize = x * stride + 1 < width ? pixel : 0;
      for (let at: usize = 0; at < pixel; at += 16) {
        const upper = f32x4.max(v128.load(from + at), v128.load(from + right + at));
        const lower = f32x4.max(v128.load(from + down + at), v128.load(from + down + right + at));
        v128.store(to + at, f32x4.max(upper, lower));
      }
      to += pixel;
    }
  }
  clearMargin(result, toWidth, toHeight, channels);
}
