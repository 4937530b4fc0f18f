import { describe, expect, it } from 'vitest';
import { PostUpdater } from '../../src/bot/post-updater.ts';
import type { Answerable } from '../../src/bot/replies.ts';
import type { View } from '../../src/bot/views/view.ts';
import { apiError, socketError } from './discord-failures.ts';
import { fakeServices, readableLog } from './fake-services.ts';
import { find } from './sample-game.ts';

const ERROR = 50;
const WARN = 40;
const MINUTE_MS = 60_000;
const FIRST_POST = '300000000000000003';

/** What was sent, and how. */
interface Sent {
  readonly how: 'edit' | 'post' | 'edit by token' | 'follow-up';
  readonly channelId?: string;
  readonly messageId?: string;
  readonly text: string;
}

const textOf = ({ components }: View) => JSON.stringify(components.map((part) => part.toJSON()));

/** An updater in a Discord that refuses its first requests, at a time that the test sets. */
function updater(failures: Error[] = [], pauseMs = 0) {
  const { stores } = fakeServices().services;
  const { log, lines } = readableLog();
  const edits: Sent[] = [];
  const clock = { now: 0 };
  const send = async (sent: Sent) => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    edits.push(sent);
    return { id: `message-${edits.length}` };
  };
  const posts = new PostUpdater({
    stores,
    messages: {
      edit: (channelId, messageId, view) => send({ how: 'edit', channelId, messageId, text: textOf(view) }),
      post: (channelId, view) => send({ how: 'post', channelId, text: textOf(view) }),
    },
    webhooks: { edit: (_, messageId, view) => send({ how: 'edit by token', messageId, text: textOf(view) }) },
    log,
    pauseMs,
    now: () => clock.now,
  });
  const followUp = (view: View) => send({ how: 'follow-up', text: textOf(view) });
  const carrier = { applicationId: 'app', token: 'fresh', followUp } as unknown as Answerable;
  /** Brings the post up to date after a find, and waits until that is done. */
  const findAt = async (differenceId: number, now: number, by?: Answerable) => {
    clock.now = now;
    await stores.rounds.update('round-1', (round) => ({
      ...round,
      guesses: [...round.guesses, find(differenceId, '7')],
    }));
    const before = edits.length;
    posts.refresh('round-1', by);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return edits.slice(before);
  };
  return { posts, stores, edits, lines, carrier, findAt };
}

describe('PostUpdater', () => {
  it('shows what is stored', async () => {
    const { posts, stores, edits } = updater();
    await stores.rounds.update('round-1', (round) => ({ ...round, guesses: [find(2, '7')] }));
    posts.refresh('round-1');
    await posts.close();
    expect(edits).toMatchObject([{ channelId: 'channel-1', messageId: FIRST_POST }]);
    expect(edits[0]?.text).toContain('1 of 3 found');
  });

  it('shows many finds in a row as two edits, the last state last', async () => {
    const { posts, stores, edits } = updater([], 10_000);
    posts.refresh('round-1');
    await new Promise(setImmediate);
    for (const id of [1, 2]) {
      await stores.rounds.update('round-1', (round) => ({ ...round, guesses: [...round.guesses, find(id, '7')] }));
      posts.refresh('round-1');
    }
    await posts.close();
    expect(edits.map(({ text }) => /\d of 3 found/.exec(text)?.[0])).toEqual(['0 of 3 found', '2 of 3 found']);
  });

  it.each([
    [10_003, 404],
    [10_008, 404],
    [50_001, 403],
    [50_013, 403],
    [30_046, 429],
  ])('lets the game go on when a post cannot be edited: %i', async (code, status) => {
    const { posts, edits, lines } = updater([apiError(code, status)]);
    posts.refresh('round-1');
    await posts.close();
    expect(edits).toEqual([]);
    expect(lines()).toMatchObject([{ level: WARN, roundId: 'round-1' }]);
  });

  it('tries again after a broken connection', async () => {
    const { posts, edits, lines } = updater([socketError()]);
    posts.refresh('round-1');
    await posts.close();
    expect(edits).toHaveLength(1);
    expect(lines()).toEqual([]);
  });

  it('logs what it did not expect', async () => {
    const { posts, lines } = updater([new Error('odd')]);
    posts.refresh('round-1');
    await posts.close();
    expect(lines()).toMatchObject([{ level: ERROR }]);
  });

  it('has nothing to do for a round that is gone or not posted yet', async () => {
    const { posts, stores, edits, lines } = updater();
    await stores.rounds.update('round-1', (round) => ({ ...round, messageId: null, live: null }));
    posts.refresh('round-1');
    posts.refresh('unknown');
    await posts.close();
    expect([edits, lines()]).toEqual([[], []]);
  });
});

