import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded source of chance. The same seed gives the same numbers on every machine. */
export interface Random {
  /** A real number in [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  /** A real number in [from, to). */
  between(from: number, to: number): number;
  /** One of the items. @throws RangeError when there is none */
  pick<Item>(items: readonly Item[]): Item;
  /** A shuffled copy (Fisher-Yates). */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** Makes a source of chance from any text. Parts of a program that must not disturb each other take names of their own: `seed/edit`. */
export function createRandom(seed: string): Random {
  const generator = xoroshiro128plus(createHash('sha256').update(seed).digest().readInt32BE(0));
  const integer = (from: number, to: number) => uniformInt(generator, from, to);
  const next = () => uniformFloat64(generator);
  return {
    next,
    integer,
    between: (from, to) => from + (to - from) * next(),
    pick(items) {
      if (items.length === 0) throw new RangeError('pick: expected at least one item, received none');
      return items[integer(0, items.length - 1)];
    },
    shuffle(items) {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = integer(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
      }
      return shuffled;
    },
  };
}
