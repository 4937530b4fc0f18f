// How busy two planes are, as in ../busy-planes.ts: both give the same bits.

const FLOAT_BYTES: usize = 4;
const LANES: i32 = 4;
const VECTOR_BYTES: usize = 16;

/** Adds `share` of the steps from each pixel to its right and lower neighbours. */
export function addSteps(plane: usize, result: usize, width: i32, height: i32, share: f32): void {
  for (let y = 0; y < height; y++) {
    const down = y + 1 < height ? <usize>width * FLOAT_BYTES : 0;
    let x = 0;
    for (; x + LANES < width; x += LANES, plane += VECTOR_BYTES, result += VECTOR_BYTES) {
      const level = v128.load(plane);
      const right = f32x4.abs(f32x4.sub(v128.load(plane + FLOAT_BYTES), level));
      const below = f32x4.abs(f32x4.sub(v128.load(plane + down), level));
      const steps = f32x4.mul(f32x4.splat(share), f32x4.add(right, below));
      v128.store(result, f32x4.add(v128.load(result), steps));
    }
    for (; x < width; x++, plane += FLOAT_BYTES, result += FLOAT_BYTES) {
      const level = load<f32>(plane);
      const right: f32 = x + 1 < width ? abs<f32>(load<f32>(plane + FLOAT_BYTES) - level) : 0;
      const steps = share * (right + abs<f32>(load<f32>(plane + down) - level));
      store<f32>(result, load<f32>(result) + steps);
    }
  }
}

/** Adds the smaller of two values where it is above 0. Arrays may be read up to a whole vector. */
export function addCalmer(a: usize, b: usize, result: usize, count: i32): void {
  for (let at = 0; at < count; at += LANES) {
    const calmer = f32x4.max(f32x4.min(v128.load(a), v128.load(b)), f32x4.splat(0));
    v128.store(result, f32x4.add(v128.load(result), calmer));
    a += VECTOR_BYTES;
    b += VECTOR_BYTES;
    result += VECTOR_BYTES;
  }
}

/** For each value how many of the bounds lie below it, as a byte. Arrays are read and written up to a whole vector. */
export function countBelow(values: usize, bounds: usize, boundCount: i32, result: usize, count: i32): void {
  for (let at = 0; at < count; at += LANES) {
    const value = v128.load(values);
    let below = i32x4.splat(0);
    for (let bound = 0; bound < boundCount; bound++) {
      const isAbove = f32x4.gt(value, v128.load32_splat(bounds + <usize>bound * FLOAT_BYTES));
      below = i32x4.sub(below, isAbove);
    }
    const words = i16x8.narrow_i32x4_u(below, below);
    v128.store32_lane(result, i8x16.narrow_i16x8_u(words, words), 0);
    values += VECTOR_BYTES;
    result += LANES;
  }
}
