import type { AnswerKey } from '../contract/answer-key.ts';
import type { PictureName } from './puzzle-record.ts';
import type { GameMode } from './round.ts';

/** The pictures of a draft; the preview shows the answers. */
export const DRAFT_PICTURES = ['original', 'altered', 'preview'] as const;
export type DraftPicture = (typeof DRAFT_PICTURES)[number];

/** What becomes of a draft. `posting` since some moment: the program may have died over it. */
export type DraftState =
  | { readonly kind: 'open' }
  | { readonly kind: 'posting'; readonly since: number }
  | { readonly kind: 'done' };

/** A ready-made puzzle that its owner has not agreed to yet. Plain JSON. */
export interface Draft {
  /** Also the id of the puzzle and of the round that come of it: it is posted once, however often that is asked for. */
  readonly id: string;
  readonly ownerId: string;
  readonly createdAt: number;
  /** All differences that were found. */
  readonly key: AnswerKey;
  /** The ids of those that shall count, ascending; at least one. */
  readonly kept: readonly number[];
  readonly pictures: Readonly<Record<DraftPicture, PictureName>>;
  readonly mode: GameMode;
  /** null without a limit. */
  readonly timeLimitMs: number | null;
  readonly state: DraftState;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Posting takes seconds. Who has waited longer may ask again. */
const POSTING_MAX_MS = 60_000;

/** The draft with another choice of what counts. Ids that the key does not have are left out. */
export function keepDifferences(draft: Draft, ids: readonly number[]): Draft {
  const kept = draft.key.differences.map(({ id }) => id).filter((id) => ids.includes(id));
  return kept.length === 0 ? draft : { ...draft, kept };
}

/** Whether somebody may post a draft now: not when that is done or under way. */
export function mayPost({ state }: Draft, at: number): boolean {
  return state.kind === 'open' || (state.kind === 'posting' && at - state.since >= POSTING_MAX_MS);
}

/** Whether a draft is done with: settled, or nobody has cared for a day. */
export function isStale({ state, createdAt }: Draft, at: number): boolean {
  return state.kind === 'done' || at - createdAt > DAY_MS;
}
