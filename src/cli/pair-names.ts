import { parse } from 'node:path';

/** Two files that are to be compared. */
export interface NamePair {
  /** Of the folder that the results go to: the name without its ending, or with it where two pairs would share one. */
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** The files of two folders, put together. */
export interface PairedNames {
  readonly pairs: readonly NamePair[];
  /** Files without a partner in the other folder. */
  readonly alone: { readonly a: readonly string[]; readonly b: readonly string[] };
}

/** 2 before 10, whatever the machine's language. */
const { compare } = new Intl.Collator('en', { numeric: true });

const baseOf = (file: string) => parse(file).name;

/** The only one of the files with this name without its ending, if there is only one. */
function onlyNamed(base: string, files: readonly string[]): string | undefined {
  const named = files.filter((file) => baseOf(file) === base);
  return named.length === 1 ? named[0] : undefined;
}

/**
 * Puts files of equal names together: first those that are equal to the last letter, then those that differ only in their
 * ending, where there is no doubt which is meant.
 */
export function pairNames(filesA: readonly string[], filesB: readonly string[]): PairedNames {
  const partners = new Map(filesA.filter((file) => filesB.includes(file)).map((file) => [file, file]));
  const left = { a: filesA.filter((file) => !partners.has(file)), b: filesB.filter((file) => !partners.has(file)) };
  for (const a of left.a) {
    const b = onlyNamed(baseOf(a), left.b);
    if (b !== undefined && onlyNamed(baseOf(a), left.a) !== undefined) partners.set(a, b);
  }
  const found = [...partners].sort(([one], [other]) => compare(one, other));
  const bases = found.map(([a]) => baseOf(a));
  const isShared = (base: string) => bases.indexOf(base) !== bases.lastIndexOf(base);
  const taken = new Set(found.map(([, b]) => b));
  return {
    pairs: found.map(([a, b], at) => ({ name: isShared(bases[at]) ? a : bases[at], a, b })),
    alone: {
      a: left.a.filter((file) => !partners.has(file)).sort(compare),
      b: left.b.filter((file) => !taken.has(file)).sort(compare),
    },
  };
}
