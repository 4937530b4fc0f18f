import { type APIMessage, type APIUser, MessageFlags } from 'discord.js';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { cellAt, cellName, gridFor } from '../../src/contract/grid.ts';
import { MAX_PICTURE_BYTES } from '../../src/contract/limits.ts';
import { layOutBoard } from '../../src/imaging/board/board-layout.ts';
import { createThreadJobRunner } from '../../src/jobs/thread-job-runner.ts';
import { readableLog } from '../bot/fake-services.ts';
import { jpegOf, pngOf } from '../support/encode.ts';
import { composePage, type PageLayout } from '../support/panel-pages.ts';
import { drawShapes, flat, gridScene, type Shape, shadedGround, texture } from '../support/pictures.ts';
import { scenePair } from '../support/scene-pairs.ts';
import { type BotInABox, PATIENCE_MS, startBotInABox, textOf } from './bot-in-a-box.ts';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const SIZE = { width: 600, height: 400 };
const { log } = readableLog();
let box: BotInABox;
let ada: APIUser;
let bob: APIUser;

beforeAll(async () => {
  box = await startBotInABox(createThreadJobRunner({ threads: 1, log }));
  [ada, bob] = box.server.places.players;
});
afterEach(() => box.server.log.assertNoViolations());
afterAll(() => box.close());

/** Cells of 50 x 50 pixels: these two lie in B2 and J6. */
const CHANGES: readonly Shape[] = [
  { kind: 'disc', centre: { x: 75, y: 75 }, size: 30, colour: [250, 30, 200] },
  { kind: 'square', centre: { x: 475, y: 275 }, size: 28, colour: [20, 20, 20] },
];
const scene = () => gridScene({ ...SIZE, columns: 6, rows: 4, shapeSize: 60 });
const changed = () => drawShapes(scene(), CHANGES);

/** Nothing in it comes twice. */
const single = () => pngOf(drawShapes(shadedGround(SIZE), CHANGES));

type Files = Readonly<Record<'a' | 'b', { name: string; bytes: Uint8Array; size?: number }>>;

async function files(a = pngOf(scene()), b = pngOf(changed())): Promise<Files> {
  return { a: { name: 'a.png', bytes: await a }, b: { name: 'b.png', bytes: await b } };
}

const isAnswer = (message: APIMessage) => message.attachments.length > 0;
const isEphemeral = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
const spot = (options: Record<string, unknown>, user = ada, locale = 'en-GB') =>
  box.server.as(user).command('spot', options as never, { locale });

