import { createHmac } from 'node:crypto';
import { type APIMessage, PermissionFlagsBits } from 'discord.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../src/contract/coded-error.ts';
import type { JobContext } from '../../src/contract/job-runner.ts';
import type { JobRequest } from '../../src/contract/messages.ts';
import { type DailyClaim, type DailySettings, dailyRoundId, type PoolPicture } from '../../src/game/daily.ts';
import { PlaygroundClock } from '../../src/playground/playground-clock.ts';
import type { PlaygroundServer } from '../../src/playground/playground-server.ts';
import type { Store } from '../../src/store/open-store.ts';
import { type BotInABox, PATIENCE_MS, smallPicture, startBotInABox, textOf } from './bot-in-a-box.ts';
import { CannedRunner } from './canned-runner.ts';
import { sampleServer } from './daily-settings.ts';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const DAY = '2026-11-20';
/** Eight in the evening in Berlin. */
const DUE = Date.parse('2026-11-20T19:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let now = DUE;
let box: BotInABox;
let runner: CannedRunner;
afterEach(async () => {
  const { server } = box;
  await box.close();
  server.log.assertNoViolations();
});

/** A runner for which pictures with these first bytes give no puzzle. */
class PickyRunner extends CannedRunner {
  readonly refused: Uint8Array[] = [];

  override async run(request: JobRequest, context: JobContext = {}): Promise<never> {
    const picture = 'picture' in request ? Buffer.from(request.picture) : undefined;
    if (picture && this.refused.some((one) => picture.equals(one))) {
      this.requests.push(request);
      throw new CodedError('no-objects', {});
    }
    return super.run(request, context);
  }
}

async function start(
  at: number,
  settings: Partial<DailySettings> = {},
  prepare: (store: Store, server: PlaygroundServer) => Promise<unknown> = async () => undefined,
): Promise<PickyRunner> {
  now = at;
  const picky = new PickyRunner();
  runner = picky;
  box = await startBotInABox(picky, {
    now: () => now,
    clock: new PlaygroundClock(() => now),
    prepare: async (store, server) => {
      const { guildId, channelId, owner } = server.places;
      const where = { channelId, adminId: owner.id, ...settings };
      await store.dailies.update(guildId, (before) => ({ ...sampleServer(where, { guildId }), pool: before.pool }));
      await prepare(store, server);
    },
  });
  return picky;
}

async function tick(at: number): Promise<void> {
  now = at;
  await box.bot.dailies.tick();
  await box.bot.dailies.whenIdle();
}

/** What the bot has posted in the channel, oldest first. */
const posts = (): readonly APIMessage[] =>
  box.server
    .as(box.server.places.owner)
    .messages()
    .filter(({ author }) => author.id === box.server.places.bot.id);
/** What the bot has written to the admin. */
const told = (): string[] => {
  const { owner } = box.server.places;
  return box.server.as(owner).messages(box.server.places.directChannelId(owner)).map(textOf);
};
const guildId = () => box.server.places.guildId;
const current = async () => (await box.store.dailies.get(guildId())).current;
const claimOf = (server: PlaygroundServer, changes: Partial<DailyClaim> = {}): DailyClaim => {
  const { guildId: id, channelId } = server.places;
  const about = { guildId: id, dayKey: DAY, channelId, puzzleId: 'scene-2026-11-20-medium-5', at: DUE };
  return { ...about, state: 'claimed', messageId: null, retryAt: null, ...changes };
};

describe('a daily', () => {
  it('is prepared ahead, posted on time with pictures and buttons, and once', async () => {
    await start(DUE - 31 * MINUTE_MS);
    await tick(now);
    expect(runner.requests).toHaveLength(0);
    await tick(DUE - 30 * MINUTE_MS);
    expect(runner.requests).toHaveLength(1);
    await tick(DUE - MINUTE_MS);
    expect(posts()).toEqual([]);
    await tick(DUE);
    await tick(DUE + MINUTE_MS);
    expect(runner.requests).toHaveLength(1);
    const [post, ...others] = posts();
    expect(others).toEqual([]);
    expect(post?.attachments.map(({ filename }) => filename)).toEqual(['board.png', 'a.png', 'b.png']);
    expect(textOf(post as APIMessage)).toContain('Daily of November 20, 2026');
    expect(JSON.stringify(post?.components)).toContain(`"guess:${dailyRoundId(guildId(), DAY)}"`);
    expect(await current()).toMatchObject({ state: 'posted', messageId: post?.id, dayKey: DAY });
  });

  it('is played by everybody alone, and the next one brings its answers and podium', async () => {
    await start(DUE);
    await tick(DUE);
    const [post] = posts();
    const { players } = box.server.places;
    for (const [player, cells] of [[players[0], ['B1', 'K4']] as const, [players[1], ['B1']] as const]) {
      for (const cell of cells) {
        const modal = await box.server
          .as(player)
          .click(post as APIMessage, 'Guess')
          .modal();
        expect(textOf(await box.server.as(player).submitModal(modal, { cell }).reply())).toContain('yes!');
      }
    }
    await tick(DUE + DAY_MS);
    const [, next] = posts();
    const text = textOf(next as APIMessage);
    expect(text).toContain('Daily of November 21, 2026');
    expect(text).toContain('The answers of November 20, 2026');
    expect(text).toMatch(new RegExp(`🥇 1. <@${players[0].id}>.*\n🥈 2. <@${players[1].id}>`));
    expect(text).toContain('1. B1: ');
    expect(next?.attachments.map(({ filename }) => filename)).toContain('answers.png');
    expect(await box.store.results.get(dailyRoundId(guildId(), DAY))).toMatchObject({ why: 'time-up' });
    const record = await box.store.players.get(guildId(), players[0].id);
    expect(record.days).toMatchObject([{ dayKey: DAY, found: 2 }]);
  });

  it('notifies the role that was chosen and nobody else', async () => {
    await start(DUE, { roleId: '55' });
    await tick(DUE);
    const sent = box.server.log.requests.find(({ path, method }) => method === 'POST' && /channels/.test(path));
    expect(sent?.body).toMatchObject({ allowed_mentions: { parse: [], roles: ['55'] }, enforce_nonce: true });
    expect(textOf(posts()[0] as APIMessage)).toContain('<@&55>');
  });

  it('of a scene is drawn by a secret, and is one puzzle for all servers that want the same', async () => {
    const others = ['71', '72'];
    await start(DUE, {}, async (store, { places }) => {
      for (const id of others) {
        const where = { channelId: places.otherChannelId, adminId: places.owner.id };
        await store.dailies.update(id, () => sampleServer(where, { guildId: id }));
      }
    });
    await tick(DUE);
    const seed = createHmac('sha256', await box.store.dailies.secret())
      .update(DAY)
      .digest('base64url');
    expect(runner.requests).toMatchObject([{ scene: 'any', options: { seed, level: 'medium', differences: 5 } }]);
    expect(box.server.as(box.server.places.owner).messages(box.server.places.otherChannelId)).toHaveLength(2);
  });
});

describe('an unconfirmed claim', () => {
  /** The bot died right after the post had arrived, and comes back later. */
  async function postAndForget(downtimeMs: number, permissions?: bigint) {
    await start(DUE, {}, async (_, server) => {
      if (permissions !== undefined) server.setBotPermissions(server.places.channelId, permissions);
    });
    await tick(DUE);
    await box.store.dailies.update(guildId(), (server) => ({ ...server, current: claimOf(box.server) }));
    await tick(DUE + downtimeMs);
    await tick(DUE + downtimeMs + MINUTE_MS);
  }

  it.each([0, 3, 45, 180])('is found in the channel %i minutes later, and not posted again', async (minutes) => {
    await postAndForget(minutes * MINUTE_MS);
    expect(posts()).toHaveLength(1);
    expect(await current()).toMatchObject({ state: 'posted', messageId: posts()[0]?.id });
    expect(told()).toEqual([]);
  });

  it('is posted when it is not in the channel, however much others wrote there', async () => {
    await start(DUE);
    // As often as anything tries again.
    const fault = { kind: 'server-error', status: 502, effect: 'before' } as const;
    box.server.faults.next({ method: 'POST', path: /channels\/\d+\/messages$/, times: 16 }, fault);
    await tick(DUE);
    box.server.faults.clear();
    expect([posts(), await current()]).toMatchObject([[], { state: 'claimed' }]);
    const picture = await smallPicture();
    for (let number = 0; number < 120; number++) box.server.as(box.server.places.owner).post([picture]);
    await tick(DUE + 45 * MINUTE_MS);
    await tick(DUE + 46 * MINUTE_MS);
    expect(posts()).toHaveLength(1);
    expect(await current()).toMatchObject({ state: 'posted' });
  });

  it('is not posted again where the bot may not read, and the admin is told once', async () => {
    const blind = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages | PermissionFlagsBits.AttachFiles;
    await postAndForget(45 * MINUTE_MS, blind);
    expect(posts()).toHaveLength(1);
    expect(await current()).toMatchObject({ state: 'unverified' });
    expect(told()).toEqual([expect.stringContaining('I may not read there')]);
  });
});

describe('a post that goes wrong', () => {
  const postPath = { method: 'POST', path: /channels\/\d+\/messages$/ };

  it('on the way back is there once', async () => {
    await start(DUE);
    box.server.faults.next(postPath, { kind: 'server-error', status: 502, effect: 'after' });
    box.server.faults.next(postPath, { kind: 'drop', effect: 'after' });
    await tick(DUE);
    await tick(DUE + MINUTE_MS);
    expect(posts()).toHaveLength(1);
    expect(await current()).toMatchObject({ state: 'posted' });
  });

  it('for want of a permission is told once, can be played meanwhile, and comes later', async () => {
    await start(DUE);
    const { channelId, players } = box.server.places;
    box.server.setBotPermissions(channelId, PermissionFlagsBits.ViewChannel);
    for (const minutes of [0, 1, 10, 20]) await tick(DUE + minutes * MINUTE_MS);
    expect(posts()).toEqual([]);
    expect(told()).toEqual([expect.stringContaining('I may not post in')]);
    const tries = box.server.log.requests.filter(({ status }) => status === 403);
    expect(tries).toHaveLength(3);

    const played = await box.server
      .as(players[0])
      .command('daily')
      .reply(({ attachments }) => attachments.length === 3);
    const modal = await box.server.as(players[0]).click(played, 'Guess').modal();
    expect(textOf(await box.server.as(players[0]).submitModal(modal, { cell: 'B1' }).reply())).toContain('yes!');

    const all = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages | PermissionFlagsBits.AttachFiles;
    box.server.setBotPermissions(channelId, all | PermissionFlagsBits.ReadMessageHistory);
    await tick(DUE + 30 * MINUTE_MS);
    expect(posts()).toHaveLength(1);
    expect(await box.store.rounds.get(dailyRoundId(guildId(), DAY))).toMatchObject({ guesses: [{}] });
    expect((await box.store.dailies.get(guildId())).troubles).toEqual([]);
  });

  it.each([
    [10003, 'gone or closed'],
    [50083, 'archived or locked'],
  ])('because of %i tells the admin what is the matter, once', async (code, sentence) => {
    await start(DUE);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ code, message: 'no' });
    const path = new RegExp(`channels/${box.server.places.channelId}/messages$`);
    box.server.faults.next({ method: 'POST', path, times: 2 }, { kind: 'answer', status: 404, headers, body });
    await tick(DUE);
    await tick(DUE + 10 * MINUTE_MS);
    expect(told()).toEqual([expect.stringContaining(sentence)]);
    await tick(DUE + 20 * MINUTE_MS);
    expect(posts()).toHaveLength(1);
  });
});

