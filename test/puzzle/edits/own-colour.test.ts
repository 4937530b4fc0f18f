import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/contract/geometry.ts';
import { createMask } from '../../../src/imaging/image.ts';
import type { EditContext } from '../../../src/puzzle/edits/edit.ts';
import type { MainColour } from '../../../src/puzzle/edits/main-colour.ts';
import { isSkin } from '../../../src/puzzle/edits/own-colour.ts';
import type { Proposal } from '../../../src/segmentation/propose.ts';

const SIZE = { width: 200, height: 300 };
const SKIN: MainColour = { colour: { l: 0.7, a: 0.05, b: 0.05 }, share: 1, area: 900, brightest: 0.8, pixels: [] };
const FACE_LAB: Proposal['lab'] = [66, 17, 18];

function face(box: Box): Proposal {
  const placed = { box, mask: createMask(box.width, box.height) };
  return { keep: 'face', lab: FACE_LAB, placed } as Partial<Proposal> as Proposal;
}

/** A picture of which only the faces are known. */
const contextOf = (...proposals: Proposal[]) =>
  ({ image: SIZE, found: { size: SIZE, proposals } }) as unknown as EditContext;

describe('isSkin', () => {
  const someone = face({ x: 90, y: 150, width: 30, height: 40 });
  const at = (y: number): Box => ({ x: 20, y, width: 30, height: 30 });

  it('is true of a hand beside or below a face, and of one that is raised', () => {
    expect(isSkin(SKIN, at(160), contextOf(someone))).toBe(true);
    expect(isSkin(SKIN, at(250), contextOf(someone))).toBe(true);
    expect(isSkin(SKIN, at(90), contextOf(someone))).toBe(true);
  });

  it('is false of what hangs far above, even if something large holds the face', () => {
    const crowd = face({ x: 60, y: 100, width: 100, height: 150 });
    expect(isSkin(SKIN, at(20), contextOf(someone))).toBe(false);
    expect(isSkin(SKIN, at(20), contextOf(someone, crowd))).toBe(false);
  });
});