describe('two pictures', () => {
  it('are answered with both in one picture, the count and the cells, for all to see', async () => {
    const handle = spot(await files());
    expect(await handle.acknowledged()).toBeLessThan(3000);
    const answer = await handle.reply(isAnswer);
    expect(textOf(answer)).toMatch(/^## 2 differences\nA is above, B below\.\n1\. B2 · 2\. J6\n/);
    expect(isEphemeral(answer)).toBe(false);
    expect(box.server.as(bob).messages()).toContainEqual(expect.objectContaining({ id: answer.id }));
    const [both, ...others] = answer.attachments;
    expect(others).toEqual([]);
    expect(both?.description).toContain('1. B2, 2. J6');
    const { width, height, exif } = await sharp(box.server.fileBytes(both?.url ?? '')).metadata();
    const board = layOutBoard(SIZE);
    expect({ width, height, exif }).toEqual({ width: board.width, height: board.height, exif: undefined });
  });

  it('that are the same, but for how they are saved, are told so', async () => {
    const answer = await spot(await files(pngOf(scene()), jpegOf(scene(), 80))).reply(isAnswer);
    expect(textOf(answer)).toContain('I found no difference');
  });

  it('may lie differently, which is said in words, with a heat map when it is wanted', async () => {
    const rotated = await sharp(await pngOf(changed()))
      .rotate(1)
      .png()
      .toBuffer();
    const turned = sharp(rotated).extract({ left: 20, top: 20, width: 560, height: 370 }).png().toBuffer();
    const answer = await spot({ ...(await files(undefined, turned)), map: true }).reply(isAnswer);
    expect(textOf(answer)).toContain('2 differences');
    expect(textOf(answer)).toMatch(/B is .*turned clockwise by 1°; here it is laid on A\. B shows 8\d% of A;/);
    expect(textOf(answer)).toContain('The heat map');
    expect(answer.attachments.map(({ filename }) => filename)).toEqual(['spot.png', 'map.png']);
  });

  it('are nobody else’s business when one says so', async () => {
    const answer = await spot({ ...(await files()), private: true }).reply(isAnswer);
    expect(isEphemeral(answer)).toBe(true);
    expect(box.server.as(bob).messages()).not.toContainEqual(expect.objectContaining({ id: answer.id }));
  });
});

describe('one picture that holds both', () => {
  const RULED = { left: 60, top: 90, right: 35, bottom: 70 };
  const LAYOUTS: Readonly<Record<string, PageLayout>> = {
    'side by side': { gutter: 24, margins: RULED },
    'one above the other, with margins, a title and captions': {
      isStacked: true,
      gutter: 60,
      margins: { ...RULED, top: 110 },
      title: 'Spot 2 differences!',
      captions: ['Original', 'Copy'],
    },
  };

  it.each(Object.entries(LAYOUTS))('%s is answered as two pictures are', async (_, layout) => {
    const { original, altered, differences } = await scenePair('farm', SIZE);
    const page = await composePage(original, altered, layout);
    const answer = await spot({ a: { name: 'page.jpg', bytes: await jpegOf(page.image, 88) } }).reply(isAnswer);
    expect(textOf(answer)).toMatch(/^## 3 differences\nA is above, B below\./);
    const said = [...textOf(answer).matchAll(/\d\. ([A-L]\d+)/g)].map(([, cell]) => cell);
    const wanted = differences.map(({ mask: { box: at } }) => {
      const middle = { x: at.x + at.width / 2, y: at.y + at.height / 2 };
      return cellName(cellAt(middle, gridFor(SIZE), SIZE));
    });
    expect(said.toSorted()).toEqual(wanted.toSorted());
    const [both, ...others] = answer.attachments;
    expect(others).toEqual([]);
    const { width = 0, height = 0 } = await sharp(box.server.fileBytes(both?.url ?? '')).metadata();
    const board = layOutBoard(SIZE);
    expect(Math.max(Math.abs(width - board.width), Math.abs(height - board.height))).toBeLessThan(16);
  });
});

describe('what cannot be compared', () => {
  const letter = async () => Buffer.from('Dear bot, this is a letter.');
  const huge = async () => {
    const good = await files();
    return { ...good, b: { ...good.b, size: MAX_PICTURE_BYTES + 1 } };
  };
  const strangers = () =>
    files(pngOf(texture(SIZE, 'one')), pngOf(drawShapes(flat(SIZE, [90, 160, 70]), CHANGES.slice(0, 1))));

  it.each([
    ['a text called .png', () => files(undefined, letter()), 'The second picture (b): This file is not a picture'],
    ['pictures of two scenes', strangers, 'do not show the same scene'],
    ['a picture that is too large', huge, 'The second picture (b): This picture has 25.1 MB.'],
    ['one picture that holds no two', async () => ({ a: (await files(single())).a }), 'I do not see two pictures'],
  ])('is refused in one sentence that only the asker reads: %s', async (_, options, sentence) => {
    const before = box.server.as(bob).messages().length;
    const failure = await spot(await options()).followUp();
    expect(textOf(failure)).toContain(sentence);
    expect(isEphemeral(failure)).toBe(true);
    expect(failure.attachments).toEqual([]);
    expect(box.server.as(bob).messages()).toHaveLength(before);
  });

  it('is told in the reply when that was private already', async () => {
    const handle = spot({ ...(await files(undefined, letter())), private: true });
    const failure = await handle.reply((message) => textOf(message).includes('not a picture'));
    expect(isEphemeral(failure)).toBe(true);
  });
});

describe('the pictures of a message', () => {
  const spotMessage = (message: APIMessage) => box.server.as(ada).messageCommand('Spot differences', message);

  it('are compared for the asker alone', async () => {
    const { a, b } = await files();
    const note = { name: 'note.txt', bytes: Buffer.from('Which is which?') };
    const answer = await spotMessage(box.server.as(bob).post([note, a, b])).reply(isAnswer);
    expect(textOf(answer)).toContain('1. B2 · 2. J6');
    expect(isEphemeral(answer)).toBe(true);
  });

  it.each([
    ['there are none', [], 'This message has no pictures attached.'],
    ['there is one that holds no two', ['a'], 'I do not see two pictures'],
  ] as const)('are missed when %s', async (_, names, sentence) => {
    const good = await files(single());
    const handle = spotMessage(box.server.as(bob).post(names.map((name) => good[name])));
    const failure = await handle.reply((message) => textOf(message).includes(sentence));
    expect(isEphemeral(failure)).toBe(true);
  });

  it('are not those of a puzzle: that would give its answers away', async () => {
    const post = await spot(await files(), bob).reply(isAnswer);
    expect(textOf(await spotMessage(post).reply())).toContain('This is a post of mine.');
  });
});
