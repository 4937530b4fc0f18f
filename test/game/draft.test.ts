import { describe, expect, it } from 'vitest';
import { type Draft, isStale, keepDifferences, mayPost } from '../../src/game/draft.ts';
import { KEY } from './rounds.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const draft: Draft = {
  id: 'd1',
  ownerId: 'ada',
  createdAt: 0,
  key: KEY,
  kept: [1, 2, 3],
  pictures: { original: 'a', altered: 'b', preview: 'c' },
  mode: 'race',
  timeLimitMs: null,
  state: { kind: 'open' },
};

describe('a draft', () => {
  it('keeps what is chosen of its key, in its order, and at least one', () => {
    expect(keepDifferences(draft, [3, 1, 9]).kept).toEqual([1, 3]);
    expect(keepDifferences(draft, [9])).toBe(draft);
    expect(keepDifferences(draft, [])).toBe(draft);
  });

  it('is posted by one at a time, and again when that one never finished', () => {
    expect(mayPost(draft, 0)).toBe(true);
    const posting: Draft = { ...draft, state: { kind: 'posting', since: 0 } };
    expect(mayPost(posting, MINUTE_MS - 1)).toBe(false);
    expect(mayPost(posting, MINUTE_MS)).toBe(true);
    expect(mayPost({ ...draft, state: { kind: 'done' } }, 0)).toBe(false);
  });

  it('is stale when it is done or a day old', () => {
    expect(isStale(draft, 24 * HOUR_MS)).toBe(false);
    expect(isStale(draft, 24 * HOUR_MS + 1)).toBe(true);
    expect(isStale({ ...draft, state: { kind: 'done' } }, 0)).toBe(true);
  });
});
