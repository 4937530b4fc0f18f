import { setTimeout as sleep } from 'node:timers/promises';
import type { APIMessage, APIUser } from 'discord.js';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nameOfDifference } from '../../src/bot/views/places.ts';
import { gridFor } from '../../src/contract/grid.ts';
import { SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';
import type { PuzzleRecord } from '../../src/game/puzzle-record.ts';
import { createThreadJobRunner } from '../../src/jobs/thread-job-runner.ts';
import { readableLog } from '../bot/fake-services.ts';
import { type BotInABox, isPost, PATIENCE_MS, startBotInABox, textOf } from './bot-in-a-box.ts';
import { shapesPicture } from './shapes-picture.ts';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const ACK_MS = 3000;
const { log, lines } = readableLog();
let box: BotInABox;
let ada: APIUser;
let bob: APIUser;

beforeAll(async () => {
  box = await startBotInABox(createThreadJobRunner({ threads: 1, log }));
  [ada, bob] = box.server.places.players;
});
afterAll(async () => {
  await box.close();
  box.server.log.assertNoViolations();
});

const make = (name: string, bytes: Uint8Array, options: Record<string, string | number> = {}, user = ada) =>
  box.server.as(user).command('puzzle', { image: { name, bytes }, ...options });

const fileOf = (message: APIMessage, name: string) =>
  Buffer.from(box.server.fileBytes(message.attachments.find(({ filename }) => filename.startsWith(name))?.url ?? name));

async function puzzleOf(post: APIMessage): Promise<PuzzleRecord> {
  const round = await box.store.rounds.newestOpen(post.channel_id);
  // The post is seen a moment before its id is written.
  if (round?.messageId === null) return sleep(5).then(() => puzzleOf(post));
  const puzzle = round && (await box.store.puzzles.get(round.puzzleId));
  if (puzzle === undefined || round?.messageId !== post.id)
    throw new Error('the newest round is not that of this post');
  return puzzle;
}

describe('a puzzle made from a photo', () => {
  let post: APIMessage;
  beforeAll(async () => {
    const handle = make('shapes.jpg', await shapesPicture('jpeg'), { differences: 4, seed: 'e2e' });
    expect(await handle.acknowledged()).toBeLessThan(ACK_MS);
    expect(textOf(await handle.reply())).toContain('…');
    post = await handle.reply(isPost);
  });

  it('has a board and two pictures of the same size that differ', async () => {
    const [a, b] = await Promise.all(
      ['a.', 'b.'].map((name) => sharp(fileOf(post, name)).raw().toBuffer({ resolveWithObject: true })),
    );
    expect([a?.info.width, a?.info.height]).toEqual([900, 600]);
    expect([b?.info.width, b?.info.height]).toEqual([900, 600]);
    expect(a?.data.equals(b?.data ?? Buffer.alloc(0))).toBe(false);
    expect((await sharp(fileOf(post, 'board.')).metadata()).width).toBeGreaterThan(900);
  });

  it('tells nobody where the photo was taken', async () => {
    for (const { filename } of post.attachments) {
      const { exif, icc, xmp, iptc } = await sharp(fileOf(post, filename)).metadata();
      expect({ filename, exif, xmp, iptc, hasProfile: icc !== undefined }).toMatchObject({
        exif: undefined,
        xmp: undefined,
        iptc: undefined,
      });
      expect(fileOf(post, filename).includes('private')).toBe(false);
    }
  });

  it('is not solved by the bot for somebody who saved its pictures', async () => {
    const [a, b] = ['a.', 'b.'].map((name) => ({ name: `${name}png`, bytes: fileOf(post, name) }));
    const refusal = await box.server
      .as(bob)
      .command('spot', { a, b } as never)
      .followUp();
    expect(textOf(refusal)).toContain('This is a picture of a puzzle of mine.');
  });

  it('is won by those who name the cells of its key', async () => {
    const { key } = await puzzleOf(post);
    expect(key).toMatchObject({ seed: 'e2e', level: 'medium', grid: gridFor({ width: 900, height: 600 }) });
    expect(key.differences).toHaveLength(4);
    const cells = key.differences.map(({ id }) => nameOfDifference(key, id));
    for (const [index, cell] of cells.entries()) {
      const answer = await box.server
        .as(index % 2 === 0 ? ada : bob)
        .command('guess', { cell })
        .reply();
      expect(textOf(answer)).toContain(`${cell}: yes`);
    }
    const solved = await box.server.message((message) => textOf(message).includes('Solved: the answers'));
    expect((await sharp(fileOf(solved, 'answers.')).metadata()).width).toBeGreaterThan(900);
    await box.server.message((message) => message.id === post.id && textOf(message).includes('All 4 found.'));
  });
});

it('a puzzle is made of a scene, without any file', async () => {
  const options = { scene: 'any', differences: 1, seed: 'e2e' };
  const post = await box.server.as(ada).command('puzzle', options).reply(isPost);
  const { key, scene } = await puzzleOf(post);
  expect(key).toMatchObject({ seed: 'e2e', width: 1600, differences: [{ id: 1 }] });
  expect(SCENE_SETTINGS).toContain(scene);
  const { width, height } = await sharp(fileOf(post, 'a.')).metadata();
  expect({ width, height }).toEqual({ width: 1600, height: 1066 });
});

describe('a file that is no puzzle', () => {
  const png = () => shapesPicture('png');
  const blank = () =>
    sharp({ create: { width: 400, height: 300, channels: 3, background: '#cde' } })
      .png()
      .toBuffer();

  it.each([
    ['a text called .png', async () => Buffer.from('Dear bot, this is a letter.'), 'not a picture I can read'],
    [
      'a drawing in SVG',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'I do not open SVG files',
    ],
    ['a picture cut in half', async () => (await png()).subarray(0, 3000), 'damaged or incomplete'],
    ['a blank picture', blank, /nothing in this picture|room for only/],
  ])('is refused in one sentence: %s', async (_what, bytes, sentence) => {
    const handle = make('picture.png', await bytes());
    const failure = await handle.reply((message) => !textOf(message).includes('…'));
    expect(textOf(failure)).toMatch(sentence);
    expect(failure.attachments).toEqual([]);
  });
});

it('two people make puzzles at once, and a guess is answered meanwhile', async () => {
  const picture = await shapesPicture();
  const first = await make('one.png', picture, { differences: 2 }).reply(isPost);
  const { key } = await puzzleOf(first);
  const handles = [ada, bob].map((user) => make('two.png', picture, { differences: 3 }, user));
  await Promise.all(handles.map((handle) => handle.acknowledged()));
  const guess = box.server.as(bob).command('guess', { cell: nameOfDifference(key, 1) });
  expect(await guess.acknowledged()).toBeLessThan(ACK_MS);
  expect(textOf(await guess.reply())).toMatch(/yes! .*\n1 of 2 found/);
  const posts = await Promise.all(handles.map((handle) => handle.reply(isPost)));
  expect(new Set(posts.map(({ id }) => id)).size).toBe(2);
  expect(lines()).toEqual([]);
});
