import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFloatMap, createMask, type RgbImage } from '../../../src/imaging/image.ts';
import { type PlacedMask, padMask, trimMask } from '../../../src/imaging/placed-mask.ts';
import { setUpInference } from '../../../src/inference/shared-inference.ts';
import { clearPatch, clearThing } from '../../../src/puzzle/edits/clearing/clear-thing.ts';
import { duplicate } from '../../../src/puzzle/edits/duplicate.ts';
import { openThing } from '../../../src/puzzle/open-thing.ts';
import { propose } from '../../../src/segmentation/propose.ts';
import { modelSettings } from '../../support/models.ts';
import { pictureOf } from '../../support/picture-context.ts';
import { type Colour, drawShapes, flat, paint } from '../../support/pictures.ts';

const SIZE = { width: 360, height: 240 };
const [WALL, WOOD, NOTE, INK]: readonly Colour[] = [
  [110, 70, 50],
  [220, 190, 140],
  [245, 215, 40],
  [30, 28, 25],
];
type IsIn = (x: number, y: number) => boolean;

const isBlade: IsIn = (x, y) => ((x - 110) / 30) ** 2 + ((y - 120) / 14) ** 2 <= 1;
const isShaft: IsIn = (x, y) => x >= 130 && x < 260 && Math.abs(y - 120) <= 3;
const paddle = paint(SIZE, (x, y) => (isBlade(x, y) || isShaft(x, y) ? WOOD : WALL));
const isThread: IsIn = (x, y) => y < 120 && Math.abs(x - 110) <= 1;
const hanging = paint(SIZE, (x, y) => (isBlade(x, y) ? WOOD : isThread(x, y) ? [60, 90, 160] : WALL));
const bladeAlone = paint(SIZE, (x, y) => (isBlade(x, y) ? WOOD : WALL));

/** Three letters, 30 pixels high and in strokes of four. */
const isLetters: IsIn = (x, y) =>
  [100, 120, 140].some((left) => {
    const [across, down] = [x - left, y - 100];
    return across >= 0 && across < 14 && down >= 0 && down < 30 && (across < 4 || down >= 26);
  });
const isNote: IsIn = (x, y) => x >= 85 && x < 275 && y >= 80 && y < 160;
const note = paint(SIZE, (x, y) => (isLetters(x, y) ? INK : isNote(x, y) ? NOTE : WALL));
const paper = paint(SIZE, (x, y) => (isLetters(x, y) ? INK : NOTE));

function placedOf(isIn: IsIn): PlacedMask {
  const mask = createMask(SIZE.width, SIZE.height);
  for (let at = 0; at < mask.data.length; at++)
    mask.data[at] = Number(isIn(at % SIZE.width, Math.floor(at / SIZE.width)));
  return trimMask({ box: { x: 0, y: 0, ...SIZE }, mask });
}

function taskOf(image: RgbImage, isIn: IsIn, prompt?: string) {
  const { box, mask } = padMask(placedOf(isIn), 4, image);
  const matte = {
    box,
    alpha: createFloatMap(box.width, box.height, Float32Array.from(mask.data)),
    foreground: new Float32Array(mask.data.length * 3),
  };
  return { image, matte, others: [], seed: '1', prompt };
}

describe('what is taken away', () => {
  it.each<[string, RgbImage, RgbImage, IsIn]>([
    ['the blade of a paddle', paddle, bladeAlone, isBlade],
    ['words on a note', note, paper, isLetters],
  ])('is not %s, but the same alone or drawn on paper', async (_, image, other, isIn) => {
    expect((await clearPatch(taskOf(image, isIn))) === undefined).toBe(true);
    expect((await clearThing(taskOf(image, isIn))) === undefined).toBe(true);
    expect((await clearThing(taskOf(other, isIn))) === undefined).toBe(false);
  });
});

describe('what a prompt has painted in a place', () => {
  let asked = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked++;
    response.end(Buffer.from((JSON.parse(Buffer.concat(chunks).toString()) as { image: string }).image, 'base64'));
  }).listen(0, '127.0.0.1');
  beforeAll(async () => {
    if (!server.listening) await once(server, 'listening');
    const inpaintUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    setUpInference(modelSettings(undefined, { inpaintUrl }));
  });
  beforeEach(() => {
    asked = 0;
  });
  afterAll(() => {
    setUpInference(modelSettings(undefined));
    server.close();
    server.closeAllConnections();
  });

  it('may stand at the end of a shaft', async () => {
    expect((await clearThing(taskOf(paddle, isBlade, 'a broom'))) === undefined).toBe(false);
    expect(asked).toBe(1);
  });

  it('takes the place of no words', async () => {
    expect((await clearThing(taskOf(note, isLetters, 'a broom'))) === undefined).toBe(true);
    expect(asked).toBe(0);
  });
});

describe('what is doubled', async () => {
  const square = { kind: 'square', centre: { x: 180, y: 120 }, size: 40, colour: [200, 40, 40] } as const;
  const found = await propose(drawShapes(flat(SIZE, WALL), [square]));

  async function copyOf(image: RgbImage, isIn: IsIn) {
    const proposal = { ...found.proposals[0], placed: placedOf(isIn), axisRatio: 0.4 };
    return duplicate.apply(
      openThing(proposal, undefined, pictureOf(image, proposal, found, { seed: '1' }), () => true),
    );
  }

  it.each<[string, RgbImage, RgbImage, IsIn]>([
    ['the blade of a paddle', paddle, bladeAlone, isBlade],
    ['what hangs on a thread', hanging, bladeAlone, isBlade],
    ['words on a note', note, paper, isLetters],
  ])('is not %s, but the same alone or drawn on paper', async (_, image, other, isIn) => {
    expect((await copyOf(image, isIn)) === undefined).toBe(true);
    expect((await copyOf(other, isIn)) === undefined).toBe(false);
  });
});
