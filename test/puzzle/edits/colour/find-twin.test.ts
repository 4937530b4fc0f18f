import { describe, expect, it } from 'vitest';
import { findTwin } from '../../../../src/puzzle/edits/colour/find-twin.ts';
import type { Proposal } from '../../../../src/segmentation/propose.ts';
import { placedOf } from '../../../support/text-grid.ts';

/** In a picture of this size what is nearer than 2.9 pixels is one difference. */
const SIZE = { width: 150, height: 120 };
const FOOT = ['.#####.', '#######'];

/** Only what twins are told by. */
function foot(x: number, rows = FOOT, more: Partial<Proposal> = {}): Proposal {
  const placed = placedOf(x, 10, ...rows);
  const area = rows.join('').replaceAll('.', '').length;
  const known: Partial<Proposal> = { placed, lab: [70, 20, 50], area, keep: null, objectness: 0.5 };
  return { ...known, ...more } as Proposal;
}

const twinOf = (one: Proposal, ...others: Proposal[]) =>
  findTwin(one, { size: SIZE, proposals: [one, ...others], faces: [] });

describe('findTwin', () => {
  it('finds the other foot beside one', () => {
    const other = foot(12);
    expect(twinOf(foot(4), other)).toBe(other);
  });

  it('finds none far away, none of another colour or size, and not the thing itself', () => {
    expect(twinOf(foot(4), foot(20))).toBeUndefined();
    expect(twinOf(foot(4), foot(12, FOOT, { lab: [40, 0, -30] }))).toBeUndefined();
    expect(twinOf(foot(4), foot(12, ['############', '############']))).toBeUndefined();
    expect(twinOf(foot(4), foot(5))).toBeUndefined();
  });

  it('finds none that has to stay, and none that hardly looks like a thing', () => {
    expect(twinOf(foot(4), foot(12, FOOT, { keep: 'face' }))).toBeUndefined();
    expect(twinOf(foot(4), foot(12, FOOT, { objectness: 0.05 }))).toBeUndefined();
  });

  it('finds none in a row of six', () => {
    const row = [4, 12, 20, 28, 36, 44].map((x) => foot(x));
    for (const [at, each] of row.entries()) expect(twinOf(each, ...row.toSpliced(at, 1))).toBeUndefined();
  });

  it('finds the better one of two proposals of the other foot', () => {
    const other = foot(12);
    expect(twinOf(foot(4), foot(12, ['..####.', '#######'], { objectness: 0.3 }), other)).toBe(other);
  });

  it('finds none so far away that the two would be two differences', () => {
    const wide = ['####################', '####################'];
    expect(twinOf(foot(4, wide), foot(25, wide))).toBeDefined();
    expect(twinOf(foot(4, wide), foot(26, wide))).toBeUndefined();
  });
});
