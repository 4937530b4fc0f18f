import { ContainerBuilder } from 'discord.js';
import type { PuzzleRecord } from '../../game/puzzle-record.ts';
import type { Round } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';
import { roundButtons, roundText } from './puzzle-post.ts';
import { text, type View, view } from './view.ts';

/** The address of a message, which Discord shows as a link to it. */
function linkTo({ guildId, channelId }: Round, messageId: string): string {
  return `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${messageId}`;
}

/** How a round stands, in words, when its post can no longer be edited; with the same buttons. */
export function summaryView(round: Round, puzzle: PuzzleRecord, t: Translate): View {
  const count = puzzle.key.differences.length;
  const link = round.messageId === null ? [] : [t('summary.link', { link: linkTo(round, round.messageId) })];
  const lines = [`### ${t('summary.title', { count })}`, roundText(round, puzzle, t), ...link];
  return view([
    new ContainerBuilder()
      .addTextDisplayComponents(text(lines.join('\n')))
      .addActionRowComponents(roundButtons(round, t)),
  ]);
}
