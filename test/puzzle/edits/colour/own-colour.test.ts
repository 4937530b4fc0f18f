import { describe, expect, it } from 'vitest';
import type { Box } from '../../../../src/contract/geometry.ts';
import { createMask } from '../../../../src/imaging/image.ts';
import type { MainColour } from '../../../../src/puzzle/edits/colour/main-colour.ts';
import { isSkin } from '../../../../src/puzzle/edits/colour/own-colour.ts';
import type { EditContext } from '../../../../src/puzzle/edits/edit.ts';
import type { Proposal } from '../../../../src/segmentation/propose.ts';

const SIZE = { width: 200, height: 300 };
const SKIN: MainColour = { colour: { l: 0.7, a: 0.05, b: 0.05 }, share: 1, area: 900, brightest: 0.8, pixels: [] };
const FACE_LAB: Proposal['lab'] = [66, 17, 18];

/** What is marked as a face, however large it is. */
function marked(box: Box, lab = FACE_LAB): Proposal {
  const placed = { box, mask: createMask(box.width, box.height) };
  return { keep: 'face', lab, placed, area: box.width * box.height } as Partial<Proposal> as Proposal;
}

const FACE: Box = { x: 90, y: 150, width: 30, height: 40 };

/** A picture of which only its one face is known, and what is marked as one. */
const contextOf = (...proposals: Proposal[]) =>
  ({ image: SIZE, found: { size: SIZE, proposals, faces: [FACE] } }) as unknown as EditContext;

describe('isSkin', () => {
  const someone = marked(FACE);
  const at = (y: number): Box => ({ x: 20, y, width: 30, height: 30 });

  it('is true of a hand beside or below a face, and of one that is raised', () => {
    for (const y of [160, 250, 90, 50]) expect(isSkin(SKIN, at(y), contextOf(someone))).toBe(true);
  });

  it('is false of what hangs far above, even if something large holds the face', () => {
    const crowd = marked({ x: 60, y: 50, width: 100, height: 200 });
    expect(isSkin(SKIN, at(20), contextOf(someone))).toBe(false);
    expect(isSkin(SKIN, at(20), contextOf(someone, crowd))).toBe(false);
  });

  it('knows the face by itself, not only by a part of another colour within it, and twice found as well', () => {
    const lips = marked({ x: 98, y: 175, width: 12, height: 5 }, [45, 40, 20]);
    expect(isSkin(SKIN, at(160), contextOf(someone, lips))).toBe(true);
    expect(isSkin(SKIN, at(160), contextOf(someone, marked(FACE)))).toBe(true);
    expect(isSkin(SKIN, at(160), contextOf(lips))).toBe(false);
  });

  it('takes no colour from somebody whose clothes hold the face, nor from what is marked elsewhere', () => {
    expect(isSkin(SKIN, at(160), contextOf(marked({ x: 60, y: 140, width: 90, height: 160 })))).toBe(false);
    expect(isSkin(SKIN, at(160), contextOf(marked({ x: 10, y: 20, width: 30, height: 40 })))).toBe(false);
  });
});
