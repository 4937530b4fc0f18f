import { EventEmitter, once } from 'node:events';
import { type APIMessage, type APIUser, InteractionResponseType } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BotInABox, isPost, PATIENCE_MS, smallPicture, startBotInABox, textOf } from './bot-in-a-box.ts';
import { CannedRunner } from './canned-runner.ts';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const EPHEMERAL = 64;
const runner = new CannedRunner();
let box: BotInABox;
let ada: APIUser;
let bob: APIUser;
let mary: APIUser;

beforeAll(async () => {
  box = await startBotInABox(runner);
  [ada, bob] = box.server.places.players;
  mary = box.server.places.owner;
});
afterEach(() => box.server.log.assertNoViolations());
afterAll(() => box.close());

type Options = Parameters<ReturnType<typeof box.server.as>['command']>[1];

const start = async (options: Options = {}): Promise<APIMessage> =>
  box.server
    .as(ada)
    .command('puzzle', { image: await smallPicture(), ...options })
    .reply(isPost);
const guess = (user: APIUser, cell: string) => box.server.as(user).command('guess', { cell }).reply();
const isPrivate = (message: APIMessage) => ((message.flags ?? 0) & EPHEMERAL) === EPHEMERAL;
const postSays = (post: APIMessage, text: string) =>
  box.server.message((message) => message.id === post.id && textOf(message).includes(text));
const withPicture = (message: APIMessage) => message.attachments.length === 1;

describe('a guess', () => {
  it('names several places at once, and the rest is not looked at when all is found', async () => {
    await start();
    const answer = textOf(await guess(ada, 'b1.5, K4 C7 A8'));
    expect(answer).toMatch(
      /✅ B1\.5: yes! .*\n✅ K4: yes! .*\n✅ C7: yes! .*\n1 more place was not looked at\.\n🎉 All found!/,
    );
  });

  it('that is warm costs nothing; one that is wrong makes the player wait', async () => {
    await start();
    // The difference in B1 lies from 130 to 170 and from 35 to 65.
    expect(textOf(await guess(bob, '188,50'))).toContain('🔥 point 188, 50: warm');
    await start();
    expect(textOf(await guess(bob, 'H8'))).toContain('❌ H8: nothing there. −');
    expect(textOf(await guess(bob, 'B1'))).toContain('Not so fast');
    expect(textOf(await guess(mary, 'B1'))).toContain('✅ B1: yes!');
  });
});

describe('/guess', () => {
  it('completes cells of the newest puzzle of the channel, and nothing where there is none', async () => {
    await start();
    const choices = await box.server.as(bob).autocomplete('guess', { cell: 'b4 l' }, 'cell').choices();
    expect(choices.map(({ value }) => value)).toEqual(
      ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8'].map((name) => `B4 ${name}`),
    );
    const elsewhere = { channelId: box.server.places.otherChannelId };
    expect(await box.server.as(bob).autocomplete('guess', { cell: 'b' }, 'cell', elsewhere).choices()).toEqual([]);
  });
});

describe('several open rounds in a channel', () => {
  it('are offered with how they stand, the newest first, and a guess goes to the one that is chosen', async () => {
    const first = await start();
    await guess(mary, 'K4');
    await start({ mode: 'solo' });
    const offered = await box.server.as(bob).autocomplete('guess', { cell: 'B1', round: '' }, 'round').choices();
    expect(offered[0]?.name).toMatch(/^medium, 3 differences, nobody has played yet, open for 0:\d\d$/);
    const second = offered[1];
    expect(second?.name).toContain('1 of 3 found');
    const narrowed = await box.server.as(bob).autocomplete('guess', { cell: 'B1', round: 'of 3' }, 'round').choices();
    expect(narrowed.map(({ value }) => value)).toContain(second?.value);
    expect(narrowed.map(({ value }) => value)).not.toContain(offered[0]?.value);
    const round = String(second?.value);
    const answer = await box.server.as(bob).command('guess', { cell: 'K4', round }).reply();
    expect(textOf(answer)).toContain(`already found by <@${mary.id}>`);
    await postSays(first, '1 of 3 found');
    const cells = await box.server.as(bob).autocomplete('guess', { cell: 'L', round }, 'cell').choices();
    expect(cells).toHaveLength(8);
  });

  it('of another channel, or none at all, are not taken', async () => {
    await start();
    const [{ value = '' } = {}] = await box.server
      .as(bob)
      .autocomplete('guess', { cell: '', round: '' }, 'round')
      .choices();
    const elsewhere = { channelId: box.server.places.otherChannelId };
    const wrong = box.server.as(bob).command('guess', { cell: 'B1', round: String(value) }, elsewhere);
    expect(textOf(await wrong.reply())).toContain('I do not know this puzzle any more.');
    const unknown = await box.server.as(bob).command('guess', { cell: 'B1', round: 'the first one' }).reply();
    expect(textOf(unknown)).toContain('I do not know this puzzle any more.');
  });
});

