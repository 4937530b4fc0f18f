import {
  ActionRowBuilder,
  type AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MediaGalleryBuilder,
} from 'discord.js';
import type { AnswerKey } from '../../contract/answer-key.ts';
import { progress } from '../../game/progress.ts';
import type { PuzzleRecord } from '../../game/puzzle-record.ts';
import type { Round } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';
import { buildCustomId } from '../custom-ids.ts';
import { galleryItem } from './files.ts';
import { mention, nameOfDifference } from './places.ts';
import { standingsText } from './standings.ts';
import { text, type View, view } from './view.ts';

/**
 * The answers of a round, circled and in words, and what was found by whom. Of a round that is over also its result, and
 * a button to share one's own.
 *
 * @param viewerId the one who sees it, when it is for one player; in solo only their own finds are told
 */
export function answersView(
  round: Round,
  puzzle: PuzzleRecord,
  t: Translate,
  answers: AttachmentBuilder,
  viewerId?: string,
): View {
  const { key } = puzzle;
  const title = round.ended?.why === 'all-found' ? t('answers.titleSolved') : t('answers.title');
  const container = new ContainerBuilder()
    .addTextDisplayComponents(text(`## ${title}`))
    .addMediaGalleryComponents(new MediaGalleryBuilder().addItems(galleryItem(puzzle, 'answers', t)))
    .addTextDisplayComponents(text(answerLines(round, key, t, viewerId).join('\n')));
  const result = standingsText(round, key, t);
  if (round.ended !== null && result !== undefined) {
    container
      .addTextDisplayComponents(text(`### ${t('result.title')}\n${result}`))
      .addActionRowComponents(shareRow(round, t));
  }
  return view([container], [answers]);
}

function answerLines(round: Round, key: AnswerKey, t: Translate, viewerId: string | undefined): string[] {
  const { found } = progress(round, key, viewerId);
  const finders = new Map(found.map(({ differenceId, playerId }) => [differenceId, playerId]));
  return key.differences.map(({ id, edit }) => {
    const values = { id, cell: nameOfDifference(key, id), edit: t(`edits.${edit}`) };
    const finder = finders.get(id);
    return finder === undefined
      ? t('answers.line', values)
      : t('answers.lineFound', { ...values, player: mention(finder) });
  });
}

function shareRow({ id }: Round, t: Translate): ActionRowBuilder<ButtonBuilder> {
  const button = new ButtonBuilder()
    .setCustomId(buildCustomId({ kind: 'share', roundId: id }))
    .setLabel(t('buttons.share'))
    .setStyle(ButtonStyle.Secondary);
  return new ActionRowBuilder<ButtonBuilder>().addComponents(button);
}
