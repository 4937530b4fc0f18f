import { CodedError, failureOf } from '../contract/coded-error.ts';
import { PICTURE_LETTERS, type PictureLetter } from '../contract/messages.ts';

/** A failure of one of two pictures, by the name that its sender knows instead of its letter. */
export function namePicture(error: unknown, names: Readonly<Record<PictureLetter, string>>): unknown {
  const letter = error instanceof CodedError ? PICTURE_LETTERS.find((known) => known === error.picture) : undefined;
  return letter === undefined ? error : failureOf(names[letter], error);
}
