import type { APIMessage, APIUser } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BotInABox, isPost, smallPicture, startBotInABox, textOf } from './bot-in-a-box.ts';
import { CannedRunner } from './canned-runner.ts';

const EPHEMERAL = 64;
const CALLBACK = { method: 'POST', path: /\/interactions\/.*\/callback$/ };
const REPLY_EDIT = { method: 'PATCH', path: /\/webhooks\/.*\/messages\/@original$/ };
const POST_EDIT = { method: 'PATCH', path: /\/channels\/\d+\/messages\/\d+$/ };
const DOWNLOAD = { method: 'GET', path: /\/(cdn|attachments|ephemeral-attachments)\// };
/** A failed answer is asked for again after a while. */
const ANSWER_TIMEOUT_MS = 5000;
const FIFTEEN_MINUTES_MS = 15 * 60 * 1000;

/** An error of Discord as an answer, with no effect. */
const refusal = (status: number, code: number) =>
  ({
    kind: 'answer',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, message: 'refused' }),
  }) as const;

let runner: CannedRunner;
let box: BotInABox;
let ada: APIUser;
let bob: APIUser;

beforeEach(async () => {
  runner = new CannedRunner();
  box = await startBotInABox(runner);
  [ada, bob] = box.server.places.players;
});
afterEach(async () => {
  await box.close();
  box.server.log.assertNoViolations();
});

const startPuzzle = async (user: APIUser) => box.server.as(user).command('puzzle', { image: await smallPicture() });

/** The sentence that a failed /puzzle ends with. */
async function failureOf(image: { name: string; bytes: Uint8Array; url?: string; size?: number }): Promise<string> {
  const handle = box.server.as(ada).command('puzzle', { image });
  return textOf(await handle.reply((message) => !textOf(message).includes('…')));
}

async function openRounds(): Promise<number> {
  let count = 0;
  for await (const round of box.store.rounds.all()) count += round.ended === null ? 1 : 0;
  return count;
}

