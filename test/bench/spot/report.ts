import { UNDISTURBED } from './disturbances.ts';
import type { PairRecord } from './run-pair.ts';
import { type Score, scoreOf, scoreRecords } from './score.ts';

const three = (value: number) => Number(value.toFixed(3));

function groupBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(nameOf(item), [...(groups.get(nameOf(item)) ?? []), item]);
  return groups;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const scoreColumns = ({ precision, recall, f1, exact, wanted, pairs }: Score) => ({
  precision: three(precision),
  recall: three(recall),
  F1: three(f1),
  exact: three(exact),
  wanted,
  pairs,
});

/** One line a group of records, those of unchanged pairs beside it. */
export function scoreTable(records: readonly PairRecord[], nameOf: (record: PairRecord) => string) {
  return Object.fromEntries(
    [...groupBy(records, nameOf)].map(([name, group]) => {
      const changed = group.filter(({ isSame }) => !isSame);
      const same = group.filter(({ isSame }) => isSame);
      const falseAlarms = same.reduce((sum, { wrong }) => sum + wrong.length, 0);
      return [
        name,
        {
          ...scoreColumns(scoreRecords(changed)),
          'on no change': falseAlarms,
          'reg. px': three(median(group.map(({ registrationError }) => registrationError))),
          ms: Math.round(median(group.map(({ ms }) => ms))),
        },
      ];
    }),
  );
}

/** Classes of size by the box's share of the picture; the median of real puzzles lies in the third. */
const SIZE_CLASSES = [
  ['below 0.1 %', 0.001],
  ['0.1 to 0.3 %', 0.003],
  ['0.3 to 1 %', 0.01],
  ['1 to 3 %', 0.03],
  ['above 3 %', Number.POSITIVE_INFINITY],
] as const;

const classOf = (areaRatio: number) => SIZE_CLASSES.find(([, below]) => areaRatio < below)?.[0] ?? '';

/** One line a class of size: wrong finds count in the class of their own size. */
export function sizeTable(records: readonly PairRecord[]) {
  const changed = records.filter(({ isSame }) => !isSame);
  const differences = changed.flatMap((record) => record.differences);
  const wrong = changed.flatMap((record) => record.wrong);
  return Object.fromEntries(
    SIZE_CLASSES.map(([name]) => {
      const own = differences.filter(({ areaRatio }) => classOf(areaRatio) === name);
      const hits = own.filter(({ missed }) => !missed).length;
      const false_ = wrong.filter(({ areaRatio }) => classOf(areaRatio) === name).length;
      const { precision, recall, f1 } = scoreOf(hits, own.length, false_);
      return [
        name,
        { precision: three(precision), recall: three(recall), F1: three(f1), wanted: own.length, wrong: false_ },
      ];
    }),
  );
}

/** One line a kind of change: a wrong find has no kind, so there is only recall. */
export function kindTable(records: readonly PairRecord[]) {
  const differences = records.flatMap((record) => record.differences);
  const groups = [...groupBy(differences, ({ kind }) => kind)].sort(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(
    groups.map(([kind, group]) => {
      const found = group.filter(({ missed }) => !missed).length;
      return [kind, { recall: three(found / group.length), wanted: group.length, missed: group.length - found }];
    }),
  );
}

/** How often each cause was to blame. */
export function causeTable(records: readonly PairRecord[]) {
  const missed = records.flatMap(({ differences }) => differences.flatMap((one) => one.missed ?? []));
  const changed = records.filter(({ isSame }) => !isSame);
  const wrong = changed.flatMap((record) => record.wrong.map(({ cause }) => cause));
  const causes = [...new Set([...missed, ...wrong])].sort();
  const count = (list: readonly string[], cause: string) => list.filter((one) => one === cause).length;
  return Object.fromEntries(
    causes.map((cause) => [cause, { missed: count(missed, cause), 'wrong finds': count(wrong, cause) }]),
  );
}

/** Unchanged pairs in which something was found. */
export function offenders(records: readonly PairRecord[]): string[] {
  return records
    .filter(({ isSame, wrong }) => isSame && wrong.length > 0)
    .map(({ pair, disturbance, model, registrationError, wrong }) => {
      const places = wrong.map(({ box }) => `${box.width}x${box.height}+${box.x}+${box.y}`).join(' ');
      return `${pair} ${disturbance}: ${wrong.length} (${model}, off by ${registrationError.toFixed(2)} px) ${places}`;
    });
}

/** What the suite is judged by. */
export interface Quality {
  readonly undisturbed: Score;
  readonly disturbed: Score;
  readonly all: Score;
  readonly onNoChange: number;
  readonly noChangePairs: number;
}

export function qualityOf(records: readonly PairRecord[]): Quality {
  const changed = records.filter(({ isSame }) => !isSame);
  const same = records.filter(({ isSame }) => isSame);
  return {
    undisturbed: scoreRecords(changed.filter(({ disturbance }) => disturbance === UNDISTURBED)),
    disturbed: scoreRecords(changed.filter(({ disturbance }) => disturbance !== UNDISTURBED)),
    all: scoreRecords(changed),
    onNoChange: same.reduce((sum, { wrong }) => sum + wrong.length, 0),
    noChangePairs: same.length,
  };
}

export const LEAST_F1 = { undisturbed: 0.98, disturbed: 0.95 } as const;

const verdict = (isMet: boolean) => (isMet ? 'met' : 'MISSED');

/** Prints the one line that counts. @returns whether every target that was measured is met */
export function judgeQuality(quality: Quality): boolean {
  const f1 = (['undisturbed', 'disturbed'] as const)
    .filter((name) => quality[name].pairs > 0)
    .map((name) => ({ name, value: quality[name].f1, isMet: quality[name].f1 >= LEAST_F1[name] }));
  const isQuiet = quality.onNoChange === 0;
  const words = f1.map(
    ({ name, value, isMet }) => `F1 ${name} ${value.toFixed(3)} of ${LEAST_F1[name]} ${verdict(isMet)}`,
  );
  const quiet = `${quality.onNoChange} found in ${quality.noChangePairs} unchanged pairs, of 0 ${verdict(isQuiet)}`;
  console.log([...words, quiet, `exact count ${quality.all.exact.toFixed(3)}`].join('; '));
  return isQuiet && f1.every(({ isMet }) => isMet);
}