describe('a puzzle that cannot be made', () => {
  /** Fails so often, with this code. */
  function failing(picky: PickyRunner, code: 'queue-full' | 'too-few-objects', times: number) {
    let left = times;
    vi.spyOn(picky, 'run').mockImplementation(async (...job) => {
      if (left-- <= 0) return CannedRunner.prototype.run.apply(picky, job);
      throw code === 'queue-full'
        ? new CodedError(code, { waiting: 16 })
        : new CodedError(code, { possible: 1, wanted: 5 });
    });
  }

  it('because others are served first comes a minute later, and the admin hears nothing', async () => {
    failing(await start(DUE), 'queue-full', 1);
    await tick(DUE);
    expect([posts(), (await box.store.dailies.get(guildId())).claimedKeys]).toEqual([[], []]);
    await tick(DUE + MINUTE_MS);
    expect(posts()).toHaveLength(1);
    expect(told()).toEqual([]);
  });

  it('of one scene is made of another, the same for all', async () => {
    failing(await start(DUE), 'too-few-objects', 2);
    await tick(DUE);
    expect(posts()).toHaveLength(1);
    expect(runner.requests).toMatchObject([{ options: { seed: expect.stringMatching(/-2$/) } }]);
  });

  it('of any scene is told once, and tried again', async () => {
    failing(await start(DUE), 'too-few-objects', 12);
    for (const minutes of [0, 1]) await tick(DUE + minutes * MINUTE_MS);
    expect([posts(), told()]).toEqual([[], [expect.stringContaining('I could not make a puzzle')]]);
    await tick(DUE + 2 * MINUTE_MS);
    expect(posts()).toHaveLength(1);
  });
});

