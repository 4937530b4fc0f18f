import type { APIMessage, APIUser } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotInABox, isPost, smallPicture, startBotInABox, textOf } from './bot-in-a-box.ts';
import { CannedRunner } from './canned-runner.ts';

const EPHEMERAL = 64;
const runner = new CannedRunner();
let box: BotInABox;
let owner: APIUser;
let moderator: APIUser;
let ada: APIUser;
let bob: APIUser;
let post: APIMessage;

const warnings: Error[] = [];
process.on('warning', (warning) => warnings.push(warning));

beforeAll(async () => {
  box = await startBotInABox(runner);
  ({ owner, moderator } = box.server.places);
  [ada, bob] = box.server.places.players;
});
beforeEach(async () => {
  post = await startPuzzle(ada);
});
afterEach(() => box.server.log.assertNoViolations());
afterAll(() => box.close());

async function startPuzzle(user: APIUser): Promise<APIMessage> {
  const options = { image: await smallPicture() };
  return box.server.as(user).command('puzzle', options).reply(isPost);
}

/** The answer to a guess by the button and its modal. */
async function guess(user: APIUser, cell: string): Promise<APIMessage> {
  const person = box.server.as(user);
  const modal = await person.click(post, 'Guess').modal();
  const answer = await person.submitModal(modal, { cell }).reply();
  expect((answer.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL);
  return answer;
}

const postSays = (text: string) =>
  box.server.message((message) => message.id === post.id && textOf(message).includes(text));

describe('a puzzle', () => {
  it('is posted with its files, and every file has a text', () => {
    expect(post.attachments.map(({ filename }) => filename)).toEqual(['board.png', 'a.png', 'b.png']);
    expect(post.attachments.every(({ description }) => (description ?? '').length > 20)).toBe(true);
    expect(textOf(post)).toContain('Spot the difference: 3 to find');
    expect(textOf(post)).toContain('0 of 3 found');
    expect(textOf(post)).not.toContain(String(runner.work.at(-1)?.kind));
  });

  it('is made for the one who asked, of what was asked', async () => {
    const options = { image: await smallPicture(), level: 'hard', differences: 4, seed: 'abc' };
    await box.server.as(bob).command('puzzle', options).reply(isPost);
    expect(runner.work.at(-1)).toMatchObject({
      kind: 'make-puzzle',
      options: { level: 'hard', differences: 4, seed: 'abc' },
    });
    expect(runner.contexts.at(-1)?.userId).toBe(bob.id);
  });

  it('is made of a scene when one is chosen, and its text says so', async () => {
    const posted = await box.server.as(bob).command('puzzle', { scene: 'park', seed: 'abc' }).reply(isPost);
    expect(runner.work.at(-1)).toMatchObject({ kind: 'make-puzzle', scene: 'park', options: { seed: 'abc' } });
    const [, original] = posted.attachments;
    expect(original?.description).toBe('Picture A, the original, the drawn scene “Park”, 1,200 by 800 pixels.');
    await box.server.as(bob).command('puzzle', { scene: 'any' }).reply(isPost);
    expect(runner.work.at(-1)).toMatchObject({ scene: 'any' });
  });

  it('is made of a picture or of a scene, not of both and not of neither', async () => {
    const asked = runner.work.length;
    const refusal = async (options: Parameters<ReturnType<typeof box.server.as>['command']>[1]) =>
      textOf(
        await box.server
          .as(bob)
          .command('puzzle', options)
          .reply((message) => textOf(message) !== ''),
      );
    expect(await refusal({ image: await smallPicture(), scene: 'park' })).toContain('both a picture and a scene');
    expect(await refusal({ level: 'easy' })).toContain('neither a picture nor a scene');
    expect(runner.work.length).toBe(asked);
  });

  it('shows how far it is while it is made', async () => {
    let finish = () => {};
    runner.until = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const handle = box.server.as(ada).command('puzzle', { image: await smallPicture() });
    expect(await handle.acknowledged()).toBeLessThan(3000);
    const working = await handle.reply((message) => textOf(message).includes('100%'));
    expect(textOf(working)).toContain('Drawing the board');
    finish();
    runner.until = undefined;
    const done = await handle.reply(isPost);
    expect(done.id).toBe(working.id);
  });
});

describe('guesses', () => {
  it('are right, wrong, repeated or malformed', async () => {
    expect(textOf(await guess(ada, 'k4'))).toMatch(/^✅ K4: yes! It disappeared\. \+\d+ points\.\n1 of 3 found/);
    expect(textOf(await guess(bob, '4 K'))).toContain(`already found by <@${ada.id}>`);
    expect(textOf(await guess(ada, 'K4'))).toContain('you have found that one already');
    expect(textOf(await guess(bob, 'A8'))).toMatch(
      /A8: nothing there\. −\d+ points\.\n1 of 3 found · .* 13 wrong guesses left/,
    );
    expect(textOf(await guess(bob, 'Z99'))).toContain('from A1 to L8');
    expect(textOf(await postSays('1 of 3 found'))).toContain(`K4 by <@${ada.id}> after 0:`);
    const round = await box.store.rounds.newestOpen(box.server.places.channelId);
    expect(round?.guesses.map(({ verdict }) => verdict.kind)).toEqual(['found', 'repeated', 'repeated', 'missed']);
  });

  it('by command are about the newest puzzle of the channel', async () => {
    const newest = await startPuzzle(bob);
    const answer = await box.server.as(ada).command('guess', { cell: 'B1' }).reply();
    expect(textOf(answer)).toContain('B1: yes!');
    const rounds = box.store.rounds;
    expect((await rounds.newestOpen(post.channel_id))?.messageId).toBe(newest.id);
    expect((await rounds.newestOpen(post.channel_id))?.guesses).toHaveLength(1);
  });

  it('by command need an open puzzle in the channel', async () => {
    const { otherChannelId } = box.server.places;
    const answer = await box.server.as(ada).command('guess', { cell: 'B1' }, { channelId: otherChannelId }).reply();
    expect(textOf(answer)).toContain('There is no open puzzle in this channel.');
    expect((answer.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL);
  });

  it('end the round with the last difference, and everybody sees the answers', async () => {
    for (const cell of ['B1', 'C7']) await guess(ada, cell);
    const person = box.server.as(bob);
    const last = person.submitModal(await person.click(post, 'Guess').modal(), { cell: 'K4' });
    expect(textOf(await last.reply())).toContain('All found!');
    const answers = await last.followUp();
    expect((answers.flags ?? 0) & EPHEMERAL).toBe(0);
    expect(textOf(answers)).toContain(`K4: disappeared (found by <@${bob.id}>)`);
    expect(answers.attachments.map(({ filename }) => filename)).toEqual(['answers.png']);
    const over = await postSays('Solved!');
    expect(() => person.click(over, 'Guess')).toThrow();
  });

  it('of two people at the same moment count once', async () => {
    const modals = await Promise.all([ada, bob].map((user) => box.server.as(user).click(post, 'Guess').modal()));
    const answers = await Promise.all(
      [ada, bob].map((user, index) => {
        const modal = modals[index];
        if (modal === undefined) throw new Error('two people have two modals');
        return box.server.as(user).submitModal(modal, { cell: 'C7' }).reply();
      }),
    );
    const texts = answers.map(textOf).sort();
    expect(texts.filter((text) => text.includes('yes!'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('already found'))).toHaveLength(1);
  });
});

describe('hints', () => {
  it('narrow a place down, and the post counts them', async () => {
    const person = box.server.as(bob);
    const first = await person.click(post, 'Hint').reply();
    expect((first.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL);
    expect(textOf(first)).toContain('Look in the top left quarter');
    expect(textOf(await person.click(post, 'Hint').reply())).toContain('Look closely at B1.');
    expect(textOf(await postSays('2 hints given'))).toContain('0 of 3 found');
  });
});

describe('the answers', () => {
  it('are not for strangers', async () => {
    const answer = await box.server.as(bob).click(post, 'Reveal').reply();
    expect(textOf(answer)).toContain('Only the one who started this puzzle or a moderator');
    expect((answer.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL);
    expect(textOf(await box.server.as(bob).command('reveal').reply())).toContain('You can give up instead');
  });

  it.each(['the one who started', 'a moderator', 'the owner of the server'])(
    'are shown to everybody by %s',
    async (who) => {
      const user = who.includes('started') ? ada : who.includes('moderator') ? moderator : owner;
      const answers = await box.server
        .as(user)
        .click(post, 'Reveal')
        .reply((message) => message.attachments.length === 1);
      expect((answers.flags ?? 0) & EPHEMERAL).toBe(0);
      expect(textOf(answers)).toContain('1. B1: changed colour');
      expect(textOf(await postSays('Revealed.'))).toContain('0 of 3 were found');
    },
  );

  it('come by command for the newest puzzle', async () => {
    const answers = await box.server
      .as(ada)
      .command('reveal')
      .reply((message) => message.attachments.length === 1);
    expect(answers.attachments[0]?.filename).toBe('answers.png');
    const stored = await box.store.rounds.newestOpen(box.server.places.channelId);
    expect(stored?.messageId).not.toBe(post.id);
  });
});

describe('a direct message', () => {
  it('is a place to play too', async () => {
    const channelId = box.server.places.directChannelId(bob);
    const person = box.server.as(bob);
    const posted = await person.command('puzzle', { image: await smallPicture() }, { channelId }).reply(isPost);
    const answer = await person.command('guess', { cell: 'B1' }, { channelId }).reply();
    expect(textOf(answer)).toContain('B1: yes!');
    const updated = await box.server.message(
      ({ id, components }) => id === posted.id && JSON.stringify(components).includes('1 of 3'),
      channelId,
    );
    expect(updated.id).toBe(posted.id);
  });
});

describe('/help', () => {
  it('says how to play and what is stored', async () => {
    const answer = await box.server.as(bob).command('help').reply();
    expect(textOf(answer)).toContain('All of it is deleted after 30 days; only the results stay');
    expect((answer.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL);
  });
});

describe('the bot', () => {
  it('asked for nothing but the Guilds intent, and mentions nobody', () => {
    const bodies = box.server.log.requests.map(({ body }) => body as { data?: object } & object);
    const messages = bodies.flatMap((body) => (body?.data && 'components' in body.data ? [body.data] : []));
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) {
      if (!('title' in message)) expect(message).toMatchObject({ allowed_mentions: { parse: [] } });
    }
    expect(box.logLines().filter(({ level }) => level >= 40)).toEqual([]);
    expect(warnings).toEqual([]);
  });
});
