import {
  ActionRowBuilder,
  type AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MediaGalleryBuilder,
} from 'discord.js';
import { type Progress, progress, standings } from '../../game/progress.ts';
import type { PuzzleRecord } from '../../game/puzzle-record.ts';
import type { Round } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';
import { buildCustomId } from '../custom-ids.ts';
import { TOKEN_LIFE_MS } from '../reach.ts';
import { durationText, relativeTime } from './durations.ts';
import { galleryItem } from './files.ts';
import { mention, nameOfDifference } from './places.ts';
import { text, type View, view } from './view.ts';

/** An example of a cell; every grid has it. */
const EXAMPLE_CELL = 'B3';
/** Separates parts of a line. */
const DOT = ' · ';

/** In solo nobody's board is everybody's: how many play, and how many are through. */
function soloText(round: Round, { key }: PuzzleRecord, t: Translate): string {
  const players = standings(round, key);
  const complete = players.filter(({ end }) => end === 'all-found').length;
  return t('post.solo', { count: players.length, complete });
}

function statusText(round: Round, puzzle: PuzzleRecord, { found, total }: Progress, t: Translate): string {
  if (round.mode === 'solo') return soloText(round, puzzle, t);
  return t(`post.${round.ended?.why ?? 'progress'}`, { found: found.length, total });
}

/** How far the players are, in one line. */
export function roundText(round: Round, puzzle: PuzzleRecord, t: Translate): string {
  const state = progress(round, puzzle.key);
  const finders = state.found.map(({ differenceId, playerId, at }) => {
    const cell = nameOfDifference(puzzle.key, differenceId);
    return t('post.finder', { cell, player: mention(playerId), time: durationText(at - round.startedAt) });
  });
  const hints = round.hints.length === 0 ? [] : [t('post.hints', { count: round.hints.length })];
  return [statusText(round, puzzle, state, t), ...finders, ...hints].join(DOT);
}

function aboutText(round: Round, { key }: PuzzleRecord, t: Translate): string {
  const about = t('post.about', { level: t(`levels.${key.level}`), owner: mention(round.ownerId) });
  const deadline =
    round.endsAt === null || round.ended !== null ? [] : [t('post.deadline', { when: relativeTime(round.endsAt) })];
  const mode = [t(`post.mode.${round.mode}`), ...deadline].join(' ');
  const isKept = round.reach === 'channel' || round.ended !== null;
  const until = isKept ? [] : [t('post.byToken', { when: relativeTime(round.startedAt + TOKEN_LIFE_MS) })];
  return [about, mode, ...until].join('\n');
}

/** What players can do in a round. */
export function roundButtons(round: Round, t: Translate): ActionRowBuilder<ButtonBuilder> {
  const styles = {
    guess: ButtonStyle.Primary,
    zoom: ButtonStyle.Primary,
    hint: ButtonStyle.Secondary,
    reveal: ButtonStyle.Secondary,
  } as const;
  const button = (kind: keyof typeof styles) =>
    new ButtonBuilder()
      .setCustomId(buildCustomId({ kind, roundId: round.id }))
      .setLabel(t(`buttons.${kind}`))
      .setStyle(styles[kind])
      .setDisabled(round.ended !== null);
  return new ActionRowBuilder<ButtonBuilder>().addComponents(
    button('guess'),
    button('zoom'),
    button('hint'),
    button('reveal'),
  );
}

/**
 * The post of a puzzle: the board big, what to do, how far the players are, both pictures to look at closely, buttons.
 *
 * @param files board, original and altered when the post is made; none when it is only brought up to date
 */
export function puzzlePostView(
  round: Round,
  puzzle: PuzzleRecord,
  t: Translate,
  files: readonly AttachmentBuilder[] = [],
): View {
  const { key } = puzzle;
  const container = new ContainerBuilder()
    .addTextDisplayComponents(
      text(`## ${t('post.title', { count: key.differences.length })}\n${aboutText(round, puzzle, t)}`),
    )
    .addMediaGalleryComponents(new MediaGalleryBuilder().addItems(galleryItem(puzzle, 'board', t)))
    .addTextDisplayComponents(text(t('post.howTo', { example: EXAMPLE_CELL })), text(roundText(round, puzzle, t)))
    .addMediaGalleryComponents(
      new MediaGalleryBuilder().addItems(galleryItem(puzzle, 'original', t), galleryItem(puzzle, 'altered', t)),
    )
    .addActionRowComponents(roundButtons(round, t));
  return view([container], files);
}
