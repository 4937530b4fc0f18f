import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/game/draft.ts';
import { withRepair } from '../../src/game/player-days.ts';
import type {
  DailyStore,
  DraftStore,
  PlayerStore,
  PuzzleStore,
  ResultStore,
  RoundStore,
} from '../../src/game/ports.ts';
import type { PuzzleRecord } from '../../src/game/puzzle-record.ts';
import type { Round } from '../../src/game/round.ts';
import type { RoundResult } from '../../src/game/round-result.ts';
import { applyGuesses, reveal } from '../../src/game/round-rules.ts';
import { KEY, newRound } from '../game/rounds.ts';

/** The stores under test, fresh and empty, and a count of the writes that reached what lies below. */
export interface StoresUnderTest {
  readonly puzzles: PuzzleStore;
  readonly rounds: RoundStore;
  readonly results: ResultStore;
  readonly dailies: DailyStore;
  readonly players: PlayerStore;
  readonly drafts: DraftStore;
  writes(): number;
  close(): Promise<void>;
}

export function puzzleRecord(id: string): PuzzleRecord {
  const name = (digit: string) => `${digit.repeat(64)}.png`;
  const pictures = { original: name('a'), altered: name('b'), board: name('c'), answers: name('d') };
  return { id, ownerId: 'owner', createdAt: 1000, key: KEY, pictures };
}

async function listIds(items: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of items) ids.push(id);
  return ids.sort();
}

function resultIn(month: string, roundId: string, guildId = 'guild-1'): RoundResult {
  const endedAt = Date.parse(`${month}-15T12:00:00Z`) + Number(roundId.replace(/\D/g, ''));
  const about = { roundId, guildId, channelId: 'channel-1', mode: 'race', level: 'easy', difficulty: 30 } as const;
  return { ...about, differences: 3, startedAt: 0, endedAt, why: 'all-found', players: [] };
}

const end = (round: Round) => reveal(round, { playerId: 'owner', isModerator: false }, 2000);

