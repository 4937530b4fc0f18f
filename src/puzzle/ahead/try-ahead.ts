import type { Attempt } from '../attempts.ts';
import type { KnownThing } from '../open-thing.ts';
import type { Helper } from './helper.ts';
import { callOffUnbegun, newState, type SharedPicture, type Tried } from './helper-messages.ts';

/** Requests that are under way: one that is worked on, and one so that the helper need not wait for us. */
const MOST_UNDER_WAY = 2;

/** One attempt that the helper was asked for. */
export interface Request {
  readonly number: number;
  readonly state: Int32Array;
  readonly answer: Promise<Tried | undefined>;
  isAnswered: boolean;
}

/** Has attempts of a picture made in another thread, by names. */
export class TryAhead {
  private readonly requests = new Map<string, Request>();
  private readonly helper: Helper;
  private readonly picture: SharedPicture;
  private readonly number: number;

  constructor(helper: Helper, { image, found: { size, proposals, faces }, level, seed }: SharedPicture) {
    this.helper = helper;
    this.picture = { image, found: { size, proposals, faces }, level, seed };
    this.number = helper.number();
    helper.tell({ kind: 'open', picture: this.number, shared: this.picture });
  }

  /** Says what will probably be tried next, the likeliest first; what was said before and was not begun is called off. */
  expect(attempts: ReadonlyMap<string, Attempt>, knownOf: (attempt: Attempt) => KnownThing | undefined): void {
    const wanted = [...attempts].filter(([name]) => !this.requests.get(name)?.isAnswered).slice(0, MOST_UNDER_WAY);
    for (const name of [...this.requests.keys()]) if (!wanted.some(([each]) => each === name)) this.callOff(name);
    const underWay = [...this.requests.values()].filter(({ isAnswered }) => !isAnswered).length;
    const news = wanted.filter(([name]) => !this.requests.has(name)).slice(0, MOST_UNDER_WAY - underWay);
    for (const [name, attempt] of news) this.requests.set(name, this.ask(attempt, knownOf(attempt)));
  }

  /** An attempt that was begun; what was asked for and was not is called off. */
  take(name: string): Request | undefined {
    this.callOff(name);
    return this.requests.get(name);
  }

  /** An answer was used, and is not asked for again. */
  forget(name: string): void {
    this.requests.delete(name);
  }

  /** Nothing of what was asked for is wanted now. */
  stop(): void {
    for (const name of [...this.requests.keys()]) this.callOff(name);
    this.helper.tell({ kind: 'stop', picture: this.number });
  }

  /** Nothing more is wanted of the picture. */
  close(): void {
    this.stop();
    this.helper.tell({ kind: 'close', picture: this.number });
  }

  private ask({ source, host, kind, neighbours, mayClear, isOdd }: Attempt, known: KnownThing | undefined): Request {
    const state = newState();
    const number = this.helper.number();
    const { proposals } = this.picture.found;
    const attempt = {
      source: proposals.indexOf(source),
      host: host && proposals.indexOf(host),
      kind,
      neighbours: neighbours.map(({ box }) => ({ box })),
      mayClear,
      isOdd,
    };
    const answer = this.helper.ask({ kind: 'try', picture: this.number, request: number, attempt, known, state });
    const request: Request = { number, state, answer, isAnswered: false };
    void answer.then(() => {
      request.isAnswered = true;
    });
    return request;
  }

  /** Takes back a request that was not begun. */
  private callOff(name: string): void {
    const request = this.requests.get(name);
    if (!request || !callOffUnbegun(request.state)) return;
    this.helper.forget(request.number);
    this.requests.delete(name);
  }
}
