import type { ClearedPlace } from '../edits/clear-thing.ts';
import type { CloserLook, FoundIn } from './look-closer.ts';

/** Where a request stands: a word that both threads see, so that one that was not begun can be called off at once. */
export const REQUEST_STATES = { waiting: 0, begun: 1, calledOff: 2 } as const;

/** What the helper is told. Pictures and requests have numbers of their own. */
export type ToHelper =
  | ({ readonly kind: 'open'; readonly picture: number } & FoundIn)
  | { readonly kind: 'close'; readonly picture: number }
  | {
      readonly kind: 'clear';
      readonly picture: number;
      readonly request: number;
      /** Which of the proposals. */
      readonly proposal: number;
      /** One word, one of REQUEST_STATES. */
      readonly state: Int32Array;
    };

/** A thing that was taken away. */
export interface Cleared extends CloserLook {
  /** Undefined where nothing can be made up in its place. */
  readonly place: ClearedPlace | undefined;
}

/** What it answers; nothing to requests that were called off. */
export interface FromHelper {
  readonly request: number;
  /** Undefined when it failed: whoever asked will see why when they do the same. */
  readonly cleared: Cleared | undefined;
}
