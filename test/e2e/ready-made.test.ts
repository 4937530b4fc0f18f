import type { APIMessage, APIUser } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BotInABox, isPost, PATIENCE_MS, smallPicture, startBotInABox, textOf } from './bot-in-a-box.ts';
import { CannedRunner } from './canned-runner.ts';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const EPHEMERAL = 64;
const runner = new CannedRunner();
let box: BotInABox;
let ada: APIUser;
let bob: APIUser;

beforeAll(async () => {
  box = await startBotInABox(runner);
  [ada, bob] = box.server.places.players;
});
afterEach(() => {
  runner.until = undefined;
  box.server.log.assertNoViolations();
});
afterAll(() => box.close());

const isPrivate = (message: APIMessage) => ((message.flags ?? 0) & EPHEMERAL) === EPHEMERAL;
const withPicture = (message: APIMessage) => message.attachments.length === 1;
const answered = (message: APIMessage) => !textOf(message).includes('…');
const guess = (user: APIUser, cell: string) => box.server.as(user).command('guess', { cell }).reply();

async function preview(options: object = {}): Promise<APIMessage> {
  const picture = await smallPicture();
  return box.server
    .as(ada)
    .command('puzzle', { image: picture, altered: { ...picture, name: 'cat-2.png' }, ...options })
    .reply(withPicture);
}

/** The id of the draft, as the menu of the preview names it. */
const menuOf = (message: APIMessage) => /draft-keep:[\w-]+/.exec(JSON.stringify(message.components))?.[0] ?? '';
const draftIdOf = (message: APIMessage) => menuOf(message).replace('draft-keep:', '');

