// How well differences are found: pairs with known truth, disturbed in many ways, and pairs without any difference.
//   npm run bench:spot -- [--only DISTURBANCE] [--picture NAME] [--scenes-only] [--limit PAIRS] [--json FILE] [--verbose]
//     [--compare] [--strict] [quality] [speed]
//
// Without a word both quality and speed are measured. --compare shows the classic recipes the same pairs.
// A find is right when its centre lies in the box of a change that no other find was nearer to. Changes are wanted when
// they can be seen: mean Lab difference at least 9, at least 0.01 % of the picture not explained by a shift of a pixel, at
// least half of it shown in both pictures. Changes that cannot be seen are neutral: finding them is neither right nor
// wrong. A thing that moved farther than the merge gap is two changes; a change whose clear pixels lie in parts farther
// apart than the gap may be found in parts.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { judge } from './goals.ts';
import { compareTable, noRivals, runRivals } from './spot/compare.ts';
import { DISTURBANCES } from './spot/disturbances.ts';
import { truePairs } from './spot/pairs.ts';
import { photoFiles } from './spot/photo-pairs.ts';
import { causeTable, judgeQuality, kindTable, offenders, qualityOf, scoreTable, sizeTable } from './spot/report.ts';
import { disturb, lookOurselves, type PairRecord, runTrial } from './spot/run-pair.ts';
import { measureSpeed } from './spot/speed.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    picture: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'string' },
    'scenes-only': { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
  },
});

/** Names of one disturbance, or several with commas between; a part of a name is enough. */
const wantedNames = values.only?.split(',') ?? [''];
const disturbances = DISTURBANCES.filter(({ name }) => wantedNames.some((wanted) => name.includes(wanted)));

function describe({ pair, disturbance, isSame, model, registrationError, differences, wrong }: PairRecord): string {
  const missed = differences.flatMap(({ kind, missed: cause }) => (cause ? [`missed ${kind} (${cause})`] : []));
  const extra = wrong.map(({ cause, box }) => `wrong ${box.width}x${box.height}+${box.x}+${box.y} (${cause})`);
  const laid = `${model}, off by ${registrationError.toFixed(2)} px`;
  return `${pair} ${disturbance}${isSame ? ' unchanged' : ''} [${laid}]: ${[...missed, ...extra].join(', ')}`;
}

const isPerfect = ({ differences, wrong }: PairRecord) =>
  wrong.length === 0 && differences.every(({ missed }) => !missed);

const rivals = noRivals();

async function measureQuality(): Promise<PairRecord[]> {
  const records: PairRecord[] = [];
  const choice = {
    picture: values.picture,
    scenesOnly: values['scenes-only'],
    ...(values.limit === undefined ? {} : { limit: Number(values.limit) }),
  };
  for await (const pair of truePairs(choice)) {
    for (const disturbance of disturbances) {
      for (const isSame of [false, true]) {
        const trial = { pair, disturbance, isSame, shown: await disturb(pair, disturbance, isSame) };
        const record = runTrial(trial, lookOurselves);
        records.push(record);
        if (values.verbose && !isPerfect(record)) console.log(describe(record));
        if (values.compare) await runRivals(trial, rivals);
      }
    }
  }
  return records;
}

function report(records: readonly PairRecord[]): void {
  console.log('By disturbance');
  console.table(scoreTable(records, ({ disturbance }) => disturbance));
  console.log('By source');
  console.table(scoreTable(records, ({ source }) => source));
  console.log("By size of the change: its box's share of the picture");
  console.table(sizeTable(records));
  console.log('By kind of the change');
  console.table(kindTable(records));
  console.log('Causes');
  console.table(causeTable(records));
  if (values.compare) {
    console.log('Precision / recall / F1, finds in an unchanged pair');
    console.table(compareTable(records, rivals));
  }
  const loud = offenders(records);
  console.log(`Unchanged pairs in which something was found: ${loud.length}`);
  for (const line of loud) console.log(`  ${line}`);
}

const isWanted = (part: string) => positionals.length === 0 || positionals.includes(part);
if (isWanted('quality')) {
  if (!values['scenes-only'] && photoFiles().length === 0) console.log('photos skipped: ../shared/images is missing');
  const records = await measureQuality();
  report(records);
  const quality = qualityOf(records);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ quality, records }, undefined, 1));
  if (!judgeQuality(quality) && values.strict) process.exitCode = 1;
}
if (isWanted('speed')) {
  judge(await measureSpeed());
  // Times depend on the machine: whether they fail the run is for the caller to say.
  if (!values.strict) process.exitCode = 0;
}
