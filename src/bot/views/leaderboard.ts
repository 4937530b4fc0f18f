import { ActionRowBuilder, ButtonBuilder, ButtonStyle, TextDisplayBuilder } from 'discord.js';
import type { BoardLine, BoardPage } from '../../game/leaderboards.ts';
import type { Translate } from '../../i18n.ts';
import { type BoardChoice, boardSubject } from '../board-choice.ts';
import { type BoardButtonKind, buildCustomId } from '../custom-ids.ts';
import { momentText } from './durations.ts';
import { mention } from './places.ts';
import { type View, view } from './view.ts';

/** A leaderboard as one player sees it. */
export interface Leaderboard {
  readonly choice: BoardChoice;
  readonly page: BoardPage;
  /** When it starts anew; null when never. */
  readonly resetAt: number | null;
  /** Whether the one who looks shows on the leaderboard of all servers. */
  readonly takesPart: boolean;
}

/** Names are mentions: every client knows them, and nobody is asked for them or notified. */
function lineText({ rank, playerId, points, rounds }: BoardLine, t: Translate): string {
  return t('leaderboard.line', {
    rank,
    player: mention(playerId),
    points,
    rounds: t('leaderboard.rounds', { count: rounds }),
  });
}

function texts({ choice, page, resetAt }: Leaderboard, t: Translate): string[] {
  const { lines, own, total, pages } = page;
  const isElsewhere = own !== undefined && !lines.includes(own);
  return [
    `## ${t(`leaderboard.titles.${choice.scope}`, { period: t(`leaderboard.periods.${choice.period}`) })}`,
    ...(choice.scope === 'global' || choice.games === 'dailies' ? [t('leaderboard.dailies')] : []),
    ...(lines.length === 0 ? [t('leaderboard.empty')] : lines.map((line) => lineText(line, t))),
    ...(isElsewhere ? [`…\n${lineText(own, t)}`] : []),
    ...(pages > 1 ? [t('leaderboard.page', { page: page.page, pages, count: total })] : []),
    ...(resetAt === null ? [] : [t('leaderboard.reset', { when: momentText(resetAt) })]),
  ];
}

function buttons({ choice, page, takesPart }: Leaderboard, t: Translate): ButtonBuilder[] {
  const button = (kind: BoardButtonKind, label: string, target: number, isDisabled = false) =>
    new ButtonBuilder()
      .setCustomId(buildCustomId({ kind, roundId: boardSubject(choice), argument: String(target) }))
      .setLabel(label)
      .setStyle(ButtonStyle.Secondary)
      .setDisabled(isDisabled);
  const turning =
    page.pages === 1
      ? []
      : [
          button('board', t('leaderboard.previous'), page.page - 1, page.page === 1),
          button('board', t('leaderboard.next'), page.page + 1, page.page === page.pages),
        ];
  if (choice.scope === 'server') return turning;
  const joining = takesPart
    ? button('board-leave', t('leaderboard.leave'), page.page)
    : button('board-join', t('leaderboard.join'), page.page);
  return [...turning, joining];
}

/** A page of a leaderboard, with the line of the one who looks. */
export function leaderboardView(board: Leaderboard, t: Translate): View {
  const text = new TextDisplayBuilder({ content: texts(board, t).join('\n') });
  const row = buttons(board, t);
  return view(row.length === 0 ? [text] : [text, new ActionRowBuilder<ButtonBuilder>().addComponents(row)]);
}
