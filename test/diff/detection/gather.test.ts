import { describe, expect, it } from 'vitest';
import { gatherDifferences } from '../../../src/diff/detection/gather.ts';
import { createFloatMap, createMask } from '../../../src/imaging/image.ts';
import { flat } from '../../support/pictures.ts';

const SIZE = { width: 120, height: 70 };
const GAP_PX = 12;
const SIDE = 10;
const image = flat(SIZE, [120, 130, 140]);

/** How many differences two squares are that changed by so much and lie so many pixels from each other. */
function count(apart: number, scores: readonly [number, number], isNoisy: boolean): number {
  const changed = createMask(SIZE.width, SIZE.height);
  const map = createFloatMap(SIZE.width, SIZE.height);
  scores.forEach((score, square) => {
    const left = 20 + square * (SIDE + apart);
    for (let y = 30; y < 30 + SIDE; y++) {
      changed.data.fill(1, y * SIZE.width + left, y * SIZE.width + left + SIDE);
      map.data.fill(score, y * SIZE.width + left, y * SIZE.width + left + SIDE);
    }
  });
  const found = gatherDifferences(changed, map, GAP_PX, { a: image, b: image }, isNoisy);
  for (const { placed } of found) expect(placed.box).toMatchObject({ y: 30, height: SIDE });
  return found.length;
}

describe('gatherDifferences', () => {
  it('takes parts nearer than the gap for one difference and others for two', () => {
    for (const isNoisy of [false, true]) {
      expect(count(GAP_PX - 3, [0.4, 0.4], isNoisy)).toBe(1);
      expect(count(GAP_PX + 3, [0.4, 0.4], isNoisy)).toBe(2);
    }
  });

  it('bridges a little more between faint parts, whose rims noise hides', () => {
    expect(count(GAP_PX + 3, [0.06, 0.08], true)).toBe(1);
    expect(count(GAP_PX + 3, [0.06, 0.08], false)).toBe(2);
    expect(count(GAP_PX + 9, [0.06, 0.08], true)).toBe(2);
  });

  it('does not bridge more between a faint part and a strong one', () => {
    expect(count(GAP_PX + 3, [0.06, 0.4], true)).toBe(2);
  });
});
