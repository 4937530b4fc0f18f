import { beforeAll, describe, expect, it } from 'vitest';
import type { SceneSetting } from '../../src/contract/scene-settings.ts';
import { DISTURBANCES, UNDISTURBED } from '../bench/spot/disturbances.ts';
import { disturb, lookOurselves, type PairRecord, runTrial } from '../bench/spot/run-pair.ts';
import { makeScenePair } from '../bench/spot/scene-pairs.ts';
import { scoreRecords } from '../bench/spot/score.ts';
import type { TruePair } from '../bench/spot/true-pair.ts';

// A small part of `npm run bench:spot`, so that the quality it measures cannot get lost unnoticed.
const SIZE = { width: 480, height: 320 };
const SETTINGS: readonly SceneSetting[] = ['space-station'];
const CHOSEN = [UNDISTURBED, 'both-jpeg70', 'similarity-q60', 'scan'];
/** A busy machine needs a multiple of the few seconds that this takes. */
const TIME_LIMIT_MS = 60_000;
const LEAST_F1 = { undisturbed: 0.98, disturbed: 0.95 };

async function pairOf(setting: SceneSetting): Promise<TruePair> {
  const name = `guard-${setting}`;
  const made = await makeScenePair(name, setting, SIZE);
  if (!made) throw new Error(`${setting}: no pair`);
  return { name, source: 'scene', ...made };
}

async function run(pair: TruePair): Promise<PairRecord[]> {
  const records: PairRecord[] = [];
  for (const disturbance of DISTURBANCES.filter(({ name }) => CHOSEN.includes(name))) {
    for (const isSame of [false, true]) {
      const shown = await disturb(pair, disturbance, isSame);
      records.push(runTrial({ pair, disturbance, isSame, shown }, lookOurselves));
    }
  }
  return records;
}

const describeWrong = ({ pair, disturbance, wrong, differences }: PairRecord) =>
  `${pair} ${disturbance}: ${wrong.length} wrong, ${differences.filter(({ missed }) => missed).length} missed`;

describe('findDifferences on scenes with known changes', () => {
  let changed: PairRecord[];
  let same: PairRecord[];

  beforeAll(async () => {
    const pairs = await Promise.all(SETTINGS.map(pairOf));
    const records = (await Promise.all(pairs.map(run))).flat();
    changed = records.filter(({ isSame }) => !isSame);
    same = records.filter(({ isSame }) => isSame);
  }, TIME_LIMIT_MS);

  it('has enough to find', () => {
    expect(changed).toHaveLength(SETTINGS.length * CHOSEN.length);
    for (const { differences } of changed) expect(differences.length).toBeGreaterThanOrEqual(2);
  });

  it('finds nothing where nothing changed, whatever happened on the way', () => {
    expect(same.filter(({ wrong }) => wrong.length > 0).map(describeWrong)).toEqual([]);
  });

  it('finds what changed in lossless pictures', () => {
    const score = scoreRecords(changed.filter(({ disturbance }) => disturbance === UNDISTURBED));
    expect(score.f1).toBeGreaterThanOrEqual(LEAST_F1.undisturbed);
  });

  it('finds what changed in pictures that were moved, scaled, compressed and scanned', () => {
    const disturbed = changed.filter(({ disturbance }) => disturbance !== UNDISTURBED);
    const failures = disturbed.map(describeWrong).filter((line) => !line.endsWith('0 wrong, 0 missed'));
    expect(scoreRecords(disturbed).f1, failures.join('\n')).toBeGreaterThanOrEqual(LEAST_F1.disturbed);
  });

  it('lays them to within a third of a pixel', () => {
    for (const { registrationError } of changed) expect(registrationError).toBeLessThan(1 / 3);
  });
});
