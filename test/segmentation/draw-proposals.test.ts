import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/imaging/image.ts';
import { drawProposals } from '../../src/segmentation/draw-proposals.ts';
import { flat } from '../support/pictures.ts';

const COLOUR = [90, 120, 40] as const;
const FADED = [173, 188, 148];
const SIDE = 30;

/** A square of which nothing but its outline and number is painted over. */
const square = (x: number, objectness: number) => ({
  placed: {
    box: { x, y: 10, width: SIDE, height: SIDE },
    mask: createMask(SIDE, SIDE, new Uint8Array(SIDE * SIDE).fill(1)),
  },
  objectness,
});

describe('drawProposals', () => {
  const proposals = [square(10, 0.8), square(70, 0.1)];
  const draw = async (which: 'things' | 'all') => {
    const { data } = await drawProposals(flat({ width: 120, height: 60 }, [...COLOUR]), proposals, which);
    return (x: number, y: number) => [...data.subarray((y * 120 + x) * 3, (y * 120 + x) * 3 + 3)];
  };

  it('outlines what looks like a thing, and leaves out what hardly does', async () => {
    const at = await draw('things');
    expect(at(14, 14)).toEqual([...COLOUR]);
    expect(at(10, 25)).not.toEqual(FADED);
    expect(at(74, 14)).toEqual(FADED);
    expect(at(70, 25)).toEqual(FADED);
    expect(at(85, 25)).toEqual(FADED);
  });

  it('leaves out nothing where all is asked for', async () => {
    const at = await draw('all');
    expect(at(14, 14)).toEqual([...COLOUR]);
    expect(at(74, 14)).toEqual([...COLOUR]);
    expect(at(70, 25)).not.toEqual(FADED);
  });
});
