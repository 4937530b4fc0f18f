import { type APIMessage, type APIUser, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { dailyRoundId, newDailyServer } from '../../src/game/daily.ts';
import { newPlayerRecord, type PlayerDay } from '../../src/game/player-days.ts';
import type { RoundResult } from '../../src/game/round-result.ts';
import { addDays, dayKeyAt } from '../../src/game/wall-clock.ts';
import type { OptionInputs } from '../../src/playground/people/command-options.ts';
import { type BotInABox, PATIENCE_MS, smallPicture, startBotInABox, textOf } from './bot-in-a-box.ts';
import { CannedRunner } from './canned-runner.ts';
import { sampleServer } from './daily-settings.ts';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const ZONE = 'Europe/Berlin';
const SET = { time: '23:59', zone: ZONE };

let box: BotInABox;
let admin: APIUser;
let players: readonly [APIUser, APIUser];
let guildId: string;
beforeAll(async () => {
  box = await startBotInABox(new CannedRunner());
  ({ owner: admin, players, guildId } = box.server.places);
});
afterEach(() => box.server.log.assertNoViolations());
afterAll(() => box.close());

const isDone = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Loading) === 0;
const isPrivate = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;

/** The answer to a command, which is always for the one who asks. */
async function answer(user: APIUser, name: string, options: OptionInputs = {}): Promise<APIMessage> {
  const message = await box.server.as(user).command(name, options).reply(isDone);
  expect(isPrivate(message)).toBe(true);
  return message;
}
const say = async (user: APIUser, name: string, options?: OptionInputs) => textOf(await answer(user, name, options));
const today = () => dayKeyAt(Date.now(), ZONE);
const stored = () => box.store.dailies.get(guildId);
const reset = () => box.store.dailies.update(guildId, () => newDailyServer(guildId));

async function guess(player: APIUser, message: APIMessage, cell: string): Promise<string> {
  const modal = await box.server.as(player).click(message, 'Guess').modal();
  return textOf(await box.server.as(player).submitModal(modal, { cell }).reply());
}

