import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { drawFrame } from '../../src/imaging/board/draw-panels.ts';
import { encodeSmall } from '../../src/imaging/encode-within.ts';
import { Helper } from '../../src/puzzle/ahead/helper.ts';
import { REQUEST_STATES } from '../../src/puzzle/ahead/helper-messages.ts';
import { createPuzzleOf } from '../../src/puzzle/create-puzzle.ts';
import { gridScene } from '../support/pictures.ts';
import { LEVEL_SCENES } from '../support/scenes.ts';

vi.mock('../../src/imaging/encode-within.ts', async (original) => ({
  ...(await original<typeof import('../../src/imaging/encode-within.ts')>()),
  encodeSmall: vi.fn(),
}));
vi.mock('../../src/imaging/board/draw-panels.ts', async (original) => ({
  ...(await original<typeof import('../../src/imaging/board/draw-panels.ts')>()),
  drawFrame: vi.fn(),
}));

describe('a puzzle that fails', () => {
  it('begins nothing more of what was to be done beside it', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    vi.mocked(encodeSmall).mockImplementation(() =>
      gate.then(() => ({ bytes: new Uint8Array(), mediaType: 'image/png', width: 1, height: 1 })),
    );
    // It is being loaded, and begins nothing.
    const helper = new Helper();
    const looked = vi.spyOn(helper, 'look');
    const image = gridScene(LEVEL_SCENES.medium);
    // Larger than its pixels are many: nothing can be proposed.
    const broken = { ...image, width: 100 * image.width };
    const options = { level: 'medium', differences: 3, seed: 'seed' } as const;
    await expect(
      createPuzzleOf(
        async () => broken,
        options,
        {},
        () => helper,
      ),
    ).rejects.toThrow();
    const [[{ state }]] = looked.mock.calls;
    expect(Atomics.load(state, 0)).toBe(REQUEST_STATES.calledOff);
    open();
    await breathe();
    expect(encodeSmall).toHaveBeenCalledOnce();
    expect(drawFrame).not.toHaveBeenCalled();
    await helper.end();
  });
});