describe('a server that removes the bot', () => {
  const settings = async () => (await box.store.dailies.get(guildId())).settings;

  it('has no daily from then on, and its last one counts', async () => {
    await start(DUE);
    await tick(DUE);
    box.server.gateway.dropGuild(false);
    await vi.waitFor(async () => expect(await settings()).toBeNull());
    await vi.waitFor(async () => expect(await box.store.results.get(dailyRoundId(guildId(), DAY))).toBeDefined());
    await tick(DUE + DAY_MS);
    expect(posts()).toHaveLength(1);
  });

  it('keeps its daily while it only cannot be reached', async () => {
    await start(DUE);
    box.server.gateway.dropGuild(true);
    // What comes after it has been read, it has been read too.
    await box.server.as(box.server.places.owner).command('help').reply();
    expect(await settings()).not.toBeNull();
  });
});

describe('the pool', () => {
  const pictures: Uint8Array[] = [];
  const fill = async (store: Store, server: PlaygroundServer) => {
    pictures.length = 0;
    const pool: PoolPicture[] = [];
    for (const name of ['first', 'second', 'third']) {
      const bytes = new TextEncoder().encode(name);
      pictures.push(bytes);
      const picture = await store.pictures.put(bytes, 'image/png');
      pool.push({ id: name, picture, name: `${name}.png`, addedBy: '1', addedAt: 0 });
    }
    await store.dailies.update(server.places.guildId, (before) => ({ ...before, pool }));
  };
  const used = () =>
    runner.requests.map((request) =>
      'picture' in request ? new TextDecoder().decode(request.picture) : 'scene' in request ? 'scene' : '',
    );

  it('is used oldest first, each picture once, then scenes follow', async () => {
    await start(DUE, {}, fill);
    for (let day = 0; day < 4; day++) await tick(DUE + day * DAY_MS);
    expect(used()).toEqual(['first', 'second', 'third', 'scene']);
    // Of a picture rather a puzzle that looks odd than none; a scene has enough by itself.
    const odd = runner.requests.map(
      (request) => 'options' in request && 'odd' in request.options && request.options.odd,
    );
    expect(odd).toEqual([true, true, true, false]);
    expect((await box.store.dailies.get(guildId())).pool).toEqual([]);
    expect(posts()).toHaveLength(4);
  });

  it('can be used newest first', async () => {
    await start(DUE, { poolOrder: 'newest' }, fill);
    for (let day = 0; day < 2; day++) await tick(DUE + day * DAY_MS);
    expect(used()).toEqual(['third', 'second']);
  });

  it('sets aside what gives no puzzle, tells the admin, and takes the next', async () => {
    const picky = await start(DUE, {}, fill);
    picky.refused.push(...pictures.slice(0, 2));
    await tick(DUE);
    expect(used()).toEqual(['first', 'second', 'third']);
    expect(posts()).toHaveLength(1);
    const { pool, setAside } = await box.store.dailies.get(guildId());
    expect(pool).toEqual([]);
    expect(setAside).toMatchObject([
      { id: 'first', reason: { code: 'no-objects' } },
      { id: 'second', reason: { code: 'no-objects' } },
    ]);
    expect(told()).toEqual([expect.stringContaining('first.png'), expect.stringContaining('second.png')]);
  });
});