describe('/daily-admin', () => {
  it('is offered to those who may manage the server, and answers nobody else', async () => {
    expect(() => box.server.as(players[0]).command('daily-admin list')).toThrow('is not offered');
    expect(await say(admin, 'daily-admin list')).toContain('It is off.');
  });

  it('set needs a time and a zone first, and keeps what is left out later', async () => {
    await reset();
    expect(await say(admin, 'daily-admin set', { time: '20:00' })).toContain('both a time');
    const text = await say(admin, 'daily-admin set', {
      ...SET,
      level: 'hard',
      role: box.server.places.moderatorRoleId,
    });
    expect(text).toContain(`Every day at 23:59 (${ZONE}) in <#${box.server.places.channelId}>`);
    expect(text).toMatch(/Next: <t:\d+:f> \(<t:\d+:R>\)/);
    expect((await stored()).settings).toMatchObject({ level: 'hard', differences: 7, adminId: admin.id });
    await answer(admin, 'daily-admin set', { time: '7.05', quiet: true });
    expect((await stored()).settings).toMatchObject({ time: '07:05', zone: ZONE, level: 'hard', roleId: null });
  });

  it.each([
    [{ time: '25:00', zone: ZONE }, 'is no time of day'],
    [{ time: '20:00', zone: 'Mars/Base' }, 'I do not know the time zone “Mars/Base”'],
  ])('set refuses %j', async (options, sentence) =>
    expect(await say(admin, 'daily-admin set', options)).toContain(sentence),
  );

  it('set refuses to notify everyone, and a channel that is closed to the bot', async () => {
    expect(await say(admin, 'daily-admin set', { ...SET, role: guildId })).toContain('I do not notify everyone');
    const { otherChannelId } = box.server.places;
    box.server.setBotPermissions(otherChannelId, PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages);
    await vi.waitFor(async () =>
      expect(await say(admin, 'daily-admin set', { ...SET, channel: otherChannelId })).toContain('I may not do what'),
    );
  });

  it('set completes time zones by city, by the newest names too', async () => {
    const offered = async (zone: string) => {
      const handle = box.server.as(admin).autocomplete('daily-admin set', { zone }, 'zone');
      return (await handle.choices()).map(({ value }) => value);
    };
    expect(await offered('ho_chi')).toContain('Asia/Ho_Chi_Minh');
    expect((await offered('lord'))[0]).toBe('Australia/Lord_Howe');
    expect(await offered('xyz')).toEqual([]);
  });

  it('add, list and remove look after the pool', async () => {
    await reset();
    const image = await smallPicture();
    expect(await say(admin, 'daily-admin add', { image })).toContain('holds 1 picture now');
    expect(await say(admin, 'daily-admin add', { image })).toContain('in the pool already');
    const text = { name: 'notes.png', bytes: new TextEncoder().encode('no picture') };
    expect(await say(admin, 'daily-admin add', { image: text })).toContain('not a picture I can read');
    expect(await say(admin, 'daily-admin list')).toMatch(/1 picture in the pool:\n• cat.png \(\w{8}\)/);
    const [choice] = await box.server
      .as(admin)
      .autocomplete('daily-admin remove', { picture: 'cat' }, 'picture')
      .choices();
    expect(await say(admin, 'daily-admin remove', { picture: String(choice?.value) })).toContain('is out of the pool');
    expect(await say(admin, 'daily-admin remove', { picture: 'nothing' })).toContain('no picture nothing');
    expect((await stored()).pool).toEqual([]);
  });

  it('skip leaves out the next one', async () => {
    await reset();
    expect(await say(admin, 'daily-admin skip')).toContain('has no daily now');
    await answer(admin, 'daily-admin set', SET);
    expect(await say(admin, 'daily-admin skip')).toMatch(/There is no daily on .*\. The next one comes <t:\d+:R>/);
    expect((await stored()).skippedKeys).toHaveLength(1);
    expect(await say(admin, 'daily-admin list')).toContain('Skipped: ');
  });

  it('post-now posts today’s at once, and no second time', async () => {
    await reset();
    await answer(admin, 'daily-admin set', SET);
    expect(await say(admin, 'daily-admin post-now')).toContain(`https://discord.com/channels/${guildId}/`);
    const { current } = await stored();
    expect(current).toMatchObject({ state: 'posted', dayKey: today() });
    expect(await say(admin, 'daily-admin post-now')).toContain('posted already');
    await box.bot.dailies.tick();
    await box.bot.dailies.whenIdle();
    expect((await stored()).current).toEqual(current);
  });

  it('off ends the one that is open and counts it', async () => {
    expect(await say(admin, 'daily-admin off')).toContain('The daily is off');
    await vi.waitFor(async () =>
      expect(await box.store.results.get(dailyRoundId(guildId, today()))).toMatchObject({ why: 'time-up' }),
    );
    expect(await say(admin, 'daily-admin off')).toContain('has no daily now');
    expect(await say(players[0], 'daily')).toContain('has no daily now');
  });
});