/** Holds the runner until the function that is returned is called. */
function holdRunner(): () => void {
  let release = () => {};
  runner.until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return release;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('the way to Discord', () => {
  it.each([
    ['a 5xx before the acknowledgement took effect', { kind: 'server-error', status: 502, effect: 'before' }],
    ['a 5xx after it took effect', { kind: 'server-error', status: 502, effect: 'after' }],
    ['a connection that drops before', { kind: 'drop', effect: 'before' }],
    ['a connection that drops after', { kind: 'drop', effect: 'after' }],
  ] as const)('may have %s', async (_what, fault) => {
    box.server.faults.next(CALLBACK, fault);
    const post = await (await startPuzzle(ada)).reply(isPost);
    expect(textOf(post)).toContain('0 of 3 found');
    // The same for an answer that is the acknowledgement: it is given once.
    box.server.faults.next(CALLBACK, fault);
    const answer = await box.server.as(bob).command('guess', { cell: 'B1' }).reply();
    expect(textOf(answer)).toContain('B1: yes!');
    expect((await box.store.rounds.newestOpen(post.channel_id))?.guesses).toHaveLength(1);
  });

  it.each([
    ['rate limits', { kind: 'rate-limited', retryAfterSeconds: 0.3 }],
    ['a 5xx', { kind: 'server-error', status: 503, effect: 'after' }],
    ['a dropped connection', { kind: 'drop', effect: 'after' }],
  ] as const)('may have %s while the post is made', async (_what, fault) => {
    box.server.faults.next({ ...REPLY_EDIT, times: 2 }, fault);
    const post = await (await startPuzzle(ada)).reply(isPost);
    expect(post.attachments.map(({ filename }) => filename)).toEqual(['board.png', 'a.png', 'b.png']);
    // The post is seen before the bot is told that it stands: with a failed answer it asks once more.
    await vi.waitFor(async () => {
      const round = await box.store.rounds.newestOpen(post.channel_id);
      expect(round?.messageId).toBe(post.id);
    }, ANSWER_TIMEOUT_MS);
  });

  it('may end in the middle: a reconnect and a cut lose nothing', async () => {
    const post = await (await startPuzzle(ada)).reply(isPost);
    for (const [cell, disturb] of [
      ['B1', () => box.server.gateway.requestReconnect()],
      ['K4', () => box.server.gateway.killSockets()],
    ] as const) {
      disturb();
      const answer = await box.server.as(bob).command('guess', { cell }).reply();
      expect(textOf(answer)).toContain(`${cell}: yes!`);
    }
    expect((await box.store.rounds.newestOpen(post.channel_id))?.guesses).toHaveLength(2);
  });
});

describe('a post that cannot be made', () => {
  it('leaves no open round behind, and the person reads why', async () => {
    const release = holdRunner();
    const handle = await startPuzzle(ada);
    await handle.reply((message) => textOf(message).includes('100%'));
    box.server.faults.next(REPLY_EDIT, refusal(400, 50_035));
    release();
    const failure = await handle.reply((message) => textOf(message).includes('Something went wrong'));
    expect(failure.attachments).toEqual([]);
    expect(await openRounds()).toBe(0);
    expect(box.logLines().some(({ level, errorId }) => level === 50 && errorId !== undefined)).toBe(true);
  });

  it('because 15 minutes have passed leaves no open round behind either', async () => {
    const release = holdRunner();
    const handle = await startPuzzle(ada);
    await handle.reply((message) => textOf(message).includes('100%'));
    box.server.clock.jump(FIFTEEN_MINUTES_MS);
    release();
    await until(() => box.logLines().some(({ msg }) => msg === 'too late to answer'));
    expect(await openRounds()).toBe(0);
  });
});

it('a find that is quicker than the answer to the post shows in it all the same', async () => {
  const release = holdRunner();
  const handle = await startPuzzle(ada);
  await handle.reply((message) => textOf(message).includes('100%'));
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  box.server.faults.next(REPLY_EDIT, { kind: 'hold', until: answered });
  release();
  const post = await handle.reply(isPost);
  await box.server.as(bob).command('guess', { cell: 'B1' }).reply();
  answer();
  await box.server.message(({ id, components }) => id === post.id && JSON.stringify(components).includes('1 of 3'));
});

describe('a post that cannot be updated', () => {
  const guessAll = async (post: APIMessage) => {
    for (const cell of ['B1', 'K4', 'C7']) await box.server.as(bob).command('guess', { cell }).reply();
    return post;
  };

  it.each([
    ['missing access', 403, 50_001],
    ['missing permissions', 403, 50_013],
    ['being gone', 404, 10_008],
    ['being too old', 400, 30_046],
  ])('for %s does not stop the game; its old buttons tell that it is over', async (_why, status, code) => {
    const post = await (await startPuzzle(ada)).reply(isPost);
    box.server.faults.next({ ...POST_EDIT, times: 10 }, refusal(status, code));
    await guessAll(post);
    const person = box.server.as(bob);
    expect(textOf(await person.click(post, 'Guess').reply())).toContain('This round is over.');
    expect(textOf(await person.click(post, 'Hint').reply())).toContain('This round is over.');
    const again = await person.click(post, 'Reveal').reply(({ attachments }) => attachments.length === 1);
    expect((again.flags ?? 0) & EPHEMERAL).toBe(EPHEMERAL);
    await until(() => box.logLines().some(({ msg }) => msg === 'post cannot be updated'));
  });

  it('for a 401 is updated the next time', async () => {
    const post = await (await startPuzzle(ada)).reply(isPost);
    box.server.faults.next(POST_EDIT, refusal(401, 0));
    await box.server.as(bob).command('guess', { cell: 'B1' }).reply();
    await until(() => box.server.log.find('PATCH', POST_EDIT.path).length === 1);
    await box.server.as(bob).command('guess', { cell: 'K4' }).reply();
    await box.server.message(({ id, components }) => id === post.id && JSON.stringify(components).includes('2 of 3'));
  });
});

describe('a picture that does not come', () => {
  it('from a strange host', async () => {
    const picture = await smallPicture();
    const url = 'https://evil.example.org/cat.png';
    expect(await failureOf({ ...picture, url })).toContain('not from evil.example.org');
    expect(runner.requests).toEqual([]);
  });

  it('because its address leads elsewhere', async () => {
    box.server.faults.next(DOWNLOAD, { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:1/' } });
    expect(await failureOf(await smallPicture())).toContain('leads elsewhere');
  });

  it('because the server fails', async () => {
    box.server.faults.next(DOWNLOAD, { kind: 'answer', status: 404 });
    expect(await failureOf(await smallPicture())).toContain('(answer 404)');
  });

  it('because the connection drops', async () => {
    box.server.faults.next(DOWNLOAD, { kind: 'drop', effect: 'before' });
    expect(await failureOf(await smallPicture())).toContain('broke off');
  });

  it('because it is larger than announced, and then some', async () => {
    box.server.faults.next(DOWNLOAD, { kind: 'oversize', bytes: 40 * 1024 * 1024 });
    expect(await failureOf(await smallPicture())).toContain('Please keep it under 25 MB.');
  });

  it('because it is announced too large', async () => {
    const size = 26 * 1024 * 1024;
    expect(await failureOf({ ...(await smallPicture()), size })).toBe(
      'This picture has 26 MB. Please keep it under 25 MB.',
    );
    expect(box.server.log.requests.some(({ path }) => DOWNLOAD.path.test(path))).toBe(false);
  });

  it('because it is empty', async () => {
    expect(await failureOf({ name: 'cat.png', bytes: new Uint8Array() })).toContain('This file is empty.');
  });
});

describe('a bot that stops', () => {
  it('tells those who wait that it does, and closes the rest', async () => {
    holdRunner();
    const handle = await startPuzzle(ada);
    await handle.reply((message) => textOf(message).includes('100%'));
    const [failure] = await Promise.all([
      handle.reply((message) => textOf(message).includes('stopped before it was finished')),
      box.bot.stop(),
    ]);
    expect(textOf(failure)).toContain('Please try again.');
    expect(await openRounds()).toBe(0);
  });
});
