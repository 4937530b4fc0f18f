// The three loops of patch-based filling. A pixel has eight bytes of features; a patch is 7 x 7 pixels around its centre.
// Centres keep three pixels from the border, so no patch leaves the picture and no index wraps round a row. Everything
// is whole numbers, or single precision in a fixed order, so that the twins in ../patch-field-plainly.ts give the same.

const RADIUS: i32 = 3;
const SIDE: i32 = 7;
const PIXEL_BYTES: usize = 8;
const INDEX_BYTES: usize = 4;

function at(base: usize, index: i32): usize {
  return base + <usize>index * INDEX_BYTES;
}

function difference(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
}

function addSquares(sum: v128, bytes: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(bytes);
  const high = i16x8.extend_high_i8x16_u(bytes);
  return i32x4.add(sum, i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high)));
}

function addLastSquares(sum: v128, bytes: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(bytes);
  return i32x4.add(sum, i32x4.dot_i16x8_s(low, low));
}

function total(sum: v128): i32 {
  const pairs = i32x4.add(sum, i8x16.shuffle(sum, sum, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

/** Sum of squared differences of two patches; at least `limit` when it reaches it, then not the whole sum. */
function distance(features: usize, known: usize, width: i32, p: i32, q: i32, limit: i32): i32 {
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

/** Writes the distance of every target to its source. `known` (0: all) has 255 in the bytes that count, of the target. */
export function measureField(
  features: usize,
  known: usize,
  field: usize,
  costs: usize,
  targets: usize,
  count: i32,
  width: i32,
): void {
  for (let index = 0; index < count; index++) {
    const p = load<i32>(at(targets, index));
    store<i32>(at(costs, p), distance(features, known, width, p, load<i32>(at(field, p)), i32.MAX_VALUE));
  }
}

let state: u32 = 1;

/** Xorshift (Marsaglia 2003). @returns 0 to bound - 1 */
function random(bound: i32): i32 {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return <i32>((<u64>state * <u64>bound) >> 32);
}

/**
 * One pass of PatchMatch (Barnes et al. 2009) over the targets, forwards or backwards: each tries its two neighbours'
 * sources, then random ones around its own in windows that halve. @returns the state of the random numbers
 */
export function improveField(
  features: usize,
  known: usize,
  valid: usize,
  field: usize,
  costs: usize,
  targets: usize,
  count: i32,
  width: i32,
  height: i32,
  isForward: i32,
  seed: i32,
): i32 {
  state = <u32>seed;
  const step = isForward ? -1 : 1;
  const pixels = width * height;
  for (let turn = 0; turn < count; turn++) {
    const p = load<i32>(at(targets, isForward ? turn : count - 1 - turn));
    let source = load<i32>(at(field, p));
    let cost = load<i32>(at(costs, p));
    for (let way = 0; way < 2; way++) {
      const shift = way ? step * width : step;
      const neighbour = load<i32>(at(field, p + shift));
      if (neighbour < 0) continue;
      const q = neighbour - shift;
      if (q === source || q < 0 || q >= pixels || !load<u8>(valid + <usize>q)) continue;
      const candidate = distance(features, known, width, p, q, cost);
      if (candidate < cost) {
        cost = candidate;
        source = q;
      }
    }
    for (let reach = max(width, height); reach > 0; reach >>= 1) {
      const x = source % width;
      const y = source / width;
      const left = max(0, x - reach);
      const upper = max(0, y - reach);
      const randomX = left + random(min(width - 1, x + reach) - left + 1);
      const randomY = upper + random(min(height - 1, y + reach) - upper + 1);
      const q = randomY * width + randomX;
      if (!load<u8>(valid + <usize>q)) continue;
      const candidate = distance(features, known, width, p, q, cost);
      if (candidate < cost) {
        cost = candidate;
        source = q;
      }
    }
    store<i32>(at(field, p), source);
    store<i32>(at(costs, p), cost);
  }
  return <i32>state;
}

/** Sums of the weighted votes for one pixel: its eight features and the weights. */
let first: v128 = f32x4.splat(0);
let second: v128 = f32x4.splat(0);
let weightSum: f32 = 0;

/** How far eight bytes are from the mean in (first, second), squared. */
function squaredDistance(bytes: v128, low: v128, high: v128): f32 {
  const a = f32x4.sub(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(bytes)), low);
  const b = f32x4.sub(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(bytes)), high);
  const sum = f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b));
  return (
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)
  );
}

/** A list of votes: the pixel that is voted for and the weight, eight bytes each. */
const VOTE_BYTES: usize = 8;
const WEIGHT_AT: usize = 4;
/** Patches beside each other mostly come from one piece and vote for the same pixel: so many votes back one is looked for. */
const LOOK_BACK: i32 = 8;

