import { describe, expect, it } from 'vitest';
import { findTwin } from '../../../src/puzzle/edits/find-twin.ts';
import type { Proposal } from '../../../src/segmentation/propose.ts';
import { placedOf } from '../../support/text-grid.ts';

const SIZE = { width: 40, height: 24 };
const FOOT = ['.#####.', '#######'];

/** Only what twins are told by. */
function foot(x: number, rows = FOOT, lab: Proposal['lab'] = [70, 20, 50]): Proposal {
  const placed = placedOf(x, 10, ...rows);
  return { placed, lab, area: rows.join('').replaceAll('.', '').length, keep: null } as Partial<Proposal> as Proposal;
}

const twinOf = (one: Proposal, ...others: Proposal[]) => findTwin(one, { size: SIZE, proposals: [one, ...others], faces: [] });

describe('findTwin', () => {
  it('finds the other foot beside one', () => {
    const other = foot(12);
    expect(twinOf(foot(4), other)).toBe(other);
  });

  it('finds none far away, none of another colour or size, and not the thing itself', () => {
    expect(twinOf(foot(4), foot(20))).toBeUndefined();
    expect(twinOf(foot(4), foot(12, FOOT, [40, 0, -30]))).toBeUndefined();
    expect(twinOf(foot(4), foot(12, ['############', '############']))).toBeUndefined();
    expect(twinOf(foot(4), foot(5))).toBeUndefined();
  });
});
