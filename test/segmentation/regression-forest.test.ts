import { describe, expect, it } from 'vitest';
import { loadForest, RegressionForest } from '../../src/segmentation/regression-forest.ts';

/** Asks for the second feature, then on one side for the first. */
const STEPS = {
  features: [1, -1, 0, -1, -1],
  limits: [0.5, 0, 2, 0, 0],
  lower: [1, 0, 3, 0, 0],
  higher: [2, 0, 4, 0, 0],
  values: [0, 1, 0, 10, 100],
};
const LEAF = { features: [-1], limits: [0], lower: [0], higher: [0], values: [0.25] };
const forest = new RegressionForest({ version: 1, features: ['wide', 'high'], base: 1000, trees: [STEPS, LEAF] });

describe('RegressionForest', () => {
  it('adds up what its trees say of a row', () => {
    expect([...forest.answer(Float64Array.of(9, 0, 1, 1, 9, 1))]).toEqual([1001.25, 1010.25, 1100.25]);
  });

  it('takes what is just at a limit for lower', () => {
    expect([...forest.answer(Float64Array.of(9, 0.5, 2, 0.6))]).toEqual([1001.25, 1010.25]);
  });

  it('says of many rows what it says of each', () => {
    const rows = Float64Array.from({ length: 2 * 300 }, (_, at) => (at * 7919) % 5);
    const each = Array.from({ length: 300 }, (_, row) => forest.answer(rows.slice(2 * row, 2 * row + 2))[0]);
    expect([...forest.answer(rows)]).toEqual(each);
  });

  it('says nothing of no rows', () => {
    expect(forest.answer(new Float64Array(0))).toHaveLength(0);
  });
});

/** A tree whose leaf number n answers what lies between the limits n and n + 1: each question leads to a leaf and the next. */
function chain(leaves: number) {
  const nodes = Array.from({ length: 2 * leaves - 1 }, (_, node) => node);
  const isLeaf = (node: number) => node % 2 === 1 || node === nodes.length - 1;
  return {
    features: nodes.map((node) => (isLeaf(node) ? -1 : 0)),
    limits: nodes.map((node) => (isLeaf(node) ? 0 : node / 2 + 1)),
    lower: nodes.map((node) => (isLeaf(node) ? 0 : node + 1)),
    higher: nodes.map((node) => (isLeaf(node) ? 0 : node + 2)),
    values: nodes.map((node) => (isLeaf(node) ? Math.floor(node / 2) : 0)),
  };
}
const grow = (tree: typeof STEPS) =>
  new RegressionForest({ version: 1, features: ['wide', 'high'], base: 0, trees: [tree] });

describe('a tree', () => {
  it('has up to 64 leaves', () => {
    const rows = Float64Array.from({ length: 2 * 64 }, (_, at) => at / 2 + 0.5);
    expect([...grow(chain(64)).answer(rows)]).toEqual(Array.from({ length: 64 }, (_, leaf) => leaf));
    expect(() => grow(chain(65))).toThrow('more than 64 leaves');
  });

  it('asks for no feature that there is not', () => {
    expect(() => grow({ ...STEPS, features: [2, -1, 0, -1, -1] })).toThrow('feature 2 of 2');
  });

  it.each([
    ['itself', [0, 0, 3, 0, 0]],
    ['what led to it', [1, 0, 0, 0, 0]],
    ['nowhere', [1, 0, 5, 0, 0]],
  ])('does not lead to %s', (_, lower) => {
    expect(() => grow({ ...STEPS, lower })).toThrow('no later one');
  });
});

describe('loadForest', () => {
  it('refuses a model that asks for other features', () => {
    expect(() => loadForest('objectness.json', ['size', 'extent'])).toThrow('other features');
  });
});
