import { randomUUID } from 'node:crypto';
import type { Attachment, ChatInputCommandInteraction, MessageContextMenuCommandInteraction } from 'discord.js';
import type { Level } from '../contract/answer-key.ts';
import type { PuzzleResult, PuzzleSource } from '../contract/messages.ts';
import type { SceneChoice } from '../contract/scene-settings.ts';
import { PICTURE_ROLES, type PictureName, type PictureRole, type PuzzleRecord } from '../game/puzzle-record.ts';
import type { GameMode } from '../game/round.ts';
import { openRound, withMessage } from '../game/round-rules.ts';
import { translator } from '../i18n.ts';
import { fetchPictures } from './fetch-pictures.ts';
import type { Game } from './find-round.ts';
import { maxPostFileBytes, POSTED_ROLES, refuseTooLarge } from './post-size.ts';
import type { ProgressEditor } from './progress-editor.ts';
import { editReply } from './replies.ts';
import { replyProgress } from './reply-progress.ts';
import type { BotServices } from './services.ts';
import { pictureFile } from './views/files.ts';
import { type PictureProgress, progressView } from './views/progress.ts';
import { puzzlePostView } from './views/puzzle-post.ts';

/** A command that makes a puzzle. */
type PuzzleCommand = ChatInputCommandInteraction | MessageContextMenuCommandInteraction;

/** What somebody wants a puzzle of. */
export type WishedSource = { readonly image: Attachment } | { readonly scene: SceneChoice };

/** What somebody asked for with /puzzle. */
export type PuzzleWish = WishedSource & {
  readonly level: Level;
  readonly differences: number;
  /** Kept with the puzzle and never shown, because it gives the answers away. */
  readonly seed: string;
  readonly mode: GameMode;
  /** No limit when undefined. */
  readonly timeLimitMs: number | undefined;
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
    const { level, differences, seed } = wish;
    const maxFileBytes = maxPostFileBytes(interaction.attachmentSizeLimit, POSTED_ROLES.length);
    return await services.runner.run(
      { kind: 'make-puzzle', ...source, options: { level, differences, seed, maxFileBytes } },
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
  const now = Date.now();
  const names = await Promise.all(
    PICTURE_ROLES.map(async (role) => [role, await stores.pictures.put(made[role].bytes, made[role].mediaType)]),
  );
  const pictures = Object.fromEntries(names) as Record<PictureRole, PictureName>;
  const ownerId = interaction.user.id;
  const { scene } = made.engine;
  const about = { id: randomUUID(), ownerId, createdAt: now, key: made.key, pictures };
  const puzzle: PuzzleRecord = scene === undefined ? about : { ...about, scene };
  const { channelId, guildId, locale } = interaction;
  const round = openRound({
    id: randomUUID(),
    puzzleId: puzzle.id,
    channelId,
    guildId,
    ownerId,
    locale,
    startedAt: now,
    mode,
    timeLimitMs,
  });
  await stores.puzzles.put(puzzle);
  await stores.rounds.create(round);
  return { round, puzzle };
}

/** Shows the post. When that fails nobody can play, so the round must not stay the newest of its channel. */
async function post(
  interaction: PuzzleCommand,
  { round, puzzle }: Game,
  made: PuzzleResult,
  { stores, posts, clock }: BotServices,
): Promise<void> {
  const t = translator(round.locale);
  const files = POSTED_ROLES.map((role) => pictureFile(puzzle, role, made[role].bytes, t));
  try {
    const message = await editReply(interaction, puzzlePostView(round, puzzle, t, files));
    const posted = await stores.rounds.update(round.id, (before) => withMessage(before, message.id));
    // Somebody was quicker than this write: their find could not be shown without the id of the post.
    clock.watch(posted ?? round);
    if (posted !== undefined && posted.guesses.length + posted.hints.length > 0) posts.refresh(round.id);
  } catch (error) {
    // The puzzle stays until it is old: housekeeping then knows which pictures were its own.
    await stores.rounds.delete(round.id);
    throw error;
  }
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
  await post(interaction, game, made, services);
  const { timings, engine } = made;
  services.log.info({ roundId: game.round.id, timings, engine }, 'puzzle posted');
}
