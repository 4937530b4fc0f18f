import type { ClassicPreset } from '../../../src/diff/presets/preset.ts';
import { CLASSIC_PRESETS } from '../../../src/diff/presets/registry.ts';
import { resizeImage } from '../../../src/imaging/codec.ts';
import { IDENTITY_MATRIX } from '../../../src/imaging/projective.ts';
import { type Look, type PairRecord, runTrial, type Trial } from './run-pair.ts';
import { scoreRecords } from './score.ts';

/** The classics take the pictures as they lie. */
const lookWith =
  (preset: ClassicPreset): Look =>
  (a, b) => ({ finds: preset(a, b).map(({ box }) => box), model: 'identity', matrix: IDENTITY_MATRIX });

/** Records of one engine each, by its name. */
export type Rivals = Map<string, PairRecord[]>;

export const noRivals = (): Rivals => new Map(Object.keys(CLASSIC_PRESETS).map((name) => [name, []]));

/** Shows the classic recipes the same pair; they need both pictures of one size, so B is scaled to A's. */
export async function runRivals(trial: Trial, rivals: Rivals): Promise<void> {
  const b = await resizeImage(trial.shown.b, trial.shown.a);
  for (const [name, preset] of Object.entries(CLASSIC_PRESETS)) {
    rivals.get(name)?.push(runTrial({ ...trial, shown: { ...trial.shown, b } }, lookWith(preset)));
  }
}

const two = (value: number) => value.toFixed(2);

function cell(records: readonly PairRecord[]): string {
  const { precision, recall, f1 } = scoreRecords(records.filter(({ isSame }) => !isSame));
  const same = records.filter(({ isSame }) => isSame);
  const alarms = same.reduce((sum, { wrong }) => sum + wrong.length, 0) / Math.max(1, same.length);
  return `${two(precision)} / ${two(recall)} / ${two(f1)}, ${alarms.toFixed(1)}`;
}

/** Precision / recall / F1, and finds in an unchanged pair, of each engine under each disturbance. */
export function compareTable(ours: readonly PairRecord[], rivals: Rivals) {
  const engines = new Map([['default', ours], ...rivals]);
  const names = [...new Set(ours.map(({ disturbance }) => disturbance))];
  const row = (isIn: (record: PairRecord) => boolean) =>
    Object.fromEntries([...engines].map(([engine, records]) => [engine, cell(records.filter(isIn))]));
  return {
    ...Object.fromEntries(names.map((name) => [name, row(({ disturbance }) => disturbance === name)])),
    all: row(() => true),
  };
}
