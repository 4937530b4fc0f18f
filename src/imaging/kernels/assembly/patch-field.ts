import { distance } from './patch-distance';
import { at } from './patch-features';

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
