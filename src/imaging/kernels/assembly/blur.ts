// Both passes of a separable blur, mirrored at the border (-1 -> 0, -2 -> 1). Every output is the same sum in the same
// order as in ../plane-blur.ts, in single precision, so that both give the same bits.

const FLOAT_BYTES: usize = 4;
const LANES: i32 = 4;

function reflect(index: i32, length: i32): i32 {
  let inside = index;
  while (inside < 0 || inside >= length) inside = inside < 0 ? -1 - inside : 2 * length - 1 - inside;
  return inside;
}

function float(base: usize, at: i32): usize {
  return base + <usize>at * FLOAT_BYTES;
}

/** `padded` holds width + 2 radius floats of scratch; `weights` 2 radius + 1, symmetric. */
export function blurRows(
  source: usize,
  result: usize,
  padded: usize,
  weights: usize,
  width: i32,
  height: i32,
  radius: i32,
): void {
  const middle = load<f32>(float(weights, radius));
  for (let y = 0; y < height; y++) {
    const row = float(source, y * width);
    const out = float(result, y * width);
    memory.copy(float(padded, radius), row, <usize>width * FLOAT_BYTES);
    for (let at = 1; at <= radius; at++) {
      store<f32>(float(padded, radius - at), load<f32>(float(row, reflect(-at, width))));
      store<f32>(float(padded, radius + width - 1 + at), load<f32>(float(row, reflect(width - 1 + at, width))));
    }
    let x = 0;
    for (; x + LANES <= width; x += LANES) {
      let sum = f32x4.mul(f32x4.splat(middle), v128.load(float(padded, x + radius)));
      for (let k = 0; k < radius; k++) {
        const pair = f32x4.add(v128.load(float(padded, x + k)), v128.load(float(padded, x + 2 * radius - k)));
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(float(weights, k)), pair));
      }
      v128.store(float(out, x), sum);
    }
    for (; x < width; x++) {
      let sum = middle * load<f32>(float(padded, x + radius));
      for (let k = 0; k < radius; k++) {
        const pair = load<f32>(float(padded, x + k)) + load<f32>(float(padded, x + 2 * radius - k));
        sum += load<f32>(float(weights, k)) * pair;
      }
      store<f32>(float(out, x), sum);
    }
  }
}

export function blurColumns(source: usize, result: usize, weights: usize, width: i32, height: i32, radius: i32): void {
  const middle = load<f32>(float(weights, radius));
  for (let y = 0; y < height; y++) {
    const row = float(source, y * width);
    const out = float(result, y * width);
    let x = 0;
    for (; x + LANES <= width; x += LANES) {
      v128.store(float(out, x), f32x4.mul(f32x4.splat(middle), v128.load(float(row, x))));
    }
    for (; x < width; x++) store<f32>(float(out, x), middle * load<f32>(float(row, x)));
    for (let k = 0; k < radius; k++) {
      const weight = load<f32>(float(weights, k));
      const above = float(source, reflect(y + k - radius, height) * width);
      const below = float(source, reflect(y + radius - k, height) * width);
      for (x = 0; x + LANES <= width; x += LANES) {
        const pair = f32x4.add(v128.load(float(above, x)), v128.load(float(below, x)));
        v128.store(float(out, x), f32x4.add(v128.load(float(out, x)), f32x4.mul(f32x4.splat(weight), pair)));
      }
      for (; x < width; x++) {
        const pair = load<f32>(float(above, x)) + load<f32>(float(below, x));
        store<f32>(float(out, x), load<f32>(float(out, x)) + weight * pair);
      }
    }
  }
}
