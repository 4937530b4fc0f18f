import type { RgbImage } from '../../imaging/image.ts';
import type { FacesAndText } from '../../segmentation/keep/find-keepers.ts';
import type { Attempt, Outcome } from '../attempts.ts';
import type { KnownThing, PictureContext } from '../open-thing.ts';

/** Where a request stands: a word that both threads see, so that one that was not begun can be called off at once. */
export const REQUEST_STATES = { waiting: 0, begun: 1, calledOff: 2 } as const;

/** What the helper is told of a picture. */
export type SharedPicture = Pick<PictureContext, 'image' | 'found' | 'level' | 'seed'>;

/** An attempt whose proposals are told by their places among all. */
export type SharedAttempt = Pick<Attempt, 'kind' | 'neighbours' | 'mayClear' | 'isOdd'> & {
  readonly source: number;
  readonly host: number | undefined;
};

/** What the helper is told. Pictures and requests have numbers of their own. */
export type ToHelper =
  | { readonly kind: 'open'; readonly picture: number; readonly shared: SharedPicture }
  | { readonly kind: 'close'; readonly picture: number }
  /** Nobody wants any more what is being tried of a picture. */
  | { readonly kind: 'stop'; readonly picture: number }
  /** Faces and lettering are to be found. */
  | { readonly kind: 'look'; readonly request: number; readonly image: RgbImage; readonly state: Int32Array }
  | {
      readonly kind: 'try';
      readonly picture: number;
      readonly request: number;
      readonly attempt: SharedAttempt;
      /** What is known of its thing already. */
      readonly known: KnownThing | undefined;
      /** One word, one of REQUEST_STATES. */
      readonly state: Int32Array;
    };

/** An attempt that was made. */
export interface Tried {
  readonly outcome: Outcome;
  /** What is known of its thing now. */
  readonly known: KnownThing;
}

/** What it answers; nothing to requests that were called off. */
export interface FromHelper {
  readonly request: number;
  /** Nothing when it failed: whoever asked will see why when they do the same. */
  readonly tried?: Tried | undefined;
  readonly seen?: FacesAndText | undefined;
}

/** The word of a new request. */
export const newState = () => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Begins a request. @returns whether it is still wanted */
export function beginUnlessCalledOff(state: Int32Array): boolean {
  const { waiting, begun } = REQUEST_STATES;
  return Atomics.compareExchange(state, 0, waiting, begun) === waiting;
}

/** Takes a request back. @returns whether it was not begun */
export function callOffUnbegun(state: Int32Array): boolean {
  const { waiting, calledOff } = REQUEST_STATES;
  return Atomics.compareExchange(state, 0, waiting, calledOff) === waiting;
}
