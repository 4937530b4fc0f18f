import { at, difference, PIXEL_BYTES, RADIUS, total } from './patch-features';

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
 * Moves the mean of the votes for a pixel to where they are dense. @returns the number of votes in the list; 0 where no
 * patch with a weight lies over the pixel
 */
function seek(
  features: usize,
  field: usize,
  weights: usize,
  p: i32,
  width: i32,
  pixels: i32,
  bandwidth: f32,
  shifts: i32,
  votes: usize,
): i32 {
  const voters = collect(field, weights, p, width, pixels, votes);
  gather(features, votes, voters, 0);
  if (!(weightSum > 0)) return 0;
  for (let shift = 0; shift < shifts && voters > 1; shift++) gather(features, votes, voters, bandwidth);
  return voters;
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
    if (!seek(features, field, weights, p, width, pixels, bandwidth, shifts, votes)) continue;
    const low = i32x4.trunc_sat_f32x4_s(f32x4.add(first, half));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.add(second, half));
    const words = i16x8.narrow_i32x4_s(low, high);
    const result = i8x16.narrow_i16x8_u(words, words);
    const address = features + <usize>p * PIXEL_BYTES;
    const before = v128.load64_zero(address);
    const change = i16x8.extend_low_i8x16_u(difference(before, result));
    changes += total(i32x4.extadd_pairwise_i16x8_s(change));
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
    const voters = seek(features, field, weights, p, width, pixels, bandwidth, shifts, votes);
    let best = -1;
    let least: f32 = f32.MAX_VALUE;
    for (let turn = 0; turn < voters; turn++) {
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
