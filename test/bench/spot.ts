// How well differences are found: pairs with known truth, disturbed in many ways, and pairs without any difference.
//   npm run bench:spot [-- --only NAME] [-- --verbose]
import { parseArgs } from 'node:util';
import { findDifferences } from '../../src/diff/find-differences.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { DISTURBANCES } from './spot/disturbances.ts';
import { photoPairs, type TruePair } from './spot/pairs.ts';
import { addPair, emptyTally, f1, precision, recall, type Tally } from './spot/score.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, picture: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});

const share = (value: number) => value.toFixed(3);
const chosen = DISTURBANCES.filter(({ name }) => values.only === undefined || name.includes(values.only));
const tallies = new Map<string, { changed: Tally; same: Tally; ms: number }>(
  chosen.map(({ name }) => [name, { changed: emptyTally(), same: emptyTally(), ms: 0 }]),
);

async function runPair(pair: TruePair): Promise<void> {
  for (const { name, apply } of chosen) {
    const tally = tallies.get(name);
    if (!tally) continue;
    const random = createRandom(`${pair.name}/${name}`);
    const b = await apply(pair.b, random);
    const start = performance.now();
    const result = findDifferences(pair.a, b);
    tally.ms += performance.now() - start;
    const found = result.differences.map(({ placed }) => placed.box);
    const truth = pair.truth.map(({ box }) => box);
    const hits = addPair(tally.changed, found, truth);
    const same = findDifferences(pair.a, await apply(pair.a, createRandom(`${pair.name}/${name}`)));
    addPair(
      tally.same,
      same.differences.map(({ placed }) => placed.box),
      [],
    );
    if (values.verbose && (hits !== truth.length || found.length !== hits || same.differences.length > 0)) {
      console.log(
        pair.name,
        name,
        result.registration.model,
        `hits ${hits} of ${truth.length}, found ${found.length}, false on same ${same.differences.length}`,
      );
    }
  }
}

const isWanted = (name: string) => name.includes(values.picture ?? '');
for await (const pair of photoPairs(isWanted)) await runPair(pair);
console.log('disturbance      precision recall F1     exact  false-on-same  ms');
for (const [name, { changed, same, ms }] of tallies) {
  const cells = [precision(changed), recall(changed), f1(changed), changed.exact / changed.pairs].map(share);
  console.log(name.padEnd(16), cells.join('   '), '   ', String(same.found).padEnd(8), (ms / changed.pairs).toFixed(0));
}
const all = emptyTally();
for (const { changed } of tallies.values())
  for (const key of Object.keys(all) as (keyof Tally)[]) all[key] += changed[key];
console.log('all'.padEnd(16), [precision(all), recall(all), f1(all), all.exact / all.pairs].map(share).join('   '));
