import { describe, expect, it } from 'vitest';
import { createMask, createRgbImage } from '../../src/imaging/image.ts';
import { MadeDifferences } from '../../src/puzzle/made-differences.ts';
import type { MadeDifference } from '../../src/puzzle/make-checked.ts';

function made(difficulty: number, flaw = 0): MadeDifference {
  const box = { x: 3, y: 4, width: 6, height: 5 };
  const image = createRgbImage(box.width, box.height);
  const features = { areaRatio: 0.01, deltaE: 20, polarity: 0, edges: 0, saliency: 0, clutter: 0, distance: 0 };
  const seen = { deltaE: 20, seenShare: 1, colourBlindDeltaE: 20, features };
  const placed = { box, mask: createMask(box.width, box.height) };
  return { ...seen, placed, source: {}, kind: 'remove', box, value: 1, difficulty, patch: { box, image, flaw } };
}

describe('what was made of a picture', () => {
  it('stands first, before what a plan left out', () => {
    const [one, two, three] = [made(30), made(40), made(50)];
    const all = new MadeDifferences();
    all.add(one, []);
    all.add(two, [one]);
    all.add(three, [two]);
    expect(all.all).toEqual([two, three, one]);
  });

  it('waits where it shows, until there is not enough: the least flawed comes first, and that is news once', () => {
    const [fine, worse, bad] = [made(30), made(40, 1.5), made(40, 1.2)];
    const all = new MadeDifferences();
    for (const each of [fine, worse, bad]) all.add(each, [...all.all]);
    expect(all.all).toEqual([fine]);
    expect(all.makeDo()).toBe(true);
    expect(all.all).toEqual([fine, bad, worse]);
    expect(all.makeDo()).toBe(false);
    const late = made(40, 1.5);
    all.add(late, [...all.all]);
    expect(all.all).toContain(late);
  });

  it('waits where it takes the puzzle off its level, and comes back where it is missed', () => {
    const [easy, hard] = [made(10), made(99)];
    const all = new MadeDifferences();
    for (const each of [easy, hard]) all.add(each, [...all.all]);
    expect(all.level([easy, hard], 'easy')).toBe(true);
    expect(all.all).toEqual([easy]);
    expect(all.level([easy], 'easy')).toBe(false);
    all.makeDo();
    expect(all.all).toEqual([easy, hard]);
    expect(all.level([easy, hard], 'easy')).toBe(false);
  });

  it('is forgotten where it is wrong', () => {
    const one = made(10);
    const all = new MadeDifferences();
    all.add(one, []);
    all.discard([one]);
    expect(all.all).toEqual([]);
  });
});
