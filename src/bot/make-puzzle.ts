import { randomUUID } from 'node:crypto';
import type { Attachment, ChatInputCommandInteraction, MessageContextMenuCommandInteraction } from 'discord.js';
import type { Level } from '../contract/answer-key.ts';
import type { PuzzleChoices, PuzzleResult, PuzzleSource } from '../contract/messages.ts';
import type { SceneChoice } from '../contract/scene-settings.ts';
import { translator } from '../i18n.ts';
import { fetchPictures } from './fetch-pictures.ts';
import type { Game } from './find-round.ts';
import { keepPuzzle } from './keep-puzzle.ts';
import { type Rules, roundIn, showPost } from './open-game.ts';
import { maxPostFileBytes, POSTED_ROLES, refuseTooLarge } from './post-size.ts';
import type { ProgressEditor } from './progress-editor.ts';
import { editReply } from './replies.ts';
import { replyProgress } from './reply-progress.ts';
import type { BotServices } from './services.ts';
import { type PictureProgress, progressView } from './views/progress.ts';

/** A command that makes a puzzle. */
type PuzzleCommand = ChatInputCommandInteraction | MessageContextMenuCommandInteraction;

/** What somebody wants a puzzle of. */
export type WishedSource = { readonly image: Attachment } | { readonly scene: SceneChoice };

/** What somebody asked for with /puzzle. */
export type PuzzleWish = WishedSource &
  Rules & {
    readonly level: Level;
    readonly differences: number;
    /** Kept with the puzzle and never shown, because it gives the answers away. */
    readonly seed: string;
    readonly choices?: PuzzleChoices;
  };

/** Fetches the picture; a scene is drawn where the puzzle is made. */
async function openSource(
  wish: WishedSource,
  services: BotServices,
  editor: ProgressEditor<PictureProgress>,
): Promise<PuzzleSource> {
  if ('scene' in wish) {
    editor.show('queued');
    return { scene: wish.scene };
  }
  editor.show('fetching');
  const [picture] = await fetchPictures([wish.image], services);
  editor.show('waiting');
  return { picture };
}

/** Opens the source and has the puzzle made, and lets everybody see how far that is. */
async function workOn(interaction: PuzzleCommand, wish: PuzzleWish, services: BotServices): Promise<PuzzleResult> {
  const t = translator(interaction.locale);
  const editor = replyProgress(interaction, services, (progress: PictureProgress) => progressView(progress, t));
  try {
    const source = await openSource(wish, services, editor);
    const { level, differences, seed, choices } = wish;
    const maxFileBytes = maxPostFileBytes(interaction.attachmentSizeLimit, POSTED_ROLES.length);
    return await services.runner.run(
      { kind: 'make-puzzle', ...source, options: { ...choices, level, differences, seed, maxFileBytes } },
      { userId: interaction.user.id, signal: services.stopping, onProgress: (progress) => editor.show(progress) },
    );
  } finally {
    await editor.finish();
  }
}

/** Keeps the puzzle and opens a round of it in the channel. */
async function keep(
  interaction: PuzzleCommand,
  made: PuzzleResult,
  { mode, timeLimitMs }: PuzzleWish,
  { stores }: BotServices,
): Promise<Game> {
  const puzzle = await keepPuzzle(made, { id: randomUUID(), ownerId: interaction.user.id }, stores);
  const round = roundIn(interaction, randomUUID(), puzzle, { mode, timeLimitMs });
  await stores.rounds.create(round);
  return { round, puzzle };
}

/**
 * Turns an attached picture or a scene into a puzzle and posts it. The interaction is acknowledged already.
 *
 * @throws CodedError of the download, of the job, or `answer-too-large`
 */
export async function makePuzzle(interaction: PuzzleCommand, wish: PuzzleWish, services: BotServices): Promise<void> {
  const made = await workOn(interaction, wish, services);
  refuseTooLarge(made, interaction.attachmentSizeLimit);
  const game = await keep(interaction, made, wish, services);
  await showPost(interaction, game, made, (view) => editReply(interaction, view), services);
  const { timings, engine } = made;
  services.log.info({ roundId: game.round.id, timings, engine }, 'puzzle posted');
}
