// What differs between two pictures' planes, as in ../difference-planes.ts: both give the same bits. Arrays are read and
// written up to a whole vector.

const FLOAT_BYTES: usize = 4;
const LANES: i32 = 4;
const VECTOR_BYTES: usize = 16;
const CHANNELS: i32 = 3;

/** a minus b where the mask (one byte a value) is set, 0 elsewhere. */
export function subtractWhere(a: usize, b: usize, mask: usize, result: usize, count: i32): void {
  for (let at = 0; at < count; at += LANES) {
    const words = i16x8.extend_low_i8x16_u(v128.load32_zero(mask));
    const isSet = i32x4.ne(i32x4.extend_low_i16x8_u(words), i32x4.splat(0));
    v128.store(result, v128.and(f32x4.sub(v128.load(a), v128.load(b)), isSet));
    a += VECTOR_BYTES;
    b += VECTOR_BYTES;
    mask += LANES;
    result += VECTOR_BYTES;
  }
}

/** Pulls each value towards the target's, no farther than `reach` times the way to the other's. */
export function pullBetween(plane: usize, other: usize, target: usize, reach: f32, count: i32): void {
  for (let at = 0; at < count; at += LANES) {
    const own = v128.load(plane);
    const way = f32x4.sub(v128.load(other), own);
    const second = f32x4.add(own, f32x4.mul(f32x4.splat(reach), way));
    const low = f32x4.min(own, second);
    v128.store(plane, f32x4.min(f32x4.max(v128.load(target), low), f32x4.max(own, second)));
    plane += VECTOR_BYTES;
    other += VECTOR_BYTES;
    target += VECTOR_BYTES;
  }
}

function largest(first: v128, second: v128, third: v128): v128 {
  return f32x4.max(f32x4.max(f32x4.abs(first), f32x4.abs(second)), f32x4.abs(third));
}

/**
 * The size of the channel that differs most, coarse and fine. Fine is the difference in lightness with the colour of the
 * smoothed one, and at most `ratio` times coarse. Each set of three planes lies one after the other, `planeBytes` apart.
 */
export function steadyLevels(
  difference: usize,
  smoothed: usize,
  smoother: usize,
  planeBytes: usize,
  shares: usize,
  ratio: f32,
  fine: usize,
  coarse: usize,
  count: i32,
): void {
  const redShare = v128.load32_splat(shares);
  const greenShare = v128.load32_splat(shares + FLOAT_BYTES);
  const blueShare = v128.load32_splat(shares + 2 * FLOAT_BYTES);
  const second = planeBytes;
  const third = <usize>(CHANNELS - 1) * planeBytes;
  for (let at = 0; at < count; at += LANES) {
    const red = v128.load(smoothed);
    const green = v128.load(smoothed + second);
    const blue = v128.load(smoothed + third);
    const light = f32x4.add(
      f32x4.add(
        f32x4.mul(redShare, f32x4.sub(v128.load(difference), red)),
        f32x4.mul(greenShare, f32x4.sub(v128.load(difference + second), green)),
      ),
      f32x4.mul(blueShare, f32x4.sub(v128.load(difference + third), blue)),
    );
    const most = largest(v128.load(smoother), v128.load(smoother + second), v128.load(smoother + third));
    const own = largest(f32x4.add(red, light), f32x4.add(green, light), f32x4.add(blue, light));
    v128.store(coarse, most);
    v128.store(fine, f32x4.min(own, f32x4.mul(f32x4.splat(ratio), most)));
    difference += VECTOR_BYTES;
    smoothed += VECTOR_BYTES;
    smoother += VECTOR_BYTES;
    fine += VECTOR_BYTES;
    coarse += VECTOR_BYTES;
  }
}

function ofClass(table: usize, index: usize): f32 {
  return load<f32>(table + index * FLOAT_BYTES);
}

/** The larger of fine and coarse, each times its class's factor, where fine is above `floor`; 0 elsewhere. */
export function standOut(
  fine: usize,
  coarse: usize,
  classes: usize,
  fineFactors: usize,
  coarseFactors: usize,
  floor: f32,
  result: usize,
  count: i32,
): void {
  for (let at = 0; at < count; at++) {
    const level = load<f32>(fine + <usize>at * FLOAT_BYTES);
    let most: f32 = 0;
    if (level > floor) {
      const index = <usize>load<u8>(classes + <usize>at);
      const here = level * ofClass(fineFactors, index);
      const around = load<f32>(coarse + <usize>at * FLOAT_BYTES) * ofClass(coarseFactors, index);
      most = here > around ? here : around;
    }
    store<f32>(result + <usize>at * FLOAT_BYTES, most);
  }
}

/** Each value twice, times `scale`. The result holds whole vectors. */
export function doubleRow(source: usize, result: usize, width: i32, scale: f32): void {
  for (let x = 0; x < width; x += LANES) {
    const values = f32x4.mul(v128.load(source), f32x4.splat(scale));
    v128.store(result, v128.shuffle<i32>(values, values, 0, 0, 1, 1));
    v128.store(result + VECTOR_BYTES, v128.shuffle<i32>(values, values, 2, 2, 3, 3));
    source += VECTOR_BYTES;
    result += 2 * VECTOR_BYTES;
  }
}
