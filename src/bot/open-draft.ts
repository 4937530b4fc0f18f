import { randomUUID } from 'node:crypto';
import type { ChatInputCommandInteraction } from 'discord.js';
import type { Level } from '../contract/answer-key.ts';
import type { ReadyMade } from '../contract/messages.ts';
import { DRAFT_PICTURES, type Draft, type DraftPicture } from '../game/draft.ts';
import type { PictureName } from '../game/puzzle-record.ts';
import { translator } from '../i18n.ts';
import type { AttachmentReference } from './attachments.ts';
import { fetchPictures } from './fetch-pictures.ts';
import { namePicture } from './name-picture.ts';
import type { Rules } from './open-game.ts';
import { maxPostFileBytes, POSTED_ROLES } from './post-size.ts';
import { refuseOpenPuzzles } from './refuse-open-puzzles.ts';
import { deferReply, editReply } from './replies.ts';
import { replyProgress } from './reply-progress.ts';
import type { BotServices } from './services.ts';
import { draftFile, draftView } from './views/draft.ts';
import { type SpotProgress, spotProgressView } from './views/spot-progress.ts';

/** Pictures that are a puzzle already, and how it is to be played. */
export interface ReadyMadeWish extends Rules {
  readonly image: AttachmentReference;
  /** Absent: the image holds both as panels. */
  readonly altered: AttachmentReference | undefined;
  /** By the difficulty when undefined. */
  readonly level: Level | undefined;
}

/** Fetches the pictures and has the answer key found, and shows how far that is. */
async function workOn(
  interaction: ChatInputCommandInteraction,
  { image, altered, level }: ReadyMadeWish,
  services: BotServices,
): Promise<ReadyMade> {
  const t = translator(interaction.locale);
  const wanted = altered === undefined ? [image] : [image, altered];
  const draw = (state: SpotProgress) => spotProgressView(state, wanted.length, t);
  const progress = replyProgress(interaction, services, draw);
  try {
    progress.show('fetching');
    const fetched = await fetchPictures(wanted, services);
    await refuseOpenPuzzles(fetched, services.stores);
    const [a, b] = fetched;
    progress.show('waiting');
    const maxFileBytes = maxPostFileBytes(interaction.attachmentSizeLimit, POSTED_ROLES.length);
    const options = { maxFileBytes, ...(level && { level }) };
    return await services.runner.run(
      { kind: 'open-ready-made', a, ...(b && { b }), options },
      { userId: interaction.user.id, signal: services.stopping, onProgress: (state) => progress.show(state) },
    );
  } catch (error) {
    throw namePicture(error, {
      a: t('commands.puzzle.options.image.name'),
      b: t('commands.puzzle.options.altered.name'),
    });
  } finally {
    await progress.finish();
  }
}

/** Keeps everything until the owner has agreed; a restart in between loses nothing. */
async function keep(ownerId: string, made: ReadyMade, rules: Rules, { stores }: BotServices): Promise<Draft> {
  const names = await Promise.all(
    DRAFT_PICTURES.map(async (name) => [name, await stores.pictures.put(made[name].bytes, made[name].mediaType)]),
  );
  const draft: Draft = {
    id: randomUUID(),
    ownerId,
    createdAt: Date.now(),
    key: made.key,
    kept: made.key.differences.map(({ id }) => id),
    pictures: Object.fromEntries(names) as Record<DraftPicture, PictureName>,
    mode: rules.mode,
    timeLimitMs: rules.timeLimitMs ?? null,
    state: { kind: 'open' },
  };
  await stores.drafts.put(draft);
  return draft;
}

/**
 * Finds the answer key of pictures that are a puzzle already, and shows it to the owner alone, who decides what of it
 * counts and whether it is posted.
 *
 * @throws CodedError of the download or of the job
 */
export async function openDraft(
  interaction: ChatInputCommandInteraction,
  wish: ReadyMadeWish,
  services: BotServices,
): Promise<void> {
  await deferReply(interaction, 'private');
  const made = await workOn(interaction, wish, services);
  const draft = await keep(interaction.user.id, made, wish, services);
  const t = translator(interaction.locale);
  await editReply(interaction, draftView(draft, t, { file: draftFile(draft, made.preview.bytes, t) }));
  services.log.info({ draftId: draft.id, differences: draft.key.differences.length }, 'draft shown');
}