describe('/daily', () => {
  const past = () => addDays(today(), -3);
  let post: APIMessage;

  beforeAll(async () => {
    await box.store.rounds.delete(dailyRoundId(guildId, today()));
    await box.store.results.put({ ...emptyResult(), roundId: 'reset' });
    await reset();
    await answer(admin, 'daily-admin set', SET);
  });

  it('says when the next one comes while there is none', async () => {
    expect(await say(players[0], 'daily')).toMatch(/The next one comes <t:\d+:R>/);
  });

  it('shows today’s to each player with their own board and streak', async () => {
    await answer(admin, 'daily-admin post-now');
    post = await answer(players[0], 'daily');
    expect(post.attachments).toHaveLength(3);
    expect(textOf(post)).toContain('0 of 3 found');
    expect(await guess(players[0], post, 'B1')).toContain('yes!');
    expect(await say(players[0], 'daily')).toMatch(/1 of 3 found.*\n.*Streak: 1 day/);
    expect(await say(players[1], 'daily')).toContain('No streak yet');
  });

  it('keeps the answers from moderators too until the next one', async () => {
    const text = await say(box.server.places.moderator, 'reveal');
    expect(text).toContain('You can give up instead');
  });

  it('lets past ones be played for fun, without a score and without others', async () => {
    const { puzzleId } = (await stored()).current ?? { puzzleId: '' };
    const about = { channelId: '1', puzzleId, messageId: null, retryAt: null, at: 0, state: 'posted' } as const;
    await box.store.dailies.putClaim({ guildId, dayKey: past(), ...about });
    await box.store.dailies.update(guildId, (server) => ({ ...server, claimedKeys: [past(), ...server.claimedKeys] }));
    const choices = await box.server.as(players[1]).autocomplete('daily', { day: past() }, 'day').choices();
    expect(choices.map(({ value }) => value)).toEqual([past()]);

    const played = await answer(players[1], 'daily', { day: past() });
    expect(textOf(played)).toContain('counts for nothing');
    expect(await guess(players[1], played, 'B1')).toContain('yes!');
    expect(textOf(await answer(players[1], 'daily', { day: past() }))).toContain('1 of 3 found');
    expect((await box.store.players.get(guildId, players[1].id)).days).toEqual([]);
    expect(await say(players[1], 'guess', { cell: 'K4' })).toContain('yes!');
    expect(await box.store.rounds.get(dailyRoundId(guildId, today()))).toMatchObject({ guesses: [{}, {}] });
  });

  it.each(['2019-01-01', 'yesterday'])('knows no daily of %s', async (day) =>
    expect(await say(players[0], 'daily', { day })).toContain(`There was no daily here on ${day}`),
  );

  it('says so when the puzzle of a day is gone', async () => {
    const day = addDays(today(), -50);
    const about = { channelId: '1', puzzleId: 'gone', messageId: null, retryAt: null, at: 0, state: 'posted' } as const;
    await box.store.dailies.putClaim({ guildId, dayKey: day, ...about });
    expect(await say(players[0], 'daily', { day })).toContain('no longer stored');
  });

  it('has its streak mended by an admin', async () => {
    expect(await say(admin, 'daily-admin repair', { player: players[0].id, day: past() })).toContain(
      'counts for the streak',
    );
    expect(await say(players[0], 'daily')).toContain('Streak: 2 days');
    expect(await say(admin, 'daily-admin repair', { player: players[0].id, day: '2019-01-01' })).toContain(
      'no daily here',
    );
  });
});

function emptyResult(): RoundResult {
  const about = { guildId, channelId: '1', mode: 'race', level: 'easy', difficulty: 1, differences: 3 } as const;
  return { ...about, roundId: 'r', startedAt: 0, endedAt: Date.now(), why: 'all-found', players: [] };
}

