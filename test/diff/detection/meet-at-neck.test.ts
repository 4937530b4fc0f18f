import { describe, expect, it } from 'vitest';
import { meetAtNeck } from '../../../src/diff/detection/meet-at-neck.ts';

const WIDTH = 90;
const HEIGHT = 60;

/** Whose each pixel is, told by a function of its place. */
function share(whose: (x: number, y: number) => 0 | 1 | 2): Uint8Array {
  return Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => whose(at % WIDTH, Math.floor(at / WIDTH)));
}

const isInDisc = (x: number, y: number, cx: number, cy: number, radius: number) => Math.hypot(x - cx, y - cy) <= radius;

describe('meetAtNeck', () => {
  it('holds of two discs that touch', () => {
    const discs = share((x, y) => (isInDisc(x, y, 25, 30, 20) ? 1 : isInDisc(x, y, 64, 30, 20) ? 2 : 0));
    expect(meetAtNeck(discs, WIDTH)).toBe(true);
  });

  it('does not hold of the halves of a disc, whichever way it is cut', () => {
    for (const isFirst of [(x: number, _: number) => x < 30, (_: number, y: number) => y < 25]) {
      const halves = share((x, y) => (isInDisc(x, y, 30, 30, 25) ? (isFirst(x, y) ? 1 : 2) : 0));
      expect(meetAtNeck(halves, WIDTH)).toBe(false);
    }
  });

  it('does not hold of a stroke on its ground, with a crease between them that did not change', () => {
    const isStroke = (x: number, y: number) => y < 22 && x > 8;
    const isCrease = (y: number) => y >= 22 && y < 24;
    const wiped = share((x, y) => (!isInDisc(x, y, 30, 30, 25) || isCrease(y) ? 0 : isStroke(x, y) ? 1 : 2));
    expect(meetAtNeck(wiped, WIDTH)).toBe(false);
  });

  it('does not hold of two squares side by side, also where they reach the border', () => {
    const flag = share((x, y) => (y >= 40 ? 0 : x < 40 ? 1 : x < 80 ? 2 : 0));
    expect(meetAtNeck(flag, WIDTH)).toBe(false);
  });
});
