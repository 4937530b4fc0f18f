import { CodedError } from '../contract/coded-error.ts';
import type { SpotResult } from '../contract/messages.ts';
import { translator } from '../i18n.ts';
import type { AttachmentReference } from './attachments.ts';
import { fetchPictures } from './fetch-pictures.ts';
import { namePicture } from './name-picture.ts';
import { maxPostFileBytes } from './post-size.ts';
import { type Answerable, type Audience, deferReply, editReply } from './replies.ts';
import { replyProgress } from './reply-progress.ts';
import type { BotServices } from './services.ts';
import { spotPostView } from './views/spot-post.ts';
import { type SpotProgress, spotProgressView } from './views/spot-progress.ts';

/** What somebody wants compared. */
export interface SpotWish {
  readonly a: AttachmentReference;
  /** Absent: A holds both pictures. */
  readonly b?: AttachmentReference | undefined;
  /** Whether a heat map is wanted too. */
  readonly map: boolean;
  readonly audience: Audience;
}

/** A puzzle is not solved by its own maker. @throws CodedError `own-puzzle-picture` */
async function refuseOwnPuzzles(pictures: readonly Uint8Array[], { stores }: BotServices): Promise<void> {
  const areOwn = await Promise.all(pictures.map((bytes) => stores.pictures.holds(bytes)));
  if (areOwn.includes(true)) throw new CodedError('own-puzzle-picture', {});
}

/** Fetches the pictures and has them compared, and shows how far that is. */
async function workOn(interaction: Answerable, wish: SpotWish, services: BotServices): Promise<SpotResult> {
  const t = translator(interaction.locale);
  const wanted = wish.b === undefined ? [wish.a] : [wish.a, wish.b];
  const count = wanted.length;
  const progress = replyProgress(interaction, services, (state: SpotProgress) => spotProgressView(state, count, t));
  try {
    progress.show('fetching');
    const fetched = await fetchPictures(wanted, services);
    await refuseOwnPuzzles(fetched, services);
    const [a, b] = fetched;
    progress.show('waiting');
    const maxFileBytes = maxPostFileBytes(interaction.attachmentSizeLimit, wish.map ? 2 : 1);
    return await services.runner.run(
      { kind: 'spot-differences', a, ...(wish.b && { b }), options: { map: wish.map, maxFileBytes } },
      { userId: interaction.user.id, signal: services.stopping, onProgress: (state) => progress.show(state) },
    );
  } catch (error) {
    throw namePicture(error, { a: t('spot.picture.a'), b: t('spot.picture.b') });
  } finally {
    await progress.finish();
  }
}

/**
 * Acknowledges, finds the differences between attached pictures and shows them.
 *
 * @throws CodedError `own-puzzle-picture`, and those of the download or of the job
 */
export async function spotPictures(interaction: Answerable, wish: SpotWish, services: BotServices): Promise<void> {
  await deferReply(interaction, wish.audience);
  const found = await workOn(interaction, wish, services);
  await editReply(interaction, spotPostView(found, translator(interaction.locale)));
  const { differences, registration, timings } = found;
  services.log.info({ differences: differences.length, model: registration.model, timings }, 'differences posted');
}