describe('“Make a puzzle” on a message', () => {
  it('makes one of its picture, for the channel', async () => {
    const message = box.server.as(mary).post([await smallPicture()]);
    const post = await box.server.as(bob).messageCommand('Make a puzzle', message).reply(isPost);
    expect(isPrivate(post)).toBe(false);
    expect(textOf(post)).toContain(`started by <@${bob.id}>`);
  });

  it('needs a picture of somebody', async () => {
    const message = box.server.as(mary).post([{ name: 'notes.txt', bytes: new Uint8Array([65]) }]);
    const refusal = await box.server.as(bob).messageCommand('Make a puzzle', message).reply();
    expect(textOf(refusal)).toContain('There is no picture in this message.');
    const own = await box.server
      .as(bob)
      .messageCommand('Make a puzzle', await start())
      .reply();
    expect(isPrivate(own)).toBe(true);
    expect(own.attachments).toEqual([]);
  });
});

describe('solo', () => {
  it('gives everybody a board of their own, and the post tells how many are through', async () => {
    const post = await start({ mode: 'solo' });
    expect(textOf(post)).toContain('Solo: everybody has a board of their own.');
    expect(textOf(await guess(ada, 'B1 K4 C7'))).toContain('All found!');
    expect(textOf(await guess(bob, 'B1'))).toContain('✅ B1: yes!');
    expect(textOf(await postSays(post, '2 players so far'))).toContain('1 found all');
    expect(textOf(await guess(ada, 'B1'))).toContain('You have finished this puzzle or know its answers.');
    expect(textOf(post)).not.toContain('K4');
  });
});

describe('together', () => {
  it('gives everybody the points of all', async () => {
    await start({ mode: 'together' });
    await guess(ada, 'B1 K4');
    const last = box.server.as(bob).command('guess', { cell: 'C7' });
    await last.reply();
    const card = textOf(await last.followUp());
    const points = [...card.matchAll(/\*\*(\d+)\*\* points/g)].map(([, digits]) => digits);
    expect(points).toHaveLength(2);
    expect(points[0]).toBe(points[1]);
  });
});

describe('a time limit', () => {
  it('is told, and ends the round in time with answers and result for all', async () => {
    const post = await start({ minutes: 1 });
    expect(textOf(post)).toMatch(/Ends <t:\d+:R>\./);
    await guess(bob, 'K4');
    const round = await box.store.rounds.newestOpen(post.channel_id);
    if (round === undefined) throw new Error('the round is open');
    // The limit is brought forward, and the bot is told of it as after a restart.
    await box.store.rounds.update(round.id, (before) => ({ ...before, endsAt: Date.now() }));
    await box.bot.watchRounds();
    await postSays(post, 'Time is up.');
    const answers = await box.server.message((message) => withPicture(message) && textOf(message).includes('Result'));
    expect(textOf(answers)).toContain(`1. <@${bob.id}>: **`);
    expect(isPrivate(answers)).toBe(false);
    const month = new Date().toISOString().slice(0, 7);
    const results = await box.store.results.ofMonth(box.server.places.guildId, month);
    expect(results.find(({ roundId }) => roundId === round.id)).toMatchObject({ why: 'time-up' });
    expect(textOf(await guess(ada, 'B1'))).not.toContain('yes!');
  });
});

describe('giving up', () => {
  it('shows the answers to the one who gives up, and the others play on', async () => {
    const post = await start();
    const offer = await box.server.as(bob).click(post, 'Reveal').reply();
    expect(isPrivate(offer)).toBe(true);
    const answers = await box.server.as(bob).click(offer, 'Give up').reply(withPicture);
    expect(isPrivate(answers)).toBe(true);
    expect(textOf(answers)).toContain('K4: disappeared');
    expect(textOf(await guess(bob, 'K4'))).toContain('You have finished this puzzle or know its answers.');
    expect(textOf(await guess(mary, 'K4'))).toContain('✅ K4: yes!');
  });
});

describe('the result', () => {
  it('ranks the players, and each can share how it went without a place', async () => {
    await start();
    await guess(bob, 'H8');
    await guess(mary, 'B1 K4');
    const last = box.server.as(ada).command('guess', { cell: 'C7' });
    await last.reply();
    const card = await last.followUp();
    expect(textOf(card)).toMatch(
      new RegExp(`1\\. <@${mary.id}>: .*\\n2\\. <@${ada.id}>: .*\\n3\\. <@${bob.id}>: \\*\\*−`),
    );
    const shared = await box.server.as(mary).click(card, 'Share').reply();
    expect(isPrivate(shared)).toBe(false);
    expect(textOf(shared)).toMatch(/🟩🟩👥\n2 of 3 · ⏱ 0:\d\d · 0 wrong · 0 hints · \d+ points/);
    expect(textOf(shared)).not.toMatch(/B1|K4|C7/);
    const stranger = await box.server.as(box.server.places.moderator).click(card, 'Share').reply();
    expect(isPrivate(stranger)).toBe(true);
  });
});

