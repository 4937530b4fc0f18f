import { describe, expect, it } from 'vitest';
import type { AnswerKey } from '../../../src/contract/answer-key.ts';
import type { ReadyMade } from '../../../src/contract/messages.ts';
import { findEdits } from '../../../src/diff/find-differences.ts';
import { judgeGuess } from '../../../src/game/judge-guess.ts';
import { createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { cropImage, pastePatch } from '../../../src/imaging/patch.ts';
import { createRandom } from '../../../src/imaging/random.ts';
import { finishReadyMade } from '../../../src/puzzle/ready-made/finish-ready-made.ts';
import { openReadyMade } from '../../../src/puzzle/ready-made/open-ready-made.ts';
import { codedErrorOf } from '../../support/coded.ts';
import { decodeRgb, jpegOf, pngOf } from '../../support/encode.ts';
import { drawShapes, type Shape, shadedGround, texture } from '../../support/pictures.ts';
import { sameBytes } from '../../support/same-bytes.ts';

const SIZE = { width: 420, height: 300 };
const disc = (x: number, y: number, size = 34): Shape => ({
  kind: 'disc',
  centre: { x, y },
  size,
  colour: [210, 40, 30],
});
/** In reading order. */
const DISCS = [disc(70, 60), disc(340, 70), disc(210, 170), disc(90, 240)];
/** Things of many sizes and colours in no order, so that there is one way to lay the pictures on each other. */
const random = createRandom('ready-made');
const THINGS = Array.from({ length: 24 }, (_, index): Shape => {
  const colour = [random.integer(0, 255), random.integer(0, 255), random.integer(0, 255)] as const;
  const centre = { x: random.integer(10, SIZE.width - 10), y: random.integer(10, SIZE.height - 10) };
  return { kind: index % 2 === 0 ? 'disc' : 'square', centre, size: random.integer(12, 60), colour };
});
const ground = drawShapes(shadedGround(SIZE), THINGS);
const altered = drawShapes(ground, DISCS);

const centreOf = ({ centre }: Shape) => ({ x: Math.floor(centre.x), y: Math.floor(centre.y) });

function expectKey(key: AnswerKey, discs: readonly Shape[]): void {
  expect(key.differences.map(({ id }) => id)).toEqual(discs.map((_, index) => index + 1));
  for (const [index, shape] of discs.entries()) {
    const verdict = judgeGuess(key, { kind: 'point', point: centreOf(shape) }, new Set());
    expect(verdict).toEqual({ kind: 'found', differenceId: index + 1 });
    expect(key.differences[index]?.edit).toBe('unknown');
    expect(key.differences[index]?.deltaE).toBeGreaterThan(10);
  }
}

const finish = ({ original, altered: b, key }: ReadyMade, kept: readonly number[]) =>
  finishReadyMade(original.bytes, b.bytes, { key, kept });

/** The same things seen from a little to the left: B shows a part of A, and of what lies beside it. */
function shifted(image: RgbImage, by: number): RgbImage {
  const wide = texture({ width: SIZE.width + by, height: SIZE.height }, 'beside');
  pastePatch(wide, { box: { x: 0, y: 0, ...SIZE }, image });
  return cropImage(wide, { x: by, y: 0, ...SIZE }).image;
}

describe('a ready-made puzzle', () => {
  it('has a key of what differs, and the pictures as they came', async () => {
    const made = await openReadyMade(await pngOf(ground), await pngOf(altered), { level: 'hard' });
    expect(made.key).toMatchObject({ ...SIZE, level: 'hard', grid: { columns: 12, rows: 9 } });
    expectKey(made.key, DISCS);
    expect(sameBytes((await decodeRgb(made.original.bytes)).data, ground.data)).toBe(true);
    expect(sameBytes((await decodeRgb(made.altered.bytes)).data, altered.data)).toBe(true);
    expect(made.preview.width * made.preview.height).toBeGreaterThan(2 * SIZE.width * SIZE.height);
  });

  it('is found through the noise of JPEG too, and has a level of its own when none is named', async () => {
    const made = await openReadyMade(await jpegOf(ground, 90), await jpegOf(altered, 85), {});
    expectKey(made.key, DISCS);
    expect(['easy', 'medium', 'hard', 'expert']).toContain(made.key.level);
  });

  it('is cut to what both pictures show', async () => {
    const made = await openReadyMade(await pngOf(ground), await pngOf(shifted(altered, 24)), {});
    expect(made.key.width).toBeLessThan(SIZE.width - 22);
    expect(made.key.width).toBeGreaterThan(SIZE.width - 34);
    const left = SIZE.width - made.key.width;
    const moved = DISCS.map((shape) => ({ ...shape, centre: { x: shape.centre.x - left, y: shape.centre.y } }));
    expectKey(made.key, moved);
  });

  it('can be on one page', async () => {
    const page = createRgbImage(SIZE.width * 2 + 60, SIZE.height + 40);
    page.data.fill(255);
    pastePatch(page, { box: { x: 20, y: 20, ...SIZE }, image: ground });
    pastePatch(page, { box: { x: SIZE.width + 40, y: 20, ...SIZE }, image: altered });
    const made = await openReadyMade(await pngOf(page), undefined, {});
    expect(made.key.differences).toHaveLength(DISCS.length);
  });

  it('keeps what its owner keeps, and takes the rest back without a trace', async () => {
    const made = await openReadyMade(await pngOf(ground), await pngOf(altered), {});
    const { key, altered: changed, board, answers } = await finish(made, [1, 3]);
    expectKey(key, [DISCS[0] as Shape, DISCS[2] as Shape]);
    const after = await decodeRgb(changed.bytes);
    expect(findEdits(ground, after)).toHaveLength(2);
    for (const box of made.key.differences.filter(({ id }) => id === 2 || id === 4).map((each) => each.box)) {
      expect(sameBytes(cropImage(after, box).image.data, cropImage(ground, box).image.data)).toBe(true);
    }
    expect([board.width, board.height]).toEqual([answers.width, answers.height]);
    await expect(finish(made, [])).rejects.toThrow(RangeError);
  });

  it('is refused with a reason', async () => {
    const original = await pngOf(ground);
    expect(await codedErrorOf(openReadyMade(original, original, {}))).toMatchObject({ code: 'no-differences-found' });
    expect(await codedErrorOf(openReadyMade(original, await pngOf(texture(SIZE, 'other')), {}))).toMatchObject({
      code: 'pictures-unrelated',
    });
    expect(await codedErrorOf(openReadyMade(original, undefined, {}))).toMatchObject({ code: 'no-panels' });
    expect(await codedErrorOf(openReadyMade(original, original.subarray(0, 500), {}))).toMatchObject({
      code: 'picture-damaged',
      picture: 'b',
    });
    const crowd = Array.from({ length: 20 }, (_, index) =>
      disc(40 + (index % 5) * 80, 40 + Math.floor(index / 5) * 70, 22),
    );
    expect(await codedErrorOf(openReadyMade(original, await pngOf(drawShapes(ground, crowd)), {}))).toMatchObject({
      code: 'too-many-differences',
      details: { found: 20, max: 15 },
    });
  });
});
