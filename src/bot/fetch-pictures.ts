import { CodedError, failureOf } from '../contract/coded-error.ts';
import { MAX_WAITING_JOBS } from '../contract/limits.ts';
import { PICTURE_LETTERS } from '../contract/messages.ts';
import type { AttachmentReference } from './attachments.ts';
import type { BotServices } from './services.ts';

/**
 * Fetches the pictures of one job, if there is room for it. When one cannot be had, the others are given up.
 *
 * @returns in the order of the attachments
 * @throws CodedError `queue-full`, and those of the download, of two pictures with the letter of the one
 */
export async function fetchPictures(
  attachments: readonly AttachmentReference[],
  { downloads, runner, stopping }: BotServices,
): Promise<Uint8Array[]> {
  // What is on its way here will wait there, so it counts already: memory stays bounded.
  const waiting = runner.load.waiting + downloads.active;
  if (waiting >= MAX_WAITING_JOBS) throw new CodedError('queue-full', { waiting });
  const givenUp = new AbortController();
  const signal = AbortSignal.any([stopping, givenUp.signal]);
  try {
    const [only] = attachments;
    if (attachments.length === 1) return [await downloads.fetch(only, signal)];
    return await Promise.all(
      attachments.map(async (attachment, at) => {
        try {
          return await downloads.fetch(attachment, signal);
        } catch (error) {
          throw failureOf(PICTURE_LETTERS[at], error);
        }
      }),
    );
  } finally {
    givenUp.abort();
  }
}
