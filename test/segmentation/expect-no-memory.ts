import fc from 'fast-check';
import { expect } from 'vitest';

/**
 * What anything owes that keeps its lists from one question to the next: the answers of a new one, in any order and asked
 * again.
 */
export function expectNoMemory<Question>(questions: readonly Question[], start: () => (question: Question) => unknown) {
  const expected = questions.map((question) => start()(question));
  // Else it would hold of what says nothing.
  expect(new Set(expected.map((answer) => JSON.stringify(answer))).size).toBeGreaterThan(1);
  const orders = fc.array(fc.nat(questions.length - 1), { minLength: 2 });
  fc.assert(
    fc.property(orders, (order) => {
      const ask = start();
      expect(order.map((number) => ask(questions[number]))).toEqual(order.map((number) => expected[number]));
    }),
  );
}
