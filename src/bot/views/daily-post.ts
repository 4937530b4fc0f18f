import {
  ActionRowBuilder,
  type AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MediaGalleryBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import { progress, standings } from '../../game/progress.ts';
import type { PuzzleRecord } from '../../game/puzzle-record.ts';
import type { Round } from '../../game/round.ts';
import type { DayKey } from '../../game/wall-clock.ts';
import type { Translate } from '../../i18n.ts';
import { buildCustomId } from '../custom-ids.ts';
import { galleryItem, pictureFile } from './files.ts';
import { mention, nameOfDifference } from './places.ts';
import { type View, view } from './view.ts';

/** An example of a cell; every grid has it. */
const EXAMPLE_CELL = 'B3';
/** Told apart without colours by the ranks beside them. */
const MEDALS = ['🥇', '🥈', '🥉'];
const MAX_PODIUM = 3;

/** A daily as it is posted or played. */
export interface DailyGame {
  readonly dayKey: DayKey;
  readonly round: Round;
  readonly puzzle: PuzzleRecord;
}

/** The daily of the day before, with the picture of its answers. */
export interface Yesterday extends DailyGame {
  readonly answers: Uint8Array;
}

const text = (content: string) => new TextDisplayBuilder({ content });

/** A day as people read it. */
export const dayText = (dayKey: DayKey, t: Translate): string => t('daily.day', { date: new Date(dayKey) });

const STYLES = {
  guess: ButtonStyle.Primary,
  zoom: ButtonStyle.Primary,
  hint: ButtonStyle.Secondary,
  'give-up': ButtonStyle.Secondary,
  share: ButtonStyle.Secondary,
} as const;
const KINDS = Object.keys(STYLES) as (keyof typeof STYLES)[];

/** The buttons by which a daily is played; each player has a board of their own. */
export function dailyButtons({ id }: Round, t: Translate): ActionRowBuilder<ButtonBuilder> {
  const buttons = KINDS.map((kind) =>
    new ButtonBuilder()
      .setCustomId(buildCustomId({ kind, roundId: id }))
      .setLabel(t(`buttons.${kind}`))
      .setStyle(STYLES[kind]),
  );
  return new ActionRowBuilder<ButtonBuilder>().addComponents(buttons);
}

/** The pictures of a daily, what to do, and the buttons. */
export function dailyBoard({ puzzle, round }: DailyGame, lead: readonly string[], t: Translate): ContainerBuilder {
  return new ContainerBuilder()
    .addTextDisplayComponents(text(lead.join('\n')))
    .addMediaGalleryComponents(new MediaGalleryBuilder().addItems(galleryItem(puzzle, 'board', t)))
    .addTextDisplayComponents(text(t('daily.howTo', { example: EXAMPLE_CELL })))
    .addMediaGalleryComponents(
      new MediaGalleryBuilder().addItems(galleryItem(puzzle, 'original', t), galleryItem(puzzle, 'altered', t)),
    )
    .addActionRowComponents(dailyButtons(round, t));
}

/** Who did best; a shared rank is a shared medal. */
function podiumText({ round, puzzle }: DailyGame, t: Translate): string {
  const all = standings(round, puzzle.key);
  if (all.length === 0) return t('daily.nobody');
  const best = all.filter(({ rank }) => rank <= MAX_PODIUM).slice(0, MAX_PODIUM);
  const lines = best.map(({ rank, playerId, points }) =>
    t('daily.podiumLine', { medal: MEDALS[rank - 1] ?? '', rank, player: mention(playerId), points }),
  );
  const complete = all.filter(({ end }) => end === 'all-found').length;
  return [...lines, t('daily.players', { count: all.length, complete })].join('\n');
}

function yesterdayContainer(yesterday: Yesterday, t: Translate): ContainerBuilder {
  const { puzzle, dayKey, round } = yesterday;
  const answers = puzzle.key.differences.map(({ id, edit }) =>
    t('answers.line', { id, cell: nameOfDifference(puzzle.key, id), edit: t(`edits.${edit}`) }),
  );
  const { total } = progress(round, puzzle.key);
  return new ContainerBuilder()
    .addTextDisplayComponents(
      text(`### ${t('daily.yesterday', { day: dayText(dayKey, t), count: total })}\n${podiumText(yesterday, t)}`),
    )
    .addMediaGalleryComponents(new MediaGalleryBuilder().addItems(galleryItem(puzzle, 'answers', t)))
    .addTextDisplayComponents(text(answers.join('\n')));
}

/**
 * The post of a day: today's puzzle, and the answers and the podium of the day before. It is never edited: Discord allows
 * that freely for an hour only, and a daily is played all day.
 *
 * @param files board, original and altered of today
 */
export function dailyPostView(
  today: DailyGame & { readonly roleId: string | null },
  yesterday: Yesterday | undefined,
  t: Translate,
  files: readonly AttachmentBuilder[],
): View {
  const { key } = today.puzzle;
  const about = t('daily.about', { level: t(`levels.${key.level}`), count: key.differences.length });
  const ping = today.roleId === null ? [] : [`<@&${today.roleId}>`];
  const lead = [`## ${t('daily.title', { day: dayText(today.dayKey, t) })}`, about, ...ping];
  const board = dailyBoard(today, lead, t);
  if (yesterday === undefined) return view([board], files);
  const answers = pictureFile(yesterday.puzzle, 'answers', yesterday.answers, t);
  return view([board, yesterdayContainer(yesterday, t)], [...files, answers]);
}