describe('zoom', () => {
  it('lets a player point in three taps, privately, and go on tapping', async () => {
    const post = await start();
    const parts = await box.server.as(bob).click(post, 'Zoom').reply();
    expect(isPrivate(parts)).toBe(true);
    const part = await box.server.as(bob).click(parts, 'I1–L4').updated(withPicture);
    expect(part.attachments[0]?.description).toContain('The cells from I1 to L4');
    const options = { from: { column: 8, row: 0 }, to: { column: 11, row: 3 }, size: { width: 1200, height: 800 } };
    expect(runner.requests).toContainEqual(
      expect.objectContaining({ kind: 'zoom-pictures', options: expect.objectContaining(options) }),
    );
    const answer = await box.server.as(bob).click(part, 'K4').reply();
    expect(textOf(answer)).toContain('✅ K4: yes!');
    expect(isPrivate(answer)).toBe(true);
    expect(textOf(await box.server.as(bob).click(part, 'L4').reply())).toContain('L4');
    const back = await box.server.as(bob).click(part, 'Other part').updated();
    expect(textOf(back)).toContain('Which part');
    expect(back.attachments).toEqual([]);
  });
});

describe('a part that is not enlarged yet', () => {
  it('is acknowledged at once and shown when it is made', async () => {
    const worker = new EventEmitter();
    runner.zoomsUntil = once(worker, 'made');
    const post = await start();
    const parts = await box.server.as(bob).click(post, 'Zoom').reply();
    const pressed = box.server.as(bob).click(parts, 'I1–L4');
    expect((await pressed.callback()).type).toBe(InteractionResponseType.DeferredMessageUpdate);
    runner.zoomsUntil = undefined;
    worker.emit('made');
    expect((await pressed.updated(withPicture)).attachments).toHaveLength(1);
    const other = await box.server.as(bob).click(post, 'Zoom').reply();
    const again = box.server.as(bob).click(other, 'I1–L4');
    expect((await again.callback()).type).toBe(InteractionResponseType.UpdateMessage);
  });
});

describe('fifty players who zoom', () => {
  it('all see what they asked for, and each part is enlarged once', async () => {
    const post = await start();
    const zooms = () => runner.requests.filter(({ kind }) => kind === 'zoom-pictures').length;
    const before = zooms();
    const players = Array.from({ length: 50 }, (_, index) => ({ ...bob, id: String(BigInt(bob.id) + BigInt(index)) }));
    const parts = ['A1–D4', 'E1–H4', 'I1–L4', 'A5–D8', 'E5–H8', 'I5–L8'];
    const look = async (index: number) => {
      const person = box.server.as(players[index] ?? bob);
      const choice = await person.click(post, 'Zoom').reply();
      return person.click(choice, parts[index % parts.length] ?? '').updated(withPicture);
    };
    // Ten at a time: bot and Discord share one busy thread here, and Discord waits for three seconds only.
    for (let first = 0; first < players.length; first += 10) {
      const seen = await Promise.all(Array.from({ length: 10 }, (_, index) => look(first + index)));
      expect(seen.every(isPrivate)).toBe(true);
    }
    expect(zooms() - before).toBeLessThanOrEqual(parts.length);
  });
});

describe('hints', () => {
  it('cost more the closer they lead', async () => {
    const post = await start();
    const texts: string[] = [];
    for (let number = 0; number < 2; number++) texts.push(textOf(await box.server.as(bob).click(post, 'Hint').reply()));
    const last = box.server.as(bob).click(post, 'Hint');
    texts.push(textOf(await last.reply()));
    const drawn = await last.followUp();
    expect(isPrivate(drawn)).toBe(true);
    expect(drawn.attachments[0]?.description).toContain('The place at B1.5');
    expect(runner.requests.at(-1)).toMatchObject({
      kind: 'zoom-pictures',
      options: { from: { column: 1, row: 0 }, to: { column: 1, row: 0 }, circle: { x: 150, y: 50, radius: 25 } },
    });
    expect(texts[0]).toMatch(/top left quarter.*\(−30 points\)/);
    expect(texts[1]).toMatch(/closely at B1\. \(−\d+ points\)/);
    expect(texts[2]).toMatch(/It is at B1\.5: .* \(−\d+ points\)/);
  });
});
