// Means over boxes by running sums in double precision, as in ../box-means-plainly.ts: both give the same bits.

const FLOAT_BYTES: usize = 4;
const DOUBLE_BYTES: usize = 8;
/** Doubles of a vector. */
const PAIR: i32 = 2;

function float(base: usize, at: i32): usize {
  return base + <usize>at * FLOAT_BYTES;
}

function value(base: usize, at: i32): f64 {
  return <f64>load<f32>(float(base, at));
}

function min(a: i32, b: i32): i32 {
  return a < b ? a : b;
}

function max(a: i32, b: i32): i32 {
  return a > b ? a : b;
}

/** Means along rows. `shares` holds one over the number of values that each column's mean is made of (f64). */
export function boxRows(source: usize, result: usize, shares: usize, width: i32, height: i32, reach: i32): void {
  const calmFrom = min(width, reach + 1);
  const calmTo = max(calmFrom, width - reach);
  for (let y = 0; y < height; y++) {
    const row = float(source, y * width);
    const out = float(result, y * width);
    let sum: f64 = 0;
    for (let x = 0, end = min(reach, width); x < end; x++) sum += value(row, x);
    for (let x = 0; x < calmFrom; x++) {
      if (x + reach < width) sum += value(row, x + reach);
      store<f32>(float(out, x), <f32>(sum * load<f64>(shares + <usize>x * DOUBLE_BYTES)));
    }
    for (let x = calmFrom; x < calmTo; x++) {
      sum += value(row, x + reach) - value(row, x - reach - 1);
      store<f32>(float(out, x), <f32>(sum * load<f64>(shares + <usize>x * DOUBLE_BYTES)));
    }
    for (let x = calmTo; x < width; x++) {
      sum -= value(row, x - reach - 1);
      store<f32>(float(out, x), <f32>(sum * load<f64>(shares + <usize>x * DOUBLE_BYTES)));
    }
  }
}

function pair(base: usize, at: i32): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(float(base, at)));
}

/** Adds the row that comes within reach to the columns' sums, and takes off the one that goes; 0 when there is none. */
function moveSums(sums: usize, come: usize, go: usize, width: i32): void {
  let x = 0;
  for (; x + PAIR <= width; x += PAIR) {
    const at = sums + <usize>x * DOUBLE_BYTES;
    let sum = v128.load(at);
    if (come !== 0 && go !== 0) sum = f64x2.add(sum, f64x2.sub(pair(come, x), pair(go, x)));
    else if (come !== 0) sum = f64x2.add(sum, pair(come, x));
    else if (go !== 0) sum = f64x2.sub(sum, pair(go, x));
    v128.store(at, sum);
  }
  for (; x < width; x++) {
    const at = sums + <usize>x * DOUBLE_BYTES;
    let sum = load<f64>(at);
    if (come !== 0 && go !== 0) sum += value(come, x) - value(go, x);
    else if (come !== 0) sum += value(come, x);
    else if (go !== 0) sum -= value(go, x);
    store<f64>(at, sum);
  }
}

function storeMeans(sums: usize, share: f64, out: usize, width: i32): void {
  let x = 0;
  for (; x + PAIR <= width; x += PAIR) {
    const means = f64x2.mul(v128.load(sums + <usize>x * DOUBLE_BYTES), f64x2.splat(share));
    v128.store64_lane(float(out, x), f32x4.demote_f64x2_zero(means), 0);
  }
  for (; x < width; x++) store<f32>(float(out, x), <f32>(load<f64>(sums + <usize>x * DOUBLE_BYTES) * share));
}

/** Means down columns. `sums` holds width doubles of scratch. */
export function boxColumns(source: usize, result: usize, sums: usize, width: i32, height: i32, reach: i32): void {
  memory.fill(sums, 0, <usize>width * DOUBLE_BYTES);
  for (let y = 0, end = min(reach, height); y < end; y++) moveSums(sums, float(source, y * width), 0, width);
  for (let y = 0; y < height; y++) {
    const come = y + reach < height ? float(source, (y + reach) * width) : 0;
    const go = y - reach > 0 ? float(source, (y - reach - 1) * width) : 0;
    moveSums(sums, come, go, width);
    const share = 1.0 / <f64>(min(height, y + reach + 1) - max(0, y - reach));
    storeMeans(sums, share, float(result, y * width), width);
  }
}
