import { describe, expect, it } from 'vitest';
import { createFloatMap } from '../../../../src/imaging/image.ts';
import { isWriting } from '../../../../src/puzzle/edits/looking/is-writing.ts';
import { type Colour, paint } from '../../../support/pictures.ts';

const SIZE = { width: 240, height: 160 };
const DESK: Colour = [120, 70, 40];
const NOTE: Colour = [245, 215, 40];
const INK: Colour = [30, 28, 25];

/** Three letters, 30 pixels high and in strokes of four. */
const isLetters = (x: number, y: number) =>
  [80, 100, 120].some((left) => {
    const [across, down] = [x - left, y - 60];
    const isIn = across >= 0 && across < 14 && down >= 0 && down < 30;
    return isIn && (across < 4 || (down >= 26 && across < 14));
  });
const isBlock = (x: number, y: number) => x >= 80 && x < 134 && y >= 60 && y < 90;
const isNote = (x: number, y: number) => x >= 60 && x < 155 && y >= 45 && y < 105;

type IsIn = (x: number, y: number) => boolean;

const matteOf = (isIn: IsIn, { width, height } = SIZE) => ({
  box: { x: 0, y: 0, width, height },
  alpha: createFloatMap(
    width,
    height,
    Float32Array.from({ length: width * height }, (_, at) => Number(isIn(at % width, Math.floor(at / width)))),
  ),
  foreground: new Float32Array(width * height * 3),
});
const onNote = (isIn: IsIn, sheet = NOTE, ink = INK) =>
  paint(SIZE, (x, y) => (isIn(x, y) ? ink : isNote(x, y) ? sheet : DESK));

describe('isWriting', () => {
  it('knows strokes on a note, dark or light', () => {
    expect(isWriting(onNote(isLetters), matteOf(isLetters))).toBe(true);
    expect(isWriting(onNote(isLetters, [40, 80, 60], [240, 240, 240]), matteOf(isLetters))).toBe(true);
  });

  it('leaves drawings on the paper of the picture itself to the edits', () => {
    const drawing = paint(SIZE, (x, y) => (isLetters(x, y) ? INK : [250, 250, 250]));
    expect(isWriting(drawing, matteOf(isLetters))).toBe(false);
  });

  it('knows what is no stroke, what is hardly seen, and what stands on no plain sheet', () => {
    expect(isWriting(onNote(isBlock), matteOf(isBlock))).toBe(false);
    expect(isWriting(onNote(isLetters, NOTE, [230, 200, 35]), matteOf(isLetters))).toBe(false);
    const strewn = paint(SIZE, (x, y) => (isLetters(x, y) ? INK : (x * 7 + y * 13) % 5 < 2 ? NOTE : DESK));
    expect(isWriting(strewn, matteOf(isLetters))).toBe(false);
    expect(
      isWriting(
        onNote(isLetters),
        matteOf(() => false),
      ),
    ).toBe(false);
  });

  it('looks at every column of a picture, whatever its width', () => {
    const large = { width: 1001, height: 545 };
    const isInk: IsIn = (x, y) => isLetters(x - 20, y);
    // Every 91st pixel, 6000 in all, lies in every 91st column.
    const isSeam: IsIn = (x, y) => x % 91 === 0 && !isNote(x - 20, y);
    const matte = matteOf(isInk, large);
    const paper = paint(large, (x, y) => (isInk(x, y) ? INK : isSeam(x, y) ? DESK : NOTE));
    expect(isWriting(paper, matte)).toBe(false);
    const desk = paint(large, (x, y) => (isInk(x, y) ? INK : isSeam(x, y) || isNote(x - 20, y) ? NOTE : DESK));
    expect(isWriting(desk, matte)).toBe(true);
  });
});
