import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/imaging/image.ts';
import { firstLevel, halveLevel } from '../../src/inpainting/patch-match/level.ts';
import { findSources } from '../../src/inpainting/patch-match/sources.ts';
import { drawShapes, paint, texture } from '../support/pictures.ts';

const SIZE = { width: 160, height: 120 };
const DISC = { kind: 'disc', centre: { x: 120, y: 60 }, size: 30, colour: [250, 20, 20] } as const;

/** A hole of 40 x 40 on the left, a disc of a colour of its own on the right. */
function levelWithDisc(ground: ReturnType<typeof texture>) {
  const hole = createMask(SIZE.width, SIZE.height);
  for (let y = 40; y < 80; y++) hole.data.fill(1, y * SIZE.width + 20, y * SIZE.width + 60);
  return firstLevel({ image: drawShapes(ground, [DISC]), hole, forbid: hole, seed: 'test' });
}

describe('findSources', () => {
  it.each([
    ['of one colour', paint(SIZE, () => [90, 140, 60])],
    ['of hundreds of colours, none of them frequent', texture(SIZE, 'many')],
  ])('allows what looks like the surroundings of the hole and no other thing, on a ground %s', (_, ground) => {
    const { valid, list, isNative } = findSources(levelWithDisc(ground), 'usual');
    expect(isNative).toBe(true);
    // Patches of 7 x 7 in the picture that touch neither the hole nor the disc: about 154 * 114 - 46 * 46 - 36 * 36.
    expect(list.length).toBeGreaterThan(12_500);
    expect(list.length).toBeLessThan(14_600);
    expect(valid[60 * SIZE.width + 120]).toBe(0);
    expect(valid[60 * SIZE.width + 90]).toBe(1);
  });

  it('takes no colour for a stranger at a coarse scale that stands around the hole at a fine one', () => {
    const fine = levelWithDisc(texture(SIZE, 'many'));
    const finer = findSources(fine, 'usual');
    const coarse = halveLevel(fine);
    expect(findSources(coarse, 'usual', finer).list.length).toBeGreaterThan(2000);
    expect(findSources(coarse, 'usual', finer).valid[30 * coarse.width + 60]).toBe(0);
  });

  it('gives up the rule where nothing looks like the surroundings', () => {
    const ground = paint(SIZE, (x, y) => (Math.max(x, y) < 14 ? [90, 140, 60] : [20, 20, 200]));
    const hole = createMask(SIZE.width, SIZE.height);
    for (let y = 0; y < 4; y++) hole.data.fill(1, y * SIZE.width, y * SIZE.width + 4);
    const { isNative, list } = findSources(firstLevel({ image: ground, hole, forbid: hole, seed: 'test' }), 'usual');
    expect(isNative).toBe(false);
    expect(list.length).toBeGreaterThan(5000);
  });
});
