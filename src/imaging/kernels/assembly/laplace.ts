// What multigrid needs to solve Laplace's equation for three channels at once: a pixel is four floats, the last of them 0. The
// unknown pixels are listed as spans: the first pixel and the one after the last, row by row. At the border an unknown
// itself stands for the neighbour beyond it. Single precision in a fixed order: the twins in ../laplace-grid-plainly.ts give
// the same bits.

const PIXEL_BYTES: usize = 16;
const SPAN_BYTES: usize = 8;
const INDEX_BYTES: usize = 4;

function place(base: usize, pixel: i32): usize {
  return base + <usize>pixel * PIXEL_BYTES;
}

/** Sum of the four neighbours of the pixel at an address; `upper` and `lower` are 0 where there is no such row. */
function around(here: usize, x: i32, width: i32, upper: usize, lower: usize): v128 {
  const left = x > 0 ? here - PIXEL_BYTES : here;
  const right = x + 1 < width ? here + PIXEL_BYTES : here;
  return f32x4.add(
    f32x4.add(v128.load(left), v128.load(right)),
    f32x4.add(v128.load(here - upper), v128.load(here + lower)),
  );
}

/** One Gauss-Seidel sweep: each unknown becomes `share` times what its neighbours add up to, less its source. @returns the largest movement */
export function relax(
  values: usize,
  source: usize,
  spans: usize,
  count: i32,
  width: i32,
  height: i32,
  share: f32,
): f32 {
  const row = <usize>width * PIXEL_BYTES;
  const shares = f32x4.splat(share);
  let largest = f32x4.splat(0);
  for (let index = 0; index < count; index++) {
    const span = spans + <usize>index * SPAN_BYTES;
    const from = load<i32>(span);
    const y = from / width;
    const upper: usize = y > 0 ? row : 0;
    const lower: usize = y + 1 < height ? row : 0;
    const end = load<i32>(span + INDEX_BYTES);
    for (let pixel = from, x = from - y * width; pixel < end; pixel++, x++) {
      const here = place(values, pixel);
      const sum = around(here, x, width, upper, lower);
      const value = f32x4.mul(f32x4.sub(sum, v128.load(place(source, pixel))), shares);
      largest = f32x4.max(largest, f32x4.abs(f32x4.sub(value, v128.load(here))));
      v128.store(here, value);
    }
  }
  return max(
    max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
    max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
  );
}

/** Adds up what is left of Laplace's equation in the four pixels of each coarse pixel; `coarse` holds zeros before. */
export function restrictResidual(
  values: usize,
  source: usize,
  spans: usize,
  count: i32,
  width: i32,
  height: i32,
  coarse: usize,
  coarseWidth: i32,
): void {
  const row = <usize>width * PIXEL_BYTES;
  const four = f32x4.splat(4);
  for (let index = 0; index < count; index++) {
    const span = spans + <usize>index * SPAN_BYTES;
    const from = load<i32>(span);
    const y = from / width;
    const upper: usize = y > 0 ? row : 0;
    const lower: usize = y + 1 < height ? row : 0;
    const end = load<i32>(span + INDEX_BYTES);
    for (let pixel = from, x = from - y * width; pixel < end; pixel++, x++) {
      const here = place(values, pixel);
      const sum = around(here, x, width, upper, lower);
      const left = f32x4.add(f32x4.sub(v128.load(place(source, pixel)), sum), f32x4.mul(four, v128.load(here)));
      const to = place(coarse, (y >> 1) * coarseWidth + (x >> 1));
      v128.store(to, f32x4.add(v128.load(to), left));
    }
  }
}

/** Adds to each unknown the bilinear value of a grid of half the scale. */
export function addCoarse(
  values: usize,
  spans: usize,
  count: i32,
  width: i32,
  coarse: usize,
  coarseWidth: i32,
  coarseHeight: i32,
): void {
  const three = f32x4.splat(3);
  const share = f32x4.splat(0.0625);
  for (let index = 0; index < count; index++) {
    const span = spans + <usize>index * SPAN_BYTES;
    const from = load<i32>(span);
    const y = from / width;
    const nearY = (y >> 1) * coarseWidth;
    const farY = min(coarseHeight - 1, max(0, (y >> 1) + ((y & 1) * 2 - 1))) * coarseWidth;
    const end = load<i32>(span + INDEX_BYTES);
    for (let pixel = from, x = from - y * width; pixel < end; pixel++, x++) {
      const nearX = x >> 1;
      const farX = min(coarseWidth - 1, max(0, nearX + ((x & 1) * 2 - 1)));
      const near = f32x4.add(
        f32x4.mul(three, v128.load(place(coarse, nearY + nearX))),
        v128.load(place(coarse, nearY + farX)),
      );
      const far = f32x4.add(
        f32x4.mul(three, v128.load(place(coarse, farY + nearX))),
        v128.load(place(coarse, farY + farX)),
      );
      const here = place(values, pixel);
      const value = f32x4.mul(f32x4.add(f32x4.mul(three, near), far), share);
      v128.store(here, f32x4.add(v128.load(here), value));
    }
  }
}
