/** What a button does. The words are part of posts that are out there: they never change. */
export const BUTTON_KINDS = [
  'guess',
  'hint',
  'reveal',
  'give-up',
  'share',
  'zoom',
  'zoom-part',
  'zoom-back',
  'tap',
] as const;
export type ButtonKind = (typeof BUTTON_KINDS)[number];

/** What a button or a menu of the preview of a ready-made puzzle does; the id in it is the draft's. */
export const DRAFT_BUTTON_KINDS = ['draft-post', 'draft-discard'] as const;
export type DraftButtonKind = (typeof DRAFT_BUTTON_KINDS)[number];
export const DRAFT_MENU_KINDS = ['draft-keep'] as const;
export type DraftMenuKind = (typeof DRAFT_MENU_KINDS)[number];

/** What a button of a leaderboard does; the id in it says which one, the argument which page. */
export const BOARD_BUTTON_KINDS = ['board', 'board-join', 'board-leave'] as const;
export type BoardButtonKind = (typeof BOARD_BUTTON_KINDS)[number];

/** What a modal was opened for. */
export const MODAL_KINDS = ['guessed'] as const;
export type ModalKind = (typeof MODAL_KINDS)[number];

/** A custom id taken apart: everything that a button or modal needs to work after a restart. */
export interface CustomId<
  Kind extends string = ButtonKind | ModalKind | DraftButtonKind | DraftMenuKind | BoardButtonKind,
> {
  readonly kind: Kind;
  readonly roundId: string;
  readonly argument?: string;
}

const MAX_CUSTOM_ID_LENGTH = 100;
const SEPARATOR = ':';
const PART = /^[\w-]{1,60}$/;

/** `kind:roundId` or `kind:roundId:argument`. The parts hold letters, digits, `_` and `-` only. */
export function buildCustomId({ kind, roundId, argument }: CustomId): string {
  const parts = argument === undefined ? [kind, roundId] : [kind, roundId, argument];
  const id = parts.join(SEPARATOR);
  if (!parts.every((part) => PART.test(part)) || id.length > MAX_CUSTOM_ID_LENGTH) {
    throw new RangeError(`Not usable as a custom id: ${id}`);
  }
  return id;
}

/**
 * Takes a custom id apart.
 *
 * @param kinds those that are expected here
 * @returns undefined for anything that `buildCustomId` did not make of one of these kinds
 */
export function parseCustomId<Kind extends string>(text: string, kinds: readonly Kind[]): CustomId<Kind> | undefined {
  const [first, roundId, argument, ...rest] = text.split(SEPARATOR);
  const kind = kinds.find((known) => known === first);
  if (text.length > MAX_CUSTOM_ID_LENGTH || rest.length > 0 || kind === undefined) return undefined;
  if (roundId === undefined || !PART.test(roundId)) return undefined;
  if (argument === undefined) return { kind, roundId };
  return PART.test(argument) ? { kind, roundId, argument } : undefined;
}
