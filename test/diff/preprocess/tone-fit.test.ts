import { describe, expect, it } from 'vitest';
import { fitTone, type LevelPairs, toneOf } from '../../../src/diff/preprocess/tone-fit.ts';
import { createRandom } from '../../../src/imaging/random.ts';

const MAX = 255;
const COUNT = 1200;

/** Places whose levels in A are spread over a range, and what a light makes of them in B; some are changed things. */
function pairsIn(
  light: (level: number) => number,
  { from = 5, to = 250, changed = 0.2, seed = 'tone' } = {},
): LevelPairs {
  const random = createRandom(seed);
  const pairs = { a: new Float32Array(COUNT), b: new Float32Array(COUNT) };
  for (let at = 0; at < COUNT; at++) {
    pairs.a[at] = random.between(from, to);
    const seen = random.next() < changed ? random.between(5, 250) : light(pairs.a[at]);
    pairs.b[at] = Math.min(MAX, Math.max(0, seen + random.between(-0.5, 0.5)));
  }
  return pairs;
}

const tellingOf = ({ a, b }: LevelPairs): LevelPairs => {
  const kept = [...a.keys()].filter((at) => b[at] > 0 && b[at] < MAX);
  return { a: Float32Array.from(kept, (at) => a[at]), b: Float32Array.from(kept, (at) => b[at]) };
};

function expectUndone(light: (level: number) => number, levels: readonly number[], options = {}): void {
  const pairs = pairsIn(light, options);
  const tone = fitTone(tellingOf(pairs), pairs);
  for (const level of levels) expect(Math.abs(toneOf(tone, light(level)) - level)).toBeLessThan(1.5);
}

describe('fitTone', () => {
  it.each([0.8, 0.93, 1.08, 1.3])('undoes a gamma of %d', (gamma) => {
    expectUndone((level) => MAX * (level / MAX) ** gamma, [0, 30, 120, 200, 255]);
  });

  it.each([
    [1.06, 3],
    [0.9, 12],
    [1, -20],
  ])('undoes a gain of %d and an offset of %d, beyond what was cut off', (gain, offset) => {
    expectUndone((level) => gain * level + offset, [40, 120, 200]);
  });

  it('undoes a curve that is neither', () => {
    const light = (level: number) => 10 + 0.85 * level + (0.2 * level * (MAX - level)) / MAX;
    expectUndone(light, [30, 120, 220]);
  });

  it('is right where it sees something when it sees a part only', () => {
    expectUndone((level) => 1.06 * level + 3, [20, 60, 95], { from: 5, to: 100 });
  });

  it('leaves a drawing alone of which only the coloured things changed', () => {
    const pairs = pairsIn((level) => level, { changed: 0 });
    pairs.a.fill(MAX, 100);
    pairs.b.fill(MAX, 100);
    for (let at = 0; at < 100; at++) pairs.b[at] = 0.5 * pairs.a[at] + 60;
    const tone = fitTone({ a: pairs.a.subarray(0, 100), b: pairs.b.subarray(0, 100) }, pairs);
    expect(tone).toEqual({ gain: 1, offset: 0, power: 1, bend: 0 });
  });

  it('takes pictures as they are when nothing tells', () => {
    const nothing = { a: new Float32Array(0), b: new Float32Array(0) };
    const pairs = pairsIn((level) => level / 2);
    expect(fitTone(nothing, pairs)).toEqual({ gain: 1, offset: 0, power: 1, bend: 0 });
    expect(toneOf(fitTone(nothing, nothing), 77)).toBe(77);
  });
});
