import type { PairRecord } from './run-pair.ts';

/** Hits and misses of one or many pairs. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly hits: number;
  readonly wanted: number;
  readonly wrong: number;
  /** Share of pairs with every change found and nothing else. */
  readonly exact: number;
  readonly pairs: number;
}

const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);

/** The score of so many hits. @param wrong finds that are no change */
export function scoreOf(hits: number, wanted: number, wrong: number): Pick<Score, 'precision' | 'recall' | 'f1'> {
  const [precision, recall] = [share(hits, hits + wrong), share(hits, wanted)];
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Sums up pairs that have something to find. */
export function scoreRecords(records: readonly PairRecord[]): Score {
  const wanted = sum(records.map(({ differences }) => differences.length));
  const hits = sum(records.map(({ differences }) => differences.filter(({ missed }) => !missed).length));
  const wrong = sum(records.map((record) => record.wrong.length));
  const exact = records.filter(
    (record) => record.wrong.length === 0 && record.differences.every(({ missed }) => !missed),
  ).length;
  return {
    ...scoreOf(hits, wanted, wrong),
    hits,
    wanted,
    wrong,
    exact: share(exact, records.length),
    pairs: records.length,
  };
}
