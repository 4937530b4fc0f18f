// Levels with their slopes, interleaved, as in ../gradients.ts: both give the same bits.

const FLOAT_BYTES: usize = 4;
const LANES: i32 = 4;
const VECTOR_BYTES: usize = 16;
const HALF: f32 = 0.5;

function pixel(level: usize, at: i32, left: usize, right: usize, above: usize, below: usize, out: usize): void {
  const here = level + <usize>at * FLOAT_BYTES;
  store<f32>(out, load<f32>(here));
  store<f32>(out + FLOAT_BYTES, HALF * (load<f32>(here + right) - load<f32>(here - left)));
  store<f32>(out + 2 * FLOAT_BYTES, HALF * (load<f32>(here + below) - load<f32>(here - above)));
}

/** `result` takes three floats a pixel: the level, its slope to the right and its slope downwards. */
export function gradients(level: usize, result: usize, width: i32, height: i32): void {
  const stride = <usize>width * FLOAT_BYTES;
  const half = f32x4.splat(HALF);
  let out = result;
  for (let y = 0; y < height; y++) {
    const above: usize = y > 0 ? stride : 0;
    const below: usize = y < height - 1 ? stride : 0;
    const row = y * width;
    pixel(level, row, 0, width > 1 ? FLOAT_BYTES : 0, above, below, out);
    out += 3 * FLOAT_BYTES;
    let x = 1;
    for (; x + LANES < width; x += LANES, out += 3 * VECTOR_BYTES) {
      const here = level + <usize>(row + x) * FLOAT_BYTES;
      const own = v128.load(here);
      const across = f32x4.mul(half, f32x4.sub(v128.load(here + FLOAT_BYTES), v128.load(here - FLOAT_BYTES)));
      const down = f32x4.mul(half, f32x4.sub(v128.load(here + below), v128.load(here - above)));
      const first = v128.shuffle<i32>(own, across, 0, 4, 1, 5);
      const middle = v128.shuffle<i32>(across, down, 1, 5, 2, 6);
      const last = v128.shuffle<i32>(own, across, 3, 7, 3, 7);
      v128.store(out, v128.shuffle<i32>(first, down, 0, 1, 4, 2));
      v128.store(out + VECTOR_BYTES, v128.shuffle<i32>(middle, own, 0, 1, 6, 2));
      v128.store(out + 2 * VECTOR_BYTES, v128.shuffle<i32>(last, down, 6, 0, 1, 7));
    }
    for (; x < width; x++, out += 3 * FLOAT_BYTES) {
      pixel(level, row + x, FLOAT_BYTES, x < width - 1 ? FLOAT_BYTES : 0, above, below, out);
    }
  }
}
