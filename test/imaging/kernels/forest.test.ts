import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FlatTrees, sumTrees, sumTreesPlainly } from '../../../src/imaging/kernels/forest.ts';
import { createRandom, type Random } from '../../../src/imaging/random.ts';

/** Chains of questions: each has one leaf on its lower side, and the next question on the other. */
function grow(count: number, width: number, random: Random): FlatTrees {
  const questions = Int32Array.from({ length: count }, () => Math.floor(random.next() * 64));
  const total = questions.reduce((sum, each) => sum + each, 0);
  return {
    questions,
    leaves: questions.map((each) => each + 1),
    features: Int32Array.from({ length: total }, () => Math.floor(random.next() * width)),
    limits: Float64Array.from({ length: total }, () => random.next()),
    lower: BigInt64Array.from(
      [...questions].flatMap((each) => Array.from({ length: each }, (_, at) => 1n << BigInt(at))),
    ),
    answers: Float64Array.from({ length: total + count }, () => random.next() - 0.5),
  };
}

describe('sumTrees', () => {
  it('has the bits of its plain twin, whatever the number of rows', () => {
    const rows = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 20 }), fc.integer(), (...all) => {
        const [count, width, trees, seed] = all;
        const random = createRandom(`${seed}`);
        const forest = grow(trees, width, random);
        const values = Float64Array.from({ length: count * width }, () => random.next());
        expect(sumTrees(forest, values, width, 0.1)).toEqual(sumTreesPlainly(forest, values, width, 0.1));
      }),
      { numRuns: 60 },
    );
  });

  it('goes where a limit says, and takes what is just at it for lower', () => {
    const forest = {
      questions: Int32Array.of(1),
      leaves: Int32Array.of(2),
      features: Int32Array.of(1),
      limits: Float64Array.of(0.5),
      lower: BigInt64Array.of(1n),
      answers: Float64Array.of(10, 100),
    };
    expect([...sumTrees(forest, Float64Array.of(9, 0.5, 9, 0.6), 2, 1)]).toEqual([11, 101]);
  });
});