describe('/leaderboard', () => {
  const player = (playerId: string, points: number) => {
    return { playerId, points, found: 1, missed: 0, hints: 0, complete: false, elapsedMs: 1 };
  };

  beforeAll(async () => {
    await box.store.dailies.update(guildId, () => sampleServer({ zone: ZONE }, { guildId }));
    const many = Array.from({ length: 23 }, (_, index) => player(String(1000 + index), 1000 - 10 * index));
    const old = Date.now() - 400 * 24 * 60 * 60 * 1000;
    await box.store.results.put({ ...emptyResult(), roundId: 'r1', players: [...many, player(players[0].id, 5)] });
    await box.store.results.put({ ...emptyResult(), roundId: 'r2', endedAt: old, players: [player('77', 9999)] });
  });

  it('ranks this week by default, tells the own rank and when it starts anew, and turns pages', async () => {
    const first = await answer(players[0], 'leaderboard');
    expect(textOf(first)).toContain('1. <@1000>: **1,000** points (1 round)');
    expect(textOf(first)).toContain('Page 1 of 3, 24 players');
    expect(textOf(first)).toMatch(new RegExp(`…\n24. <@${players[0].id}>: \\*\\*5\\*\\* points`));
    expect(textOf(first)).toMatch(/Starts anew <t:\d+:f>/);
    await box.server.as(players[0]).click(first, 'Next').acknowledged();
    const turned = () =>
      box.server
        .as(players[0])
        .messages()
        .find(({ id }) => id === first.id);
    await vi.waitFor(() => expect(textOf(turned() as APIMessage)).toContain('11. <@1010>'));
    expect(() => box.server.as(players[0]).click(first, 'Nowhere')).toThrow();
  });

  it('of all time looks back further, that of dailies leaves out the rest', async () => {
    expect(await say(players[0], 'leaderboard', { period: 'all' })).toContain('1. <@77>: **9,999** points');
    expect(await say(players[0], 'leaderboard', { period: 'all', games: 'dailies' })).toContain(
      'Nobody has played yet',
    );
  });

  it('shows today’s daily while it is played', async () => {
    await answer(admin, 'daily-admin set', SET);
    await box.store.rounds.delete(dailyRoundId(guildId, today()));
    await answer(admin, 'daily-admin post-now');
    const post = await answer(players[1], 'daily');
    await guess(players[1], post, 'B1');
    const text = await say(players[1], 'leaderboard', { period: 'day', games: 'dailies' });
    expect(text).toMatch(new RegExp(`1. <@${players[1].id}>: \\*\\*\\d+\\*\\* points`));
  });

  it('of all servers is for servers and players who want it, and counts a day once', async () => {
    const options = { scope: 'global', period: 'all' };
    expect(await say(players[1], 'leaderboard', options)).toContain('does not take part');
    await answer(admin, 'daily-admin set', { global: true });
    const board = await answer(players[1], 'leaderboard', options);
    expect(textOf(board)).toContain('Nobody has played yet');
    const shown = () =>
      box.server
        .as(players[1])
        .messages()
        .find(({ id }) => id === board.id) as APIMessage;
    await box.server.as(players[1]).click(board, 'Show me here').acknowledged();
    await vi.waitFor(() => expect(textOf(shown())).toContain(`1. <@${players[1].id}>`));
    const before = /\*\*(\d+)\*\*/.exec(textOf(shown()))?.[1];

    // The same day elsewhere, with less: the best counts.
    const day: PlayerDay = { dayKey: today(), points: 1, found: 1, missed: 0, hints: 0, complete: false, elapsedMs: 1 };
    await box.store.dailies.update('71', () => sampleServer({ isGlobal: true }, { guildId: '71' }));
    const elsewhere = { ...newPlayerRecord('71', players[1].id), days: [day], isGlobal: true };
    await box.store.players.update('71', players[1].id, () => elsewhere);
    await box.server.as(players[1]).click(shown(), 'Do not show me here').acknowledged();
    await vi.waitFor(() => expect(textOf(shown())).toContain('**1** points'));
    await box.server.as(players[1]).click(shown(), 'Show me here').acknowledged();
    await vi.waitFor(() => expect(textOf(shown())).toContain(`**${before}** points (1 round)`));
  });
});

describe('/stats', () => {
  it('tells the numbers and draws the days of a player', async () => {
    const message = await answer(players[0], 'stats', { player: players[1].id });
    expect(message.attachments).toMatchObject([
      { filename: 'chart.png', description: expect.stringContaining('bar chart') },
    ]);
    expect(textOf(message)).toContain('1 daily played, 0 with everything found');
  });

  it('says so when there is nothing to tell', async () => {
    expect(await say(admin, 'stats')).toContain('has not played a daily here yet');
  });
});
