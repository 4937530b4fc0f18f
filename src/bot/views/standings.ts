import type { AnswerKey } from '../../contract/answer-key.ts';
import { type Standing, standings } from '../../game/progress.ts';
import type { Round } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';
import { mention } from './places.ts';

/** A card stays readable, and far below the limits of a message. */
const MAX_LISTED = 10;

function line({ rank, playerId, points, found, missed, hints }: Standing, t: Translate): string {
  const counts = [t('result.found', { count: found }), t('result.missed', { count: missed })];
  if (hints > 0) counts.push(t('result.hints', { count: hints }));
  return t('result.line', { rank, player: mention(playerId), points, counts: counts.join(', ') });
}

/** Who has how many points, the best first; undefined when nobody played. */
export function standingsText(round: Round, key: AnswerKey, t: Translate): string | undefined {
  const all = standings(round, key);
  if (all.length === 0) return undefined;
  const lines = all.slice(0, MAX_LISTED).map((standing) => line(standing, t));
  const more = all.length - lines.length;
  return [...lines, ...(more > 0 ? [t('result.more', { count: more })] : [])].join('\n');
}