/** Writes the votes of the patches over a pixel into the list, those for the same pixel as one. @returns their number */
function collect(field: usize, weights: usize, p: i32, width: i32, pixels: i32, votes: usize): i32 {
  let count = 0;
  let recent = 0;
  let recentPixel = -1;
  for (let dy = -RADIUS; dy <= RADIUS; dy++) {
    for (let dx = -RADIUS; dx <= RADIUS; dx++) {
      const shift = dy * width + dx;
      const centre = p + shift;
      if (centre < 0 || centre >= pixels) continue;
      const source = load<i32>(at(field, centre));
      if (source < 0) continue;
      const pixel = source - shift;
      const weight = load<f32>(at(weights, centre));
      const least = max(0, count - LOOK_BACK);
      // Mostly it is that of the patch before.
      if (pixel !== recentPixel || recent < least) {
        recentPixel = pixel;
        recent = count - 1;
        while (recent >= least && load<i32>(votes + <usize>recent * VOTE_BYTES) !== pixel) recent--;
        if (recent < least) {
          const vote = votes + <usize>count * VOTE_BYTES;
          store<i32>(vote, pixel);
          store<f32>(vote, weight, WEIGHT_AT);
          recent = count++;
          continue;
        }
      }
      const vote = votes + <usize>recent * VOTE_BYTES;
      store<f32>(vote, load<f32>(vote, WEIGHT_AT) + weight, WEIGHT_AT);
    }
  }
  return count;
}

/** Adds up votes; with a bandwidth, they count less the farther they are from the mean so far. */
function gather(features: usize, votes: usize, count: i32, bandwidth: f32): void {
  const low = first;
  const high = second;
  first = f32x4.splat(0);
  second = f32x4.splat(0);
  weightSum = 0;
  for (let index = 0; index < count; index++) {
    const vote = votes + <usize>index * VOTE_BYTES;
    const bytes = v128.load8x8_u(features + <usize>load<i32>(vote) * PIXEL_BYTES);
    let weight = load<f32>(vote, WEIGHT_AT);
    if (bandwidth > 0) {
      const nearness: f32 = bandwidth / (bandwidth + squaredDistance(bytes, low, high));
      weight *= nearness * nearness;
    }
    const scale = f32x4.splat(weight);
    first = f32x4.add(first, f32x4.mul(scale, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(bytes))));
    second = f32x4.add(second, f32x4.mul(scale, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(bytes))));
    weightSum += weight;
  }
  const divisor = f32x4.splat(weightSum);
  first = f32x4.div(first, divisor);
  second = f32x4.div(second, divisor);
}

/**
 * Gives every pixel of the hole what most patches over it would put there: the weighted mean, moved `shifts` times to
 * where votes are dense (mean shift with the kernel 1 / (1 + d^2 / bandwidth)^2). `votes` is room for one of each patch over a pixel.
 * @returns the sum of all changes
 */
export function vote(
  features: usize,
  field: usize,
  weights: usize,
  hole: usize,
  count: i32,
  width: i32,
  height: i32,
  bandwidth: f32,
  shifts: i32,
  votes: usize,
): i32 {
  const pixels = width * height;
  const half = f32x4.splat(0.5);
  let changes = 0;
  for (let index = 0; index < count; index++) {
    const p = load<i32>(at(hole, index));
    const voters = collect(field, weights, p, width, pixels, votes);
    gather(features, votes, voters, 0);
    if (!(weightSum > 0)) continue;
    for (let shift = 0; shift < shifts && voters > 1; shift++) gather(features, votes, voters, bandwidth);
    const low = i32x4.trunc_sat_f32x4_s(f32x4.add(first, half));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.add(second, half));
    const words = i16x8.narrow_i32x4_s(low, high);
    const result = i8x16.narrow_i16x8_u(words, words);
    const address = features + <usize>p * PIXEL_BYTES;
    const before = v128.load64_zero(address);
    const difference = v128.or(i8x16.sub_sat_u(before, result), i8x16.sub_sat_u(result, before));
    changes += total(i32x4.extadd_pairwise_i16x8_s(i16x8.extend_low_i8x16_u(difference)));
    v128.store64_lane(address, result, 0);
  }
  return changes;
}

/**
 * Writes for every listed pixel the pixel whose features are nearest to what most patches over it would put there; -1
 * where no patch lies over it.
 */
export function choose(
  features: usize,
  field: usize,
  weights: usize,
  list: usize,
  count: i32,
  width: i32,
  height: i32,
  bandwidth: f32,
  shifts: i32,
  votes: usize,
  result: usize,
): void {
  const pixels = width * height;
  for (let index = 0; index < count; index++) {
    const p = load<i32>(at(list, index));
    const voters = collect(field, weights, p, width, pixels, votes);
    gather(features, votes, voters, 0);
    const isCovered = weightSum > 0;
    for (let shift = 0; shift < shifts && voters > 1; shift++) gather(features, votes, voters, bandwidth);
    let best = -1;
    let least: f32 = f32.MAX_VALUE;
    for (let turn = 0; turn < voters && isCovered; turn++) {
      const pixel = load<i32>(votes + <usize>turn * VOTE_BYTES);
      const bytes = v128.load8x8_u(features + <usize>pixel * PIXEL_BYTES);
      const away = squaredDistance(bytes, first, second);
      if (away < least) {
        least = away;
        best = pixel;
      }
    }
    store<i32>(at(result, index), best);
  }
}
