import { type AttachmentBuilder, ContainerBuilder, MediaGalleryBuilder, TextDisplayBuilder } from 'discord.js';
import { progress } from '../../game/progress.ts';
import type { PuzzleRecord } from '../../game/puzzle-record.ts';
import type { Round } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';
import { galleryItem } from './files.ts';
import { mention, nameOfDifference } from './places.ts';
import { type View, view } from './view.ts';

/** The answers of a round that is over: the circled pictures, and what was changed where and found by whom. */
export function answersView(round: Round, puzzle: PuzzleRecord, t: Translate, answers: AttachmentBuilder): View {
  const { key } = puzzle;
  const finders = new Map(progress(round, key).found.map(({ differenceId, playerId }) => [differenceId, playerId]));
  const lines = key.differences.map(({ id, edit }) => {
    const values = { id, cell: nameOfDifference(key, id), edit: t(`edits.${edit}`) };
    const finder = finders.get(id);
    return finder === undefined
      ? t('answers.line', values)
      : t('answers.lineFound', { ...values, player: mention(finder) });
  });
  const title = round.ended?.why === 'all-found' ? t('answers.titleSolved') : t('answers.title');
  const container = new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder({ content: `## ${title}` }))
    .addMediaGalleryComponents(new MediaGalleryBuilder().addItems(galleryItem(puzzle, 'answers', t)))
    .addTextDisplayComponents(new TextDisplayBuilder({ content: lines.join('\n') }));
  return view([container], [answers]);
}