describe('/puzzle with an altered picture', () => {
  it('shows its owner alone what was found, with the places in words', async () => {
    const shown = await preview({ level: 'hard' });
    expect(isPrivate(shown)).toBe(true);
    expect(textOf(shown)).toContain('3 differences found');
    expect(textOf(shown)).toContain('3 of 3 count:** 1. B1 · 2. K4 · 3. C7');
    expect(shown.attachments[0]?.description).toContain('1. B1, 2. K4, 3. C7');
    expect(runner.work.at(-1)).toMatchObject({ kind: 'open-ready-made', options: { level: 'hard' } });
    expect(
      box.server
        .as(bob)
        .messages()
        .some(({ id }) => id === shown.id),
    ).toBe(false);
  });

  it('posts what was kept, for everybody but its owner to find', async () => {
    const shown = await preview({ mode: 'together', minutes: 5 });
    const chosen = await box.server.as(ada).select(shown, menuOf(shown), ['1', '3']).updated();
    expect(textOf(chosen)).toContain('2 of 3 count:** 1. B1 · 3. C7');
    expect(withPicture(chosen)).toBe(true);
    const pressed = box.server.as(ada).click(chosen, 'Post it');
    const post = await pressed.followUp(isPost);
    expect(isPrivate(post)).toBe(false);
    expect(textOf(post)).toContain('Spot the difference: 2 to find');
    expect(textOf(post)).toContain('Together:');
    expect(textOf(post)).toMatch(/Ends <t:\d+:R>\./);
    expect(textOf(await pressed.updated((message) => textOf(message).includes('is posted')))).not.toContain('B1');
    expect(runner.work.at(-1)).toMatchObject({ kind: 'finish-ready-made', options: { kept: [1, 3] } });
    expect(textOf(await guess(ada, 'B1'))).toContain('know its answers');
    expect(textOf(await guess(bob, 'B1 C7'))).toMatch(/✅ B1: yes! It was changed.*\n✅ C7: yes!.*\n🎉 All found!/);
  });

  it('is posted once, however often that is asked for', async () => {
    const shown = await preview();
    let release = () => {};
    runner.until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = box.server.as(ada).click(shown, 'Post it');
    await first.updated((message) => textOf(message).includes('drawing the board'));
    const second = box.server.as(ada).click(shown, 'Post it');
    await second.acknowledged();
    const rounds = box.server.log.find('POST', /webhooks/).length;
    release();
    await first.followUp(isPost);
    await first.updated((message) => textOf(message).includes('is posted'));
    expect(box.server.log.find('POST', /webhooks/).length).toBe(rounds + 1);
  });

  it('survives a restart of the bot, before and while it is posted', async () => {
    const shown = await preview();
    await box.server.as(ada).select(shown, menuOf(shown), ['2']).updated();
    await box.restart();
    runner.until = new Promise(() => undefined);
    const stopped = box.server.as(ada).click(shown, 'Post it');
    await stopped.updated((message) => textOf(message).includes('drawing the board'));
    await box.restart();
    expect(textOf(await stopped.followUp())).toContain('stopped before it was finished');
    runner.until = undefined;
    const post = await box.server.as(ada).click(shown, 'Post it').followUp(isPost);
    expect(textOf(post)).toContain('1 to find');
  });

  it('can be thrown away', async () => {
    const shown = await preview();
    const gone = await box.server.as(ada).click(shown, 'Discard').updated();
    expect(textOf(gone)).toContain('Nobody has seen it.');
    expect(gone.attachments).toEqual([]);
    expect((await box.store.drafts.get(draftIdOf(shown)))?.state.kind).toBe('done');
  });

  it('stays as it was when posting fails, and says why', async () => {
    const shown = await preview();
    const draft = await box.store.drafts.get(draftIdOf(shown));
    if (draft === undefined) throw new Error('the draft is kept');
    await box.store.pictures.delete(draft.pictures.altered);
    const pressed = box.server.as(ada).click(shown, 'Post it');
    const failure = await pressed.followUp();
    expect(isPrivate(failure)).toBe(true);
    expect(textOf(failure)).toContain('no longer stored');
    expect((await box.store.drafts.get(draft.id))?.state).toEqual({ kind: 'open' });
    expect(
      box.server
        .as(ada)
        .messages()
        .filter(({ id }) => id === shown.id)
        .map(textOf)
        .join(),
    ).not.toContain('drawing');
  });

  it('takes one picture that holds both', async () => {
    const shown = await box.server
      .as(ada)
      .command('puzzle', { image: await smallPicture(), panels: true })
      .reply(withPicture);
    expect(textOf(shown)).toContain('3 differences found');
    expect(runner.work.at(-1)).not.toHaveProperty('b');
  });

  it.each([
    ['seed', { seed: 'x' }, 'The option “seed” says how I change a picture'],
    ['differences', { differences: 4 }, 'The option “differences”'],
    ['scene', { scene: 'park' }, 'The option “scene”'],
  ])('does not take %s', async (_name, options, sentence) => {
    const picture = await smallPicture();
    const refusal = await box.server
      .as(ada)
      .command('puzzle', { image: picture, altered: picture, ...options })
      .reply(answered);
    expect(textOf(refusal)).toContain(sentence);
    expect(isPrivate(refusal)).toBe(true);
  });

  it('does not take the pictures of a puzzle that is being played', async () => {
    const post = await box.server
      .as(bob)
      .command('puzzle', { image: await smallPicture() })
      .reply(isPost);
    const files = post.attachments.map(({ url, filename }) => ({ name: filename, bytes: box.server.fileBytes(url) }));
    const [, image, altered] = files;
    if (image === undefined || altered === undefined) throw new Error('a post has three pictures');
    const ask = () => box.server.as(ada).command('puzzle', { image, altered }).reply(answered);
    expect(textOf(await ask())).toContain('This is a picture of a puzzle of mine.');
    await box.server.as(bob).click(post, 'Reveal').reply();
    // Other puzzles of this test have the same plain pictures.
    for await (const round of box.store.rounds.all()) await box.store.rounds.delete(round.id);
    expect(withPicture(await ask())).toBe(true);
  });

  it('needs the original', async () => {
    const refusal = await box.server
      .as(ada)
      .command('puzzle', { altered: await smallPicture() })
      .reply(answered);
    expect(textOf(refusal)).toContain('An altered picture needs its original.');
  });

  it('names the picture that does not come', async () => {
    const picture = await smallPicture();
    const altered = { name: 'b.png', bytes: new Uint8Array() };
    const refusal = await box.server.as(ada).command('puzzle', { image: picture, altered }).reply(answered);
    expect(textOf(refusal)).toContain('altered');
    expect(textOf(refusal)).toContain('This file is empty.');
  });
});