/** What every PuzzleStore and RoundStore does, whatever it writes to. */
export function storeConformance(name: string, open: () => Promise<StoresUnderTest>): void {
  describe(`${name} as the stores of the game`, () => {
    let stores: StoresUnderTest;

    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());

    describe('puzzles', () => {
      it('come back as they were', async () => {
        await stores.puzzles.put(puzzleRecord('p1'));
        expect(await stores.puzzles.get('p1')).toEqual(puzzleRecord('p1'));
      });

      it('that are unknown are undefined', async () => {
        expect(await stores.puzzles.get('p1')).toBeUndefined();
      });

      it('can be deleted, also twice', async () => {
        await stores.puzzles.put(puzzleRecord('p1'));
        await stores.puzzles.delete('p1');
        await stores.puzzles.delete('p1');
        expect(await stores.puzzles.get('p1')).toBeUndefined();
      });

      it('are listed, and only they', async () => {
        for (let number = 0; number < 45; number++) await stores.puzzles.put(puzzleRecord(`p${number}`));
        await stores.rounds.create(newRound());
        const expected = Array.from({ length: 45 }, (_, number) => `p${number}`).sort();
        expect(await listIds(stores.puzzles.all())).toEqual(expected);
      });

      it('can be deleted while they are listed', async () => {
        for (let number = 0; number < 45; number++) await stores.puzzles.put(puzzleRecord(`p${number}`));
        for await (const { id } of stores.puzzles.all()) await stores.puzzles.delete(id);
        expect(await listIds(stores.puzzles.all())).toEqual([]);
      });
    });

    describe('rounds', () => {
      it('come back as they were, whatever text is in them', async () => {
        const texts = fc.string({ unit: 'binary' });
        await fc.assert(
          fc.asyncProperty(fc.uuid(), texts, texts, async (id, ownerId, locale) => {
            const round = newRound({ id, ownerId, locale });
            await stores.rounds.create(round);
            expect(await stores.rounds.get(id)).toEqual(round);
          }),
          { numRuns: 50 },
        );
      });

      it('that are unknown are undefined and cannot be changed', async () => {
        expect(await stores.rounds.get('r1')).toBeUndefined();
        expect(await stores.rounds.update('r1', end)).toBeUndefined();
        expect(await stores.rounds.get('r1')).toBeUndefined();
      });

      it('are changed in place, and the change is returned', async () => {
        await stores.rounds.create(newRound());
        expect(await stores.rounds.update('round-1', end)).toEqual(end(newRound()));
        expect(await stores.rounds.get('round-1')).toEqual(end(newRound()));
      });

      it('are written once a change, and not at all without one', async () => {
        await stores.rounds.create(newRound());
        const before = stores.writes();
        expect(await stores.rounds.update('round-1', (round) => round)).toEqual(newRound());
        expect(stores.writes()).toBe(before);
        await stores.rounds.update('round-1', end);
        expect(stores.writes()).toBe(before + 1);
      });

      it('stay as they are when a change throws, and can be changed afterwards', async () => {
        await stores.rounds.create(newRound());
        const failing = stores.rounds.update('round-1', () => {
          throw new RangeError('no such guess');
        });
        await expect(failing).rejects.toThrow('no such guess');
        expect(await stores.rounds.get('round-1')).toEqual(newRound());
        expect(await stores.rounds.update('round-1', end)).toEqual(end(newRound()));
      });

      it('lose no guess when many come at once', async () => {
        await stores.rounds.create(newRound());
        const target = { kind: 'cell', cell: { column: 4, row: 0 } } as const;
        const ids = Array.from({ length: 100 }, (_, number) => `g${number}`);
        await Promise.all(
          [...ids, ...ids].map((id) =>
            stores.rounds.update(
              'round-1',
              (round) => applyGuesses(round, KEY, { id, playerId: id, targets: [target], at: 1500 }).round,
            ),
          ),
        );
        const stored = await stores.rounds.get('round-1');
        expect(stored?.guesses.map(({ id }) => id)).toEqual(ids);
      });

      it('are listed, and only they', async () => {
        await stores.puzzles.put(puzzleRecord('p1'));
        for (const id of ['r1', 'r2', 'r3']) await stores.rounds.create(newRound({ id }));
        await stores.rounds.delete('r2');
        expect(await listIds(stores.rounds.all())).toEqual(['r1', 'r3']);
      });
    });

    describe('results', () => {
      it('come back by their round, the last one stored', async () => {
        expect(await stores.results.get('r1')).toBeUndefined();
        await stores.results.put(resultIn('2026-11', 'r1'));
        const corrected = { ...resultIn('2026-11', 'r1'), difficulty: 50 };
        await stores.results.put(corrected);
        expect(await stores.results.get('r1')).toEqual(corrected);
        expect(await stores.results.ofMonth('guild-1', '2026-11')).toEqual([corrected]);
      });

      it('are kept by server and month, in the order in which the rounds ended', async () => {
        const kept = ['r3', 'r1', 'r2'].map((id) => resultIn('2026-11', id));
        const others = [resultIn('2026-12', 'r4'), resultIn('2026-11', 'r5', 'guild-2')];
        await Promise.all([...kept, ...others].map((result) => stores.results.put(result)));
        const ids = (await stores.results.ofMonth('guild-1', '2026-11')).map(({ roundId }) => roundId);
        expect(ids).toEqual(['r1', 'r2', 'r3']);
        expect(await stores.results.ofMonth('guild-2', '2026-11')).toEqual([others[1]]);
        expect(await stores.results.ofMonth('guild-2', '2026-12')).toEqual([]);
      });

      it('are listed, each once', async () => {
        for (const id of ['r1', 'r2', 'r2']) await stores.results.put(resultIn('2026-11', id));
        const ids: string[] = [];
        for await (const { roundId } of stores.results.all()) ids.push(roundId);
        expect(ids.sort()).toEqual(['r1', 'r2']);
      });
    });

    describe('the months of a server', () => {
      it('are those in which it has results, oldest first', async () => {
        expect(await stores.results.monthsOf('guild-1')).toEqual([]);
        const results = [resultIn('2026-12', 'r1'), resultIn('2026-02', 'r2'), resultIn('2026-12', 'r3')];
        await Promise.all([...results, resultIn('2026-01', 'r4', 'guild-2')].map((one) => stores.results.put(one)));
        expect(await stores.results.monthsOf('guild-1')).toEqual(['2026-02', '2026-12']);
      });
    });

    describe('dailies', () => {
      const claim = (dayKey: string) => {
        const about = { channelId: 'c', puzzleId: 'p', messageId: null, retryAt: null, at: 0 };
        return { guildId: 'g1', dayKey, state: 'claimed', ...about } as const;
      };

      it('of a server that never had one are empty, and not listed', async () => {
        expect(await stores.dailies.get('g1')).toMatchObject({ guildId: 'g1', settings: null, claimedKeys: [] });
        for await (const { guildId } of stores.dailies.all()) expect(guildId).toBe('none');
      });

      it('lose no change when many come at once', async () => {
        const keys = Array.from({ length: 50 }, (_, number) => `day-${number}`);
        await Promise.all(
          keys.map((key) =>
            stores.dailies.update('g1', (server) => ({ ...server, claimedKeys: [...server.claimedKeys, key] })),
          ),
        );
        expect((await stores.dailies.get('g1')).claimedKeys).toEqual(keys);
      });

      it('are not written when nothing changes', async () => {
        const before = stores.writes();
        await stores.dailies.update('g1', (server) => server);
        expect(stores.writes()).toBe(before);
      });

      it('keep the claims of all days', async () => {
        await stores.dailies.putClaim(claim('2026-11-20'));
        await stores.dailies.putClaim({ ...claim('2026-11-20'), messageId: 'm' });
        expect(await stores.dailies.getClaim('g1', '2026-11-20')).toMatchObject({ messageId: 'm' });
        expect(await stores.dailies.getClaim('g1', '2026-11-21')).toBeUndefined();
        expect(await stores.dailies.getClaim('g2', '2026-11-20')).toBeUndefined();
      });

      it('list every claim once', async () => {
        const days = ['2026-11-20', '2026-11-21'];
        for (const day of [...days, ...days]) await stores.dailies.putClaim(claim(day));
        const listed: string[] = [];
        for await (const { dayKey } of stores.dailies.claims()) listed.push(dayKey);
        expect(listed.sort()).toEqual(days);
      });

      it('have one secret, made once however many ask', async () => {
        const [first, ...others] = await Promise.all([1, 2, 3].map(() => stores.dailies.secret()));
        expect(first?.length).toBeGreaterThan(40);
        expect(new Set([...others, await stores.dailies.secret()])).toEqual(new Set([first]));
      });
    });

    describe('players', () => {
      it('are kept by server', async () => {
        await stores.players.update('g1', 'p1', (record) => withRepair(record, '2026-11-20'));
        expect((await stores.players.get('g1', 'p1')).repairedKeys).toEqual(['2026-11-20']);
        expect((await stores.players.get('g2', 'p1')).repairedKeys).toEqual([]);
      });

      it('are listed, each once', async () => {
        for (const guildId of ['g1', 'g2'])
          await stores.players.update(guildId, 'p1', (record) => withRepair(record, '2026-11-20'));
        const listed: string[] = [];
        for await (const { guildId } of stores.players.all()) listed.push(guildId);
        expect(listed.sort()).toEqual(['g1', 'g2']);
      });

      it('show among all servers only while they want to', async () => {
        const join = (playerId: string, isGlobal: boolean) =>
          stores.players.update('g1', playerId, (record) => ({ ...record, isGlobal }));
        await Promise.all(['p1', 'p2', 'p3'].map((playerId) => join(playerId, true)));
        await join('p2', false);
        const names = async (guildId: string) =>
          (await stores.players.globalPlayers(guildId)).map(({ playerId }) => playerId).sort();
        expect([await names('g1'), await names('g2')]).toEqual([['p1', 'p3'], []]);
        await join('p2', true);
        expect(await names('g1')).toEqual(['p1', 'p2', 'p3']);
      });
    });

    describe('drafts', () => {
      const pictures = { original: 'a', altered: 'b', preview: 'c' };
      const rules = { mode: 'race', timeLimitMs: null, state: { kind: 'open' } } as const;
      const draft: Draft = { id: 'd1', ownerId: 'ada', createdAt: 0, key: KEY, kept: [1], pictures, ...rules };

      it('come back as they were, and go', async () => {
        await stores.drafts.put(draft);
        expect(await stores.drafts.get('d1')).toEqual(draft);
        expect(await listIds(stores.drafts.all())).toEqual(['d1']);
        await stores.drafts.delete('d1');
        expect(await stores.drafts.get('d1')).toBeUndefined();
      });

      it('are changed one after the other, and not at all when nothing changes', async () => {
        await stores.drafts.put(draft);
        const add = (id: number) => stores.drafts.update('d1', (before) => ({ ...before, kept: [...before.kept, id] }));
        await Promise.all([add(2), add(3), add(4)]);
        expect((await stores.drafts.get('d1'))?.kept).toEqual([1, 2, 3, 4]);
        const writes = stores.writes();
        await stores.drafts.update('d1', (before) => before);
        expect(stores.writes()).toBe(writes);
        expect(await stores.drafts.update('d2', (before) => before)).toBeUndefined();
      });
    });

    describe('the newest open round of a channel', () => {
      const create = (id: string, startedAt: number, channelId = 'channel-1') =>
        stores.rounds.create(newRound({ id, startedAt, channelId }));
      const newest = async (channelId = 'channel-1') => (await stores.rounds.newestOpen(channelId))?.id;

      it('is undefined where none was started', async () => {
        await create('r1', 1000, 'channel-2');
        expect(await newest()).toBeUndefined();
      });

      it('is the one that was started last, in whatever order they are stored', async () => {
        await create('r1', 1000);
        await create('r3', 3000);
        await create('r2', 2000);
        expect(await newest()).toBe('r3');
      });

      it('of two that were started at the same time is the one stored last', async () => {
        await create('r1', 1000);
        await create('r2', 1000);
        expect(await newest()).toBe('r2');
      });

      it('falls back to an earlier one when the last is over, until none is left', async () => {
        await create('r1', 1000);
        await create('r2', 2000);
        await stores.rounds.update('r2', end);
        expect(await newest()).toBe('r1');
        await stores.rounds.update('r1', end);
        expect(await newest()).toBeUndefined();
      });

      it('does not mind a round that was deleted', async () => {
        await create('r1', 1000);
        await create('r2', 2000);
        await stores.rounds.delete('r2');
        expect(await newest()).toBe('r1');
        await stores.rounds.delete('r1');
        expect(await newest()).toBeUndefined();
      });

      it('is found when many start at once and others ask meanwhile', async () => {
        const starts = Array.from({ length: 20 }, (_, number) => create(`r${number}`, 1000 + number));
        await Promise.all([...starts, ...Array.from({ length: 20 }, () => newest())]);
        expect(await newest()).toBe('r19');
      });

      it('is the first of all that are open, the newest first', async () => {
        await create('r1', 1000);
        await create('r3', 3000);
        await create('r2', 2000);
        await create('elsewhere', 4000, 'channel-2');
        await stores.rounds.update('r3', end);
        await create('r4', 1500);
        expect((await stores.rounds.openIn('channel-1')).map(({ id }) => id)).toEqual(['r2', 'r4', 'r1']);
      });

      it('is the current state of the round', async () => {
        await create('r1', 1000);
        await stores.rounds.update('r1', (round) => ({ ...round, messageId: 'message-1' }));
        expect((await stores.rounds.newestOpen('channel-1'))?.messageId).toBe('message-1');
      });
    });
  });
}
