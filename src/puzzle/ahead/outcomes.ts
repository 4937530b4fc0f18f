import { setImmediate as breathe } from 'node:timers/promises';
import { type Attempt, Attempts, type Outcome, stillHolds } from '../attempts.ts';
import type { PictureContext } from '../open-thing.ts';
import type { Helper } from './helper.ts';
import { type Request, TryAhead } from './try-ahead.ts';
import { waitUnlessAborted } from './wait-unless-aborted.ts';

/**
 * Tells what comes of attempts. With a helper those that are expected are made before anybody asks, in its thread and,
 * while that is waited for, in this one. It is foresight and changes no result: the same comes of the same attempt
 * wherever and whenever it is made, and what was made beside other neighbours counts only where they tell nothing.
 */
export class Outcomes {
  private readonly attempts: Attempts;
  private readonly ahead: TryAhead | undefined;
  private readonly picture: PictureContext;
  /** What was made here before anybody asked. */
  private readonly stored = new Map<string, Outcome>();
  private expected = new Map<string, Attempt>();

  /** @param helper is not used where there is a prompt: its thread knows no server */
  constructor(picture: PictureContext, helper?: Helper) {
    this.picture = picture;
    this.attempts = new Attempts(picture);
    this.ahead = helper && picture.prompt === undefined ? new TryAhead(helper, picture) : undefined;
  }

  /** Whether it helps to say what is expected. */
  get hasForesight(): boolean {
    return this.ahead !== undefined;
  }

  /** Says what will probably be asked for next, the likeliest first. */
  expect(attempts: readonly Attempt[]): void {
    const named = attempts.map((attempt) => [this.nameOf(attempt), attempt] as const);
    this.expected = new Map(named.filter(([name]) => !this.stored.has(name)));
    this.ahead?.expect(this.expected, ({ source }) => this.attempts.known(source));
  }

  /** What comes of an attempt, which is asked for once. @throws the signal's reason when aborted */
  async of(attempt: Attempt): Promise<Outcome> {
    const name = this.nameOf(attempt);
    const foreseen = this.stored.get(name) ?? (await this.fromHelper(name, attempt));
    // Pictures of all that was tried would take more memory than all else.
    this.stored.delete(name);
    return foreseen && stillHolds(foreseen, attempt, this.picture.image) ? foreseen : this.attempts.make(attempt);
  }

  /** Says that nothing will be asked for, as far as is known: others need the processor. */
  rest(): void {
    this.expected.clear();
    this.ahead?.stop();
  }

  /** Nothing more is wanted of the picture. */
  close(): void {
    this.ahead?.close();
  }

  private async fromHelper(name: string, { source }: Attempt): Promise<Outcome | undefined> {
    const request = this.ahead?.take(name);
    if (!request) return undefined;
    await this.workUntil(request);
    const tried = await waitUnlessAborted(request.answer, this.picture.signal);
    this.ahead?.forget(name);
    if (tried) this.attempts.learn(source, tried.known);
    return tried?.outcome;
  }

  /** Makes what is expected until a request is answered, or nothing is left that others are not at. */
  private async workUntil(request: Request): Promise<void> {
    for (;;) {
      await breathe();
      this.picture.signal?.throwIfAborted();
      if (request.isAnswered) return;
      const next = [...this.expected].find(([name]) => !this.ahead?.take(name));
      if (!next) return;
      const [name, attempt] = next;
      this.expected.delete(name);
      this.ahead?.expect(this.expected, ({ source }) => this.attempts.known(source));
      // Nobody has asked for it: if it fails, whoever does will see why.
      const outcome = await this.attempts.make(attempt).catch(() => undefined);
      if (outcome) this.stored.set(name, outcome);
    }
  }

  private nameOf({ source, kind, isOdd }: Attempt): string {
    return `${this.picture.found.proposals.indexOf(source)}/${kind}${isOdd ? '/odd' : ''}`;
  }
}
