import { parentPort } from 'node:worker_threads';
import { findFacesAndText } from '../../segmentation/keep/find-keepers.ts';
import { Attempts } from '../attempts.ts';
import type { PictureContext } from '../open-thing.ts';
import { PictureFacts } from '../picture-facts.ts';
import {
  beginUnlessCalledOff,
  type FromHelper,
  type SharedPicture,
  type ToHelper,
  type Tried,
} from './helper-messages.ts';

type Try = Extract<ToHelper, { kind: 'try' }>;

/** A picture that a puzzle is being made of. */
class OpenPicture {
  private readonly picture: PictureContext;
  private readonly attempts: Attempts;
  /** Stops what is being tried. */
  private stopping = new AbortController();

  constructor(shared: SharedPicture) {
    this.picture = { ...shared, facts: new PictureFacts(shared.image) };
    this.attempts = new Attempts(this.picture);
  }

  async try({ attempt, known }: Try): Promise<Tried | undefined> {
    const { proposals } = this.picture.found;
    const source = proposals[attempt.source];
    if (known) this.attempts.learn(source, known);
    const host = attempt.host === undefined ? undefined : proposals[attempt.host];
    this.stopping = new AbortController();
    const outcome = await this.attempts.make({ ...attempt, source, host }, this.stopping.signal);
    const learnt = this.attempts.known(source);
    return learnt && { outcome, known: learnt };
  }

  stop(): void {
    this.stopping.abort();
  }
}

const pictures = new Map<number, OpenPicture>();

async function answer(message: Exclude<ToHelper, { kind: 'stop' }>): Promise<FromHelper | undefined> {
  switch (message.kind) {
    case 'open':
      pictures.set(message.picture, new OpenPicture(message.shared));
      return undefined;
    case 'close':
      pictures.delete(message.picture);
      return undefined;
    case 'look': {
      if (!beginUnlessCalledOff(message.state)) return undefined;
      const seen = await findFacesAndText(message.image).catch(() => undefined);
      return { request: message.request, seen };
    }
    case 'try': {
      if (!beginUnlessCalledOff(message.state)) return undefined;
      const tried = await pictures
        .get(message.picture)
        ?.try(message)
        .catch(() => undefined);
      return { request: message.request, tried };
    }
  }
}

// One after the other, though each gives way to messages while it is worked on.
let work: Promise<void> = Promise.resolve();
parentPort?.on('message', (message: ToHelper) => {
  if (message.kind === 'stop') {
    pictures.get(message.picture)?.stop();
    return;
  }
  work = work.then(async () => {
    const reply = await answer(message);
    if (reply) parentPort?.postMessage(reply);
  });
});
