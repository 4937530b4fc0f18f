import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/contract/geometry.ts';
import { copyRgbImage, createMask, type Mask, type RgbImage } from '../../src/imaging/image.ts';
import { type InpaintOptions, inpaint } from '../../src/inpainting/inpaint.ts';
import { ENGINE_CHOICES, ENGINE_NAMES, ENGINES, type EngineChoice } from '../../src/inpainting/registry.ts';
import { boxesWithin } from '../contract/masks.ts';
import { flat, paint, texture } from '../support/pictures.ts';
import { sameBytes } from '../support/same-bytes.ts';

const SIZE = { width: 90, height: 60 };
const image = texture(SIZE, 'inpaint');
const usable: EngineChoice[] = [];
for (const choice of ENGINE_CHOICES) {
  if (choice === 'auto' || (await ENGINES[choice].whyUnavailable()) === undefined) usable.push(choice);
}

function maskOfBoxes(boxes: readonly Box[], { width, height } = SIZE): Mask {
  const mask = createMask(width, height);
  for (const box of boxes) {
    for (let y = box.y; y < box.y + box.height; y++) {
      mask.data.fill(1, y * width + box.x, y * width + box.x + box.width);
    }
  }
  return mask;
}

const hole = maskOfBoxes([{ x: 30, y: 20, width: 14, height: 9 }]);
const fill = async (of: RgbImage, mask: Mask, engine: EngineChoice, options: Partial<InpaintOptions> = {}) =>
  inpaint(of, mask, { engine, seed: 'seed', ...options });

/** Pixels outside the mask that differ. */
function strays(before: RgbImage, after: RgbImage, mask: Mask): number[] {
  const differs = (at: number) => [0, 1, 2].some((c) => before.data[at * 3 + c] !== after.data[at * 3 + c]);
  return Array.from(mask.data.keys()).filter((pixel) => !mask.data[pixel] && differs(pixel));
}

describe('the registry', () => {
  it('is frozen, and offers auto first', () => {
    expect(Object.isFrozen(ENGINES)).toBe(true);
    expect(ENGINE_CHOICES).toEqual(['auto', ...ENGINE_NAMES]);
  });

  it('has engines at hand that need nothing', () => {
    expect(usable).toEqual(expect.arrayContaining(['auto', 'harmonic']));
  });
});

describe.each(usable)('inpaint with %s', (engine) => {
  it('changes nothing outside the mask and leaves the image given as it was', async () => {
    const holes = fc.array(boxesWithin(SIZE, 25), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(holes, async (boxes) => {
        const mask = maskOfBoxes(boxes);
        const before = copyRgbImage(image);
        const { image: filled } = await fill(image, mask, engine);
        expect(sameBytes(image.data, before.data)).toBe(true);
        expect(strays(image, filled, mask)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('makes the same bytes from the same seed', async () => {
    const [one, other] = await Promise.all([fill(image, hole, engine), fill(image, hole, engine)]);
    expect(sameBytes(one.image.data, other.image.data)).toBe(true);
  });

  it('never looks at what stands in the hole', async () => {
    const painted = copyRgbImage(image);
    hole.data.forEach((value, pixel) => {
      if (value) painted.data.set([255, 0, 255], pixel * 3);
    });
    const [one, other] = await Promise.all([fill(image, hole, engine), fill(painted, hole, engine)]);
    expect(sameBytes(one.image.data, other.image.data)).toBe(true);
  });

  it('names the engine and the time of each hole', async () => {
    const far = maskOfBoxes([
      { x: 2, y: 3, width: 9, height: 7 },
      { x: 70, y: 44, width: 9, height: 7 },
    ]);
    const { holes } = await fill(image, far, engine);
    expect(holes.map(({ box }) => box.x)).toEqual([2, 70]);
    for (const { engine: used, milliseconds } of holes) {
      expect(ENGINE_NAMES).toContain(used);
      if (engine !== 'auto') expect(used).toBe(engine);
      expect(milliseconds).toBeGreaterThan(0);
    }
  });

  it.each<[string, Box]>([
    ['in the upper left corner', { x: 0, y: 0, width: 12, height: 9 }],
    ['at the right border', { x: 78, y: 20, width: 12, height: 9 }],
    ['across the whole width', { x: 0, y: 22, width: 90, height: 8 }],
    ['of a single pixel', { x: 40, y: 30, width: 1, height: 1 }],
  ])('keeps a plain colour in a hole %s', async (_, box) => {
    const plain = flat(SIZE, [13, 144, 201]);
    const { image: filled } = await fill(plain, maskOfBoxes([box]), engine);
    expect(sameBytes(filled.data, plain.data)).toBe(true);
  });

  it('stops when it is told to', async () => {
    const reason = new Error('enough');
    await expect(fill(image, hole, engine, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it.each<[string, () => Mask, string]>([
    ['is empty', () => createMask(90, 60), 'mask-empty'],
    ['covers everything', () => maskOfBoxes([{ x: 0, y: 0, ...SIZE }]), 'mask-covers-everything'],
    [
      'has another size',
      () => maskOfBoxes([{ x: 1, y: 1, width: 2, height: 2 }], { width: 60, height: 90 }),
      'mask-differs-in-size',
    ],
  ])('refuses a mask that %s', async (_, mask, code) => {
    await expect(fill(image, mask(), engine)).rejects.toMatchObject({ code });
  });

  it('refuses a prompt unless it takes one', async () => {
    if (engine !== 'auto' && ENGINES[engine].takesPrompt) return;
    const prompt = fill(image, hole, engine, { prompt: 'grass' });
    // The one that takes prompts is a server, and there is none here.
    const refusal = { code: 'engine-takes-no-prompt', details: { engine } };
    await expect(prompt).rejects.toMatchObject(engine === 'auto' ? { code: 'inpaint-server-missing' } : refusal);
  });
});

it('continues a slope of light exactly, however large the hole', async () => {
  const ramp = paint(SIZE, (x, y) => [20 + 2 * x, 200 - 3 * y, 40 + x + y]);
  const mask = maskOfBoxes([{ x: 12, y: 8, width: 62, height: 44 }]);
  const { image: filled } = await fill(ramp, mask, 'harmonic');
  expect(sameBytes(filled.data, ramp.data)).toBe(true);
});

describe('a picture of 3 x 3 pixels', () => {
  const tiny = flat({ width: 3, height: 3 }, [10, 20, 30]);
  const middle = maskOfBoxes([{ x: 1, y: 1, width: 1, height: 1 }], tiny);

  it.each<EngineChoice>(['harmonic', 'auto'])('is filled by %s', async (engine) => {
    const { image: filled, holes } = await fill(tiny, middle, engine);
    expect(sameBytes(filled.data, tiny.data)).toBe(true);
    expect(holes.map(({ engine: used }) => used)).toEqual(['harmonic']);
  });

  it('has no patch to copy', async () => {
    await expect(fill(tiny, middle, 'patch-match')).rejects.toMatchObject({ code: 'nothing-to-copy' });
  });
});
