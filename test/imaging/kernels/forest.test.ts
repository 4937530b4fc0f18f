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

/** A tree that branches anyhow: its questions and leaves from top to bottom, lower sides first. */
function branch(leaves: number, width: number, random: Random) {
  const asked: { feature: number; limit: number; lower: bigint }[] = [];
  const divide = (from: number, to: number) => {
    if (to - from === 1) return;
    const middle = from + 1 + Math.floor(random.next() * (to - from - 1));
    const [feature, limit] = [Math.floor(random.next() * width), anyValue(random)];
    asked.push({
      feature,
      limit: Number.isNaN(limit) ? 0 : limit,
      lower: (1n << BigInt(middle)) - (1n << BigInt(from)),
    });
    divide(from, middle);
    divide(middle, to);
  };
  divide(0, leaves);
  return asked;
}

function branchOut(count: number, width: number, random: Random): FlatTrees {
  const leaves = Int32Array.from({ length: count }, () => 1 + Math.floor(random.next() * 64));
  const asked = [...leaves].flatMap((each) => branch(each, width, random));
  return {
    questions: leaves.map((each) => each - 1),
    leaves,
    features: Int32Array.from(asked, ({ feature }) => feature),
    limits: Float64Array.from(asked, ({ limit }) => limit),
    lower: BigInt64Array.from(asked, ({ lower }) => lower),
    answers: Float64Array.from({ length: leaves.reduce((sum, each) => sum + each, 0) }, () => random.next() - 0.5),
  };
}

const ODD_VALUES = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0];
/** Now and then one that is no usual number. */
function anyValue(random: Random): number {
  const value = random.next() - 0.5;
  return random.next() < 0.3 ? ODD_VALUES[Math.floor(random.next() * ODD_VALUES.length)] : value;
}

describe('sumTrees', () => {
  it('has the bits of its plain twin where trees branch on both sides and values are no usual numbers', () => {
    const [few, many] = [fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 140 })];
    fc.assert(
      fc.property(many, few, few, fc.integer(), (count, width, trees, seed) => {
        const random = createRandom(`${seed}`);
        const forest = branchOut(trees, width, random);
        const values = Float64Array.from({ length: count * width }, () => anyValue(random));
        expect(sumTrees(forest, values, width, 0.1)).toEqual(sumTreesPlainly(forest, values, width, 0.1));
      }),
      { numRuns: 60 },
    );
  });

  it.each([sumTrees, sumTreesPlainly])('refuses rows that are not whole', (sum) => {
    const forest = grow(1, 3, createRandom('rows'));
    expect(() => sum(forest, new Float64Array(7), 3, 0)).toThrow('rows of 3 features, received 7 values');
  });

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
