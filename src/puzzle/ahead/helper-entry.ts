import { parentPort } from 'node:worker_threads';
import { clearPatch } from '../edits/clear-thing.ts';
import { type Cleared, type FromHelper, REQUEST_STATES, type ToHelper } from './helper-messages.ts';
import { type FoundIn, lookCloser } from './look-closer.ts';

/** The pictures that puzzles are being made of. */
const pictures = new Map<number, FoundIn>();

async function clear(proposal: number, picture: FoundIn): Promise<Cleared> {
  const look = lookCloser(picture.found.proposals[proposal], picture);
  return { ...look, place: await clearPatch({ image: picture.image, ...look }) };
}

async function answer(message: ToHelper): Promise<FromHelper | undefined> {
  switch (message.kind) {
    case 'open':
      pictures.set(message.picture, message);
      return undefined;
    case 'close':
      pictures.delete(message.picture);
      return undefined;
    case 'clear': {
      const { waiting, begun } = REQUEST_STATES;
      if (Atomics.compareExchange(message.state, 0, waiting, begun) !== waiting) return undefined;
      const picture = pictures.get(message.picture);
      const cleared = picture && (await clear(message.proposal, picture).catch(() => undefined));
      return { request: message.request, cleared };
    }
  }
}

// One after the other, though each gives way to messages while it is worked on.
let work: Promise<void> = Promise.resolve();
parentPort?.on('message', (message: ToHelper) => {
  work = work.then(async () => {
    const reply = await answer(message);
    if (reply) parentPort?.postMessage(reply);
  });
});
