import { ContainerBuilder, TextDisplayBuilder } from 'discord.js';
import type { ChartBar, EncodedPicture } from '../../contract/messages.ts';
import type { PlayerSummary } from '../../game/player-stats.ts';
import type { Streak } from '../../game/streaks.ts';
import type { Translate } from '../../i18n.ts';
import { pictureOf } from './attached-picture.ts';
import { streakText } from './daily-play.ts';
import { mention } from './places.ts';
import { textView, type View, view } from './view.ts';

/** What somebody has made of the dailies of a server. */
export interface PlayerStats {
  readonly playerId: string;
  readonly streak: Streak;
  readonly summary: PlayerSummary;
  readonly bars: readonly ChartBar[];
  readonly chart: EncodedPicture | undefined;
}

function lines({ playerId, streak, summary }: PlayerStats, t: Translate): string[] {
  const { days, complete, points, best, found, missed, hints } = summary;
  return [
    `## ${t('stats.title', { player: mention(playerId) })}`,
    streakText(streak, t),
    t('stats.longest', { count: streak.longest }),
    t('stats.days', { count: days, complete }),
    t('stats.points', { points, average: points / Math.max(1, days), best }),
    [
      t('result.found', { count: found }),
      t('result.missed', { count: missed }),
      t('result.hints', { count: hints }),
    ].join(' · '),
  ];
}

/** For those who cannot see the chart: the numbers in it. */
function altText(bars: readonly ChartBar[], t: Translate): string {
  const played = bars.filter(({ kind }) => kind === 'complete' || kind === 'partial');
  const values = played.map(({ label, value }) => t('stats.bar', { day: label, points: value }));
  return t('stats.alt', { count: bars.length, values: values.join(', ') });
}

/** The numbers of a player, with a chart of the last dailies. */
export function statsView(stats: PlayerStats, t: Translate): View {
  const { chart, bars, playerId } = stats;
  if (chart === undefined) return textView(t('stats.none', { player: mention(playerId) }));
  const { file, gallery } = pictureOf('chart', chart, altText(bars, t));
  const container = new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder({ content: lines(stats, t).join('\n') }))
    .addMediaGalleryComponents(gallery)
    .addTextDisplayComponents(new TextDisplayBuilder({ content: t('stats.legend') }));
  return view([container], [file]);
}
