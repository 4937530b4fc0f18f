import { describe, expect, it } from 'vitest';
import { PostUpdater, type PostUpdaterParts } from '../../src/bot/post-updater.ts';
import type { View } from '../../src/bot/views/view.ts';
import { apiError, socketError } from './discord-failures.ts';
import { fakeServices, readableLog } from './fake-services.ts';
import { find } from './sample-game.ts';

const ERROR = 50;
const WARN = 40;

function updater(failures: Error[] = [], pauseMs = 0) {
  const { stores } = fakeServices().services;
  const { log, lines } = readableLog();
  const edits: { channelId: string; messageId: string; text: string }[] = [];
  const editMessage: PostUpdaterParts['editMessage'] = async (channelId: string, messageId: string, view: View) => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    edits.push({ channelId, messageId, text: JSON.stringify(view.components.map((part) => part.toJSON())) });
  };
  const posts = new PostUpdater({ stores, editMessage, log, pauseMs });
  return { posts, stores, edits, lines };
}

describe('PostUpdater', () => {
  it('shows what is stored', async () => {
    const { posts, stores, edits } = updater();
    await stores.rounds.update('round-1', (round) => ({ ...round, guesses: [find(2, '7')] }));
    posts.refresh('round-1');
    await posts.close();
    expect(edits).toMatchObject([{ channelId: 'channel-1', messageId: '300000000000000003' }]);
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
    await stores.rounds.update('round-1', (round) => ({ ...round, messageId: null }));
    posts.refresh('round-1');
    posts.refresh('unknown');
    await posts.close();
    expect([edits, lines()]).toEqual([[], []]);
  });
});
