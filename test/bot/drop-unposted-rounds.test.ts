import { expect, it } from 'vitest';
import { dropUnpostedRounds } from '../../src/bot/drop-unposted-rounds.ts';
import { memoryRounds } from './fake-services.ts';
import { sampleRound } from './sample-game.ts';

it('deletes the rounds that nobody can see, and no others', async () => {
  const posted = sampleRound({ id: 'posted' });
  const unposted = sampleRound({ id: 'unposted', messageId: null });
  const solved = sampleRound({ id: 'solved', messageId: null, ended: { why: 'all-found', at: 1 } });
  const rounds = memoryRounds(posted, unposted, solved);
  expect(await dropUnpostedRounds(rounds)).toBe(1);
  expect(await rounds.get('unposted')).toBeUndefined();
  expect(await rounds.newestOpen(posted.channelId)).toEqual(posted);
  expect(await rounds.get('solved')).toEqual(solved);
});
