import { progress, standings } from '../../game/progress.ts';
import type { PuzzleRecord } from '../../game/puzzle-record.ts';
import type { Round } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';
import { durationText } from './durations.ts';

/** Discord cuts longer names of choices. */
const MAX_NAME_LENGTH = 100;

/** A round in one line of plain text, as a choice shows it: how old it is, how hard, how far. */
export function roundName(
  { round, puzzle }: { readonly round: Round; readonly puzzle: PuzzleRecord },
  now: number,
  t: Translate,
): string {
  const { key } = puzzle;
  const time = durationText(Math.max(0, now - round.startedAt));
  const about = { level: t(`levels.${key.level}`), count: key.differences.length, time };
  const { found, total } = progress(round, key);
  const state =
    round.mode === 'solo'
      ? t('round.solo', { count: standings(round, key).length })
      : t('round.progress', { found: found.length, total });
  return t('round.name', { ...about, state }).slice(0, MAX_NAME_LENGTH);
}
