import type { APIMessage, APIUser } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BotInABox, isPost, PATIENCE_MS, smallPicture, startBotInABox, textOf } from './bot-in-a-box.ts';
import { CannedRunner } from './canned-runner.ts';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const MINUTE_MS = 60_000;
const OWN_EDIT = /\/channels\/\d+\/messages/;
let box: BotInABox;
let ada: APIUser;
let bob: APIUser;

beforeAll(async () => {
  box = await startBotInABox(new CannedRunner());
  [ada, bob] = box.server.places.players;
});
afterEach(() => box.server.log.assertNoViolations());
afterAll(() => box.close());

const here = () => ({ channelId: box.server.places.privateChannelId });
const startPuzzle = async (options: object = {}): Promise<APIMessage> =>
  box.server
    .as(ada)
    .command('puzzle', { image: await smallPicture(), ...options }, here())
    .reply(isPost);
const says = (id: string, text: string) =>
  box.server.message((message) => message.id === id && textOf(message).includes(text), here().channelId);

/** The newest round of a channel, once the bot has noted its post. */
async function postedRound(post: APIMessage) {
  for (;;) {
    const [round] = await box.store.rounds.openIn(post.channel_id);
    if (round?.live != null) return { ...round, live: round.live };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Lets the bot believe that a round is older, and Discord that its tokens are. */
async function growOlder(post: APIMessage, ms: number): Promise<void> {
  box.server.clock.jump(ms);
  const round = await postedRound(post);
  await box.store.rounds.update(round.id, (before) => ({ ...before, live: { ...round.live, at: round.live.at - ms } }));
}

describe('among people where the bot is no member', () => {
  it('a post says so, and is brought up to date by the token of its command', async () => {
    const post = await startPuzzle();
    expect(textOf(post)).toContain('I am a guest here');
    await box.server.as(bob).command('guess', { cell: 'B1' }, here()).reply();
    await says(post.id, '1 of 3 found');
    expect(box.server.log.find('PATCH', OWN_EDIT)).toEqual([]);
    // The token is stored with the round.
    await box.restart();
    await box.server.as(bob).command('guess', { cell: 'K4' }, here()).reply();
    await says(post.id, '2 of 3 found');
  });

  it('after 15 minutes finds are told in a new message, with which the game goes on', async () => {
    const post = await startPuzzle();
    await growOlder(post, 16 * MINUTE_MS);
    const find = box.server.as(bob).click(post, 'Guess').modal();
    const summary = await box.server
      .as(bob)
      .submitModal(await find, { cell: 'B1' })
      .followUp();
    expect(textOf(summary)).toContain('1 of 3 found');
    expect((summary.flags ?? 0) & 64).toBe(0);
    expect(textOf(post)).toContain('0 of 3 found');
    const modal = await box.server.as(ada).click(summary, 'Guess').modal();
    const last = box.server.as(ada).submitModal(modal, { cell: 'K4 C7' });
    expect(textOf(await last.followUp(({ attachments }) => attachments.length === 1))).toContain('Solved');
    await says(summary.id, 'All 3 found');
    expect(box.logLines().filter(({ level }) => level >= 40)).toEqual([]);
  });

  it('the answers come through the token when time is up, and behind the button when it is too old for that', async () => {
    const end = async (post: APIMessage) => {
      const { id } = await postedRound(post);
      await box.store.rounds.update(id, (before) => ({ ...before, endsAt: Date.now() }));
      await box.bot.watchRounds();
    };
    const withAnswers = (message: APIMessage) => message.attachments.length === 1;
    const first = await startPuzzle({ minutes: 1 });
    await end(first);
    await box.server.message(withAnswers, here().channelId);
    const second = await startPuzzle({ minutes: 60 });
    box.server.clock.jump(16 * MINUTE_MS);
    await end(second);
    await vi.waitFor(() => expect(box.logLines().map(({ msg }) => msg)).toContain('the answers cannot be posted here'));
    const answers = await box.server.as(bob).click(second, 'Reveal').reply(withAnswers);
    expect(textOf(answers)).toContain('K4: disappeared');
  });
});

describe('an hour after a puzzle was posted in a server', () => {
  it('a find is told in a new post, and the old one is closed at the end', async () => {
    const post = await box.server
      .as(ada)
      .command('puzzle', { image: await smallPicture() })
      .reply(isPost);
    await growOlder(post, 61 * MINUTE_MS);
    await box.server.as(bob).command('guess', { cell: 'B1' }).reply();
    const summary = await box.server.message(
      (message) => textOf(message).includes('The pictures are here') && textOf(message).includes('1 of 3 found'),
    );
    expect(textOf(summary)).toContain(`https://discord.com/channels/${box.server.places.guildId}/`);
    expect(box.server.log.find('PATCH', new RegExp(`/messages/${post.id}$`))).toEqual([]);
    await box.server.as(bob).click(summary, 'Hint').reply();
    await box.server.message((message) => message.id === summary.id && textOf(message).includes('1 hint given'));
    await box.server.as(bob).command('guess', { cell: 'K4 C7' }).reply();
    await box.server.message((message) => message.id === summary.id && textOf(message).includes('All 3 found'));
    await box.server.message((message) => message.id === post.id && textOf(message).includes('All 3 found'));
  });
});

describe('direct messages with the bot', () => {
  it('are brought up to date by the bot itself', async () => {
    const at = { channelId: box.server.places.directChannelId(ada) };
    const post = await box.server
      .as(ada)
      .command('puzzle', { image: await smallPicture() }, at)
      .reply(isPost);
    expect(textOf(post)).not.toContain('I am a guest here');
    await box.server.as(ada).click(post, 'Hint').reply();
    await box.server.message(
      (message) => message.id === post.id && textOf(message).includes('1 hint given'),
      at.channelId,
    );
  });
});
