import type { ShareCard, ShareMark } from '../../game/share-card.ts';
import type { Translate } from '../../i18n.ts';
import { durationText } from './durations.ts';
import { mention } from './places.ts';
import { textView, type View } from './view.ts';

/** Told apart by shape as well: not everybody sees colours. */
const MARKS: Readonly<Record<ShareMark, string>> = { found: '🟩', hinted: '💡', others: '👥', open: '⬛' };
const DOT = ' · ';

/** A player's share card: how it went, without a place. */
export function shareView(card: ShareCard, playerId: string, t: Translate): View {
  const { marks, found, total, hints, missed, points, elapsedMs, level } = card;
  const title = t('share.title', { player: mention(playerId), level: t(`levels.${level}`) });
  const counts = [
    t('share.found', { found, total }),
    t('share.time', { time: durationText(elapsedMs) }),
    t('result.missed', { count: missed }),
    t('result.hints', { count: hints }),
    t('share.points', { count: points }),
  ];
  return textView([title, marks.map((mark) => MARKS[mark]).join(''), counts.join(DOT)].join('\n'));
}
