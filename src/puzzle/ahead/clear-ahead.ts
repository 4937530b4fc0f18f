import type { Proposal } from '../../segmentation/propose.ts';
import type { Helper } from './helper.ts';
import { type Cleared, REQUEST_STATES } from './helper-messages.ts';
import type { CloserLook, FoundIn } from './look-closer.ts';
import { waitUnlessAborted } from './wait-unless-aborted.ts';

/** Requests that are under way: one that is worked on, and one so that the helper need not wait for us. */
const MOST_UNDER_WAY = 2;

/** One thing that the helper was asked to take away. */
interface Request {
  readonly number: number;
  readonly state: Int32Array;
  readonly answer: Promise<Cleared | undefined>;
  isAnswered: boolean;
  cleared: Cleared | undefined;
}

/**
 * Has things of a picture taken away in another thread before anybody needs that. It is foresight and changes no result:
 * the same is made of the same thing wherever and whenever that is done, and what was not foreseen is done here.
 */
export class ClearAhead {
  private readonly requests = new Map<Proposal, Request>();
  private readonly helper: Helper;
  private readonly picture: FoundIn;
  private readonly number: number;
  private readonly signal: AbortSignal | undefined;

  constructor(helper: Helper, { image, found: { size, proposals } }: FoundIn, signal?: AbortSignal) {
    this.helper = helper;
    this.signal = signal;
    this.picture = { image, found: { size, proposals } };
    this.number = helper.number();
    helper.tell({ kind: 'open', picture: this.number, ...this.picture });
  }

  /** Says what will probably be taken away next, the likeliest first; what was said before and was not begun is called off. */
  expect(things: readonly Proposal[]): void {
    const wanted = things.filter((thing) => this.requests.get(thing)?.isAnswered !== true).slice(0, MOST_UNDER_WAY);
    for (const thing of this.requests.keys()) if (!wanted.includes(thing)) this.callOff(thing);
    const underWay = [...this.requests.values()].filter(({ isAnswered }) => !isAnswered).length;
    const news = wanted.filter((thing) => !this.requests.has(thing));
    for (const thing of news.slice(0, MOST_UNDER_WAY - underWay)) this.requests.set(thing, this.ask(thing));
  }

  /** What is known of a thing by now, without waiting. */
  known(thing: Proposal): CloserLook | undefined {
    return this.requests.get(thing)?.cleared;
  }

  /** A thing taken away, where that was begun; undefined where it was not, or has failed. @throws the signal's reason */
  async take(thing: Proposal): Promise<Cleared | undefined> {
    this.callOff(thing);
    const begun = this.requests.get(thing);
    return begun && waitUnlessAborted(begun.answer, this.signal);
  }

  /** Nothing more is wanted of the picture. */
  close(): void {
    for (const thing of [...this.requests.keys()]) this.callOff(thing);
    this.helper.tell({ kind: 'close', picture: this.number });
  }

  private ask(thing: Proposal): Request {
    const state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const number = this.helper.number();
    const proposal = this.picture.found.proposals.indexOf(thing);
    const answer = this.helper.ask({ kind: 'clear', picture: this.number, request: number, proposal, state });
    const request: Request = { number, state, answer, isAnswered: false, cleared: undefined };
    void answer.then((cleared) => {
      request.isAnswered = true;
      request.cleared = cleared;
    });
    return request;
  }

  /** Takes back a request that was not begun. */
  private callOff(thing: Proposal): void {
    const request = this.requests.get(thing);
    const { waiting, calledOff } = REQUEST_STATES;
    if (!request || Atomics.compareExchange(request.state, 0, waiting, calledOff) !== waiting) return;
    this.helper.forget(request.number);
    this.requests.delete(thing);
  }
}
