import { describe, expect, it } from 'vitest';
import { parseBoardSubject } from '../../../src/bot/board-choice.ts';
import { dailyListView } from '../../../src/bot/views/daily-list.ts';
import { dailyPlayView } from '../../../src/bot/views/daily-play.ts';
import { dailyPostView } from '../../../src/bot/views/daily-post.ts';
import { pictureFile } from '../../../src/bot/views/files.ts';
import { leaderboardView } from '../../../src/bot/views/leaderboard.ts';
import { statsView } from '../../../src/bot/views/stats.ts';
import { DAILY_TROUBLES, dailyRoundId, type PoolPicture } from '../../../src/game/daily.ts';
import { pageOf, rank } from '../../../src/game/leaderboards.ts';
import { chartBars, summarise } from '../../../src/game/player-stats.ts';
import { translator } from '../../../src/i18n.ts';
import { sampleServer } from '../../e2e/daily-settings.ts';
import { find, samplePuzzle, sampleRound } from '../sample-game.ts';
import { expectValid, filesOf, partsOf, textOf } from './valid-view.ts';

const t = translator('en-US');
const bytes = new Uint8Array([1]);
const DAY = '2026-11-20';
const ID = dailyRoundId('123456789012345678', DAY);
const round = sampleRound({ id: ID, mode: 'solo', guesses: [find(1, 'ada'), find(2, 'ada'), find(3, 'bob')] });
const game = { dayKey: DAY, round, puzzle: samplePuzzle };
const files = (['board', 'original', 'altered'] as const).map((role) => pictureFile(samplePuzzle, role, bytes, t));
const textsOf = (view: Parameters<typeof textOf>[0]) => textOf(view).join('\n');

describe('the post of a day', () => {
  it('is valid with and without a day before', () => {
    const today = { ...game, dayKey: '2026-11-21', roleId: null };
    for (const yesterday of [undefined, { ...game, answers: bytes }])
      expectValid(dailyPostView(today, yesterday, t, files));
  });

  it('names the day in the language of the server, and each button plays the day', () => {
    const view = dailyPostView({ ...game, roleId: null }, undefined, translator('en-GB'), files);
    expect(textsOf(view)).toContain('Daily of 20 November 2026');
    const ids = partsOf(view).flatMap(({ custom_id }) => custom_id ?? []);
    expect(ids).toEqual(['guess', 'zoom', 'hint', 'give-up', 'share'].map((kind) => `${kind}:${ID}`));
  });

  it('tells the answers and the podium of the day before, shared ranks with one medal', () => {
    const alike = { ...round, guesses: [find(1, 'ada'), find(2, 'bob')].map((guess) => ({ ...guess, at: 5 })) };
    const view = dailyPostView({ ...game, roleId: null }, { ...game, round: alike, answers: bytes }, t, files);
    expect(textsOf(view)).toMatch(/🥇 1. <@ada>.*\n🥇 1. <@bob>/);
    expect(textsOf(view)).toContain('1. B1: changed colour');
    expect(filesOf(view).map(({ name }) => name)).toContain('answers.webp');
  });

  it('says so when nobody played', () => {
    const view = dailyPostView(
      { ...game, roleId: null },
      { ...game, round: sampleRound({ id: ID }), answers: bytes },
      t,
      files,
    );
    expect(textsOf(view)).toContain('Nobody played.');
  });
});

describe('a daily for one player', () => {
  const streak = { current: 8, longest: 9, freezes: 1, frozenKeys: [] };

  it('tells their own finds and their streak', () => {
    const view = dailyPlayView({ ...game, playerId: 'ada', streak }, t, files);
    expectValid(view);
    expect(textsOf(view)).toContain('**2 of 3 found**\n🔥 Streak: 8 days · 🧊 1 freeze');
  });

  it('of the past counts for nothing', () => {
    expect(textsOf(dailyPlayView({ ...game, playerId: 'eve', streak: undefined }, t, files))).toContain(
      'counts for nothing',
    );
  });
});

