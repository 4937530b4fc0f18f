import { CodedError } from '../contract/coded-error.ts';
import { DEFAULT_ATTACHMENT_BYTES, MAX_MESSAGE_BYTES } from '../contract/limits.ts';
import type { PuzzleResult } from '../contract/messages.ts';
import { PICTURE_ROLES, type PictureRole } from '../game/puzzle-record.ts';

/** The pictures that are posted together; the answers come later, alone. */
export const POSTED_ROLES = ['board', 'original', 'altered'] as const satisfies readonly PictureRole[];

/** Room for what a message holds besides its files. */
const MESSAGE_OVERHEAD_BYTES = 64 * 1024;
const MAX_FILES_BYTES = MAX_MESSAGE_BYTES - MESSAGE_OVERHEAD_BYTES;
const BYTES_PER_MEGABYTE = 1024 * 1024;
/** Megabytes are told with one digit. */
const TENTHS = 10;

/** The limit of this place for one file. Discord names it with each interaction; 0 means it did not. */
const fileLimit = (attachmentSizeLimit: number): number => attachmentSizeLimit || DEFAULT_ATTACHMENT_BYTES;

/**
 * The most bytes that each picture may have so that all fit into one message here.
 *
 * @param attachmentSizeLimit bytes per file as the interaction says
 * @param files how many are posted together
 */
export function maxPostFileBytes(attachmentSizeLimit: number, files: number): number {
  return Math.min(fileLimit(attachmentSizeLimit), Math.floor(MAX_FILES_BYTES / files));
}

/**
 * @param attachmentSizeLimit bytes per file as the interaction says
 * @throws CodedError `answer-too-large`
 */
export function refuseTooLarge(made: PuzzleResult, attachmentSizeLimit: number): void {
  const size = (role: PictureRole) => made[role].bytes.byteLength;
  const sum = POSTED_ROLES.reduce((total, role) => total + size(role), 0);
  const largest = Math.max(...PICTURE_ROLES.map(size));
  const max = fileLimit(attachmentSizeLimit);
  const tooLarge = sum > MAX_FILES_BYTES ? [sum, MAX_FILES_BYTES] : largest > max ? [largest, max] : undefined;
  if (tooLarge === undefined) return;
  const [actual = 0, allowed = 0] = tooLarge.map((bytes) => (bytes / BYTES_PER_MEGABYTE) * TENTHS);
  // Rounded apart, so that the two never read the same.
  const details = { megabytes: Math.ceil(actual) / TENTHS, maxMegabytes: Math.floor(allowed) / TENTHS };
  throw new CodedError('answer-too-large', details);
}
