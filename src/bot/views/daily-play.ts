import type { AttachmentBuilder } from 'discord.js';
import { progress } from '../../game/progress.ts';
import type { Streak } from '../../game/streaks.ts';
import type { Translate } from '../../i18n.ts';
import { type DailyGame, dailyBoard, dayText } from './daily-post.ts';
import { type View, view } from './view.ts';

/** A daily as one player sees it. */
export interface PlayedDaily extends DailyGame {
  readonly playerId: string;
  /** undefined for a past day, which does not count. */
  readonly streak: Streak | undefined;
}

/** A streak in words; nothing for somebody without one. */
export function streakText({ current, freezes }: Streak, t: Translate): string {
  const days = t('daily.streak', { count: current });
  return freezes === 0 ? days : `${days} · ${t('daily.freezes', { count: freezes })}`;
}

/** A daily to play, for the eyes of one player. */
export function dailyPlayView(played: PlayedDaily, t: Translate, files: readonly AttachmentBuilder[]): View {
  const { puzzle, round, dayKey, playerId, streak } = played;
  const { found, total } = progress(round, puzzle.key, playerId);
  const lead = [
    `## ${t('daily.title', { day: dayText(dayKey, t) })}`,
    t('daily.about', { level: t(`levels.${puzzle.key.level}`), count: total }),
    t('post.progress', { found: found.length, total }),
    streak === undefined ? t('daily.past') : streakText(streak, t),
  ];
  return view([dailyBoard(played, lead, t)], files);
}
