import { describe, expect, it, vi } from 'vitest';
import { laplaceLoops } from '../../src/imaging/kernels/laplace-grid.ts';
import { plainLaplaceLoops } from '../../src/imaging/kernels/laplace-grid-plainly.ts';
import { meanShiftModes } from '../../src/imaging/kernels/mean-shift-modes.ts';
import { meanShiftModesPlainly } from '../../src/imaging/kernels/mean-shift-modes-plainly.ts';
import { patchLoops } from '../../src/imaging/kernels/patch-field.ts';
import { plainPatchLoops } from '../../src/imaging/kernels/patch-field-plainly.ts';
import { createPuzzleOf } from '../../src/puzzle/create-puzzle.ts';
import { drawShapes, gridShapes, shadedGround, withNoise } from '../support/pictures.ts';
import { sameBytes } from '../support/same-bytes.ts';

// The plain loops take their time.
vi.setConfig({ testTimeout: 90_000 });

// Everything goes through the vectors until a test says otherwise.
vi.mock(import('../../src/imaging/kernels/laplace-grid.ts'), async (original) => {
  const real = await original();
  return { ...real, laplaceLoops: vi.fn(real.laplaceLoops) };
});
vi.mock(import('../../src/imaging/kernels/mean-shift-modes.ts'), async (original) => {
  const real = await original();
  return { ...real, meanShiftModes: vi.fn(real.meanShiftModes) };
});
vi.mock(import('../../src/imaging/kernels/patch-field.ts'), async (original) => {
  const real = await original();
  return { ...real, patchLoops: vi.fn(real.patchLoops) };
});

const OPTIONS = { level: 'medium', differences: 3, fewer: true, seed: 'twins' } as const;

describe('a puzzle made without vectors', () => {
  it('is the same to the byte', async () => {
    const scene = { width: 200, height: 150, columns: 3, rows: 2, shapeSize: 24 };
    const image = drawShapes(withNoise(shadedGround(scene), 12, 'ground'), gridShapes(scene));
    const make = () => createPuzzleOf(() => Promise.resolve(image), OPTIONS);
    const withVectors = await make();
    expect(meanShiftModes).toHaveBeenCalled();
    // Whether a place is filled by membranes or by patches is up to the picture.
    vi.mocked(laplaceLoops).mockReturnValue(plainLaplaceLoops);
    vi.mocked(meanShiftModes).mockImplementation(meanShiftModesPlainly);
    vi.mocked(patchLoops).mockReturnValue(plainPatchLoops);
    const { timings: _, ...plain } = await make();
    expect(plain.key).toEqual(withVectors.key);
    expect(plain.engine).toEqual(withVectors.engine);
    for (const name of ['original', 'altered', 'board', 'answers'] as const) {
      expect(sameBytes(plain[name].bytes, withVectors[name].bytes)).toBe(true);
    }
  });
});