describe('a post that is an hour old', () => {
  it('is followed by a summary, which is edited from then on', async () => {
    const { findAt } = updater();
    expect(await findAt(1, 58 * MINUTE_MS)).toMatchObject([{ how: 'edit', messageId: FIRST_POST }]);
    const [summary] = await findAt(2, 61 * MINUTE_MS);
    expect(summary).toMatchObject({ how: 'post', channelId: 'channel-1' });
    expect(summary?.text).toContain('2 of 3 found');
    expect(summary?.text).toContain(`/channel-1/${FIRST_POST}`);
    expect(summary?.text).toContain('guess:round-1');
    expect(summary?.text).not.toContain('attachment://');
    const [edit] = await findAt(2, 62 * MINUTE_MS);
    expect(edit).toMatchObject({ how: 'edit', messageId: 'message-2' });
    expect(await findAt(2, 125 * MINUTE_MS)).toMatchObject([{ how: 'post' }]);
  });

  it('is edited once more when the round ends, so that nobody goes on guessing there', async () => {
    const { findAt, stores } = updater();
    await findAt(1, 61 * MINUTE_MS);
    await stores.rounds.update('round-1', (round) => ({ ...round, ended: { why: 'revealed', at: 0 } }));
    const sent = await findAt(1, 62 * MINUTE_MS);
    expect(sent).toMatchObject([
      { how: 'edit', messageId: 'message-1' },
      { how: 'edit', messageId: FIRST_POST },
    ]);
    for (const { text } of sent) expect(text).toContain('"disabled":true');
  });
});

describe('a post that only a token can edit', () => {
  async function byToken() {
    const parts = updater();
    const webhook = { applicationId: 'app', token: 'old' };
    const live = { messageId: FIRST_POST, at: 0, webhook };
    await parts.stores.rounds.update('round-1', (round) => ({ ...round, reach: 'token', live }));
    return parts;
  }

  it('says so, and is edited for a quarter of an hour', async () => {
    const { findAt } = await byToken();
    const [edit] = await findAt(1, 14 * MINUTE_MS);
    expect(edit).toMatchObject({ how: 'edit by token', messageId: FIRST_POST });
    expect(edit?.text).toContain('I am a guest here');
  });

  it('is followed by a message of whoever changes something then, which can be edited in turn', async () => {
    const { findAt, carrier, stores } = await byToken();
    const [summary] = await findAt(1, 20 * MINUTE_MS, carrier);
    expect(summary).toMatchObject({ how: 'follow-up' });
    expect(summary?.text).toContain('1 of 3 found');
    const webhook = { applicationId: 'app', token: 'fresh' };
    expect((await stores.rounds.get('round-1'))?.live).toEqual({ messageId: 'message-1', at: 20 * MINUTE_MS, webhook });
    expect(await findAt(2, 21 * MINUTE_MS)).toMatchObject([{ how: 'edit by token', messageId: 'message-1' }]);
  });

  it('stays as it is while nobody brings a token along', async () => {
    const { findAt } = await byToken();
    expect(await findAt(1, 20 * MINUTE_MS)).toEqual([]);
  });
});