describe('the list for admins', () => {
  const picture = (id: string): PoolPicture => {
    return { id, picture: 'x.png', name: `${id}${'n'.repeat(50)}.png`, addedBy: '123456789012345678', addedAt: 0 };
  };
  const many = Array.from({ length: 100 }, (_, index) => picture(`${index}`));

  it('stays within a message however much there is to tell', () => {
    const setAside = many.map(
      (one) => ({ ...one, reason: { code: 'too-few-objects', details: { possible: 1, wanted: 5 } } }) as const,
    );
    const full = sampleServer({ roleId: '5' }, { pool: many, setAside, troubles: DAILY_TROUBLES });
    expectValid(dailyListView(full, 0, t));
    expect(textsOf(dailyListView(full, 0, t))).toContain('and 90 more');
    expect(textsOf(dailyListView(full, 0, t))).toContain('gave no puzzle: This picture has room for only 1');
  });

  it('says that it is off', () => {
    expect(textsOf(dailyListView({ ...sampleServer(), settings: null }, 0, t))).toContain('It is off.');
  });
});

describe('a leaderboard', () => {
  const entries = Array.from({ length: 25 }, (_, index) => {
    return { playerId: `${123456789012345678n + BigInt(index)}`, points: 100_000 - index, found: 1, rounds: 1 };
  });
  const choice = { period: 'month', scope: 'global', games: 'all' } as const;

  it.each([0, 1, 2, 3])('is valid on page %i', (page) => {
    const board = { choice, resetAt: 1_700_000_000_000, takesPart: page === 1, page: pageOf(rank(entries), page, 'x') };
    expectValid(leaderboardView(board, t));
  });

  it('has a button only where there is something to press', () => {
    const page = pageOf([], 1, 'x');
    const server = leaderboardView(
      { choice: { ...choice, scope: 'server' }, resetAt: null, takesPart: false, page },
      t,
    );
    expectValid(server);
    expect(partsOf(server).some(({ custom_id }) => custom_id !== undefined)).toBe(false);
    const global = leaderboardView({ choice, resetAt: null, takesPart: true, page }, t);
    expect(partsOf(global).flatMap(({ custom_id }) => custom_id ?? [])).toEqual(['board-leave:month-global-all:1']);
  });

  it.each(['', 'week', 'week-moon-all', 'week-server-all-more-', 'year-server-all'])('is none of %j', (text) => {
    if (text.startsWith('week-server')) expect(parseBoardSubject(text)).toMatchObject({ period: 'week' });
    else expect(() => parseBoardSubject(text)).toThrow('round-not-found');
  });
});

describe('the numbers of a player', () => {
  const day = (index: number, points: number) => {
    const dayKey = `2026-11-${String(index).padStart(2, '0')}`;
    return { dayKey, points, found: 2, missed: 1, hints: 0, complete: points > 100, elapsedMs: 1 };
  };
  const streak = { current: 1, longest: 3, freezes: 0, frozenKeys: ['2026-11-02'] };
  const record = { guildId: '1', playerId: '2', days: [day(1, 150), day(4, -20)], repairedKeys: [], isGlobal: false };
  const bars = chartBars(record, streak, ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04']);

  it('come with a chart that is told in words too', () => {
    expect(bars).toEqual([
      { label: '11-01', value: 150, kind: 'complete' },
      { label: '11-02', value: 0, kind: 'saved' },
      { label: '11-03', value: 0, kind: 'missed' },
      { label: '11-04', value: -20, kind: 'partial' },
    ]);
    const chart = { bytes, mediaType: 'image/png', width: 1, height: 1 } as const;
    const view = statsView({ playerId: '2', streak, summary: summarise(record), bars, chart }, t);
    expectValid(view);
    expect(textsOf(view)).toContain('130 points in all, 65 on average, 150 at best');
    expect(filesOf(view)[0]?.description).toContain('last 4 dailies: 11-01: 150, 11-04: −20');
  });

  it('of nobody are told in a sentence', () => {
    const none = { ...record, days: [] };
    const view = statsView({ playerId: '2', streak, summary: summarise(none), bars: [], chart: undefined }, t);
    expect(textsOf(view)).toContain('has not played');
    expect(summarise(none)).toMatchObject({ days: 0, best: 0 });
  });
});
