import { describe, expect, it, vi } from 'vitest';
import { copyRgbImage, createMask, type Mask, type RgbImage } from '../../src/imaging/image.ts';
import { inpaint } from '../../src/inpainting/inpaint.ts';
import { detailOf, penaltyOf, seamStep } from '../../src/inpainting/judge-filling.ts';
import { patchMatch } from '../../src/inpainting/patch-match/patch-match.ts';
import { ENGINES } from '../../src/inpainting/registry.ts';
import { drawShapes, paint, texture, withNoise } from '../support/pictures.ts';

const SIZE = { width: 160, height: 110 };

/** A pattern that repeats every 16 pixels across and every 12 down, on a slope of light. */
const wallpaper = (slope: number) =>
  paint(SIZE, (x, y) => [
    Math.round(100 + 30 * Math.sin((x * Math.PI) / 8) + slope * x),
    Math.round(110 + 30 * Math.cos((y * Math.PI) / 6) + slope * x),
    Math.round(90 + slope * x),
  ]);

function roundHole(centreX: number, centreY: number, diameter: number): Mask {
  const mask = createMask(SIZE.width, SIZE.height);
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    const [x, y] = [pixel % SIZE.width, Math.floor(pixel / SIZE.width)];
    mask.data[pixel] = Math.hypot(x - centreX, y - centreY) <= diameter / 2 ? 1 : 0;
  }
  return mask;
}

const middle = roundHole(76, 52, 24);

/** Paints the hole over, then fills it. */
async function damageAndFill(image: RgbImage, mask: Mask): Promise<RgbImage> {
  const damaged = copyRgbImage(image);
  mask.data.forEach((value, pixel) => {
    if (value) damaged.data.set([255, 0, 255], pixel * 3);
  });
  return (await inpaint(damaged, mask, { engine: 'patch-match', seed: 'test' })).image;
}

/** Errors of all channels in the hole, ascending. */
function errorsIn(truth: RgbImage, filled: RgbImage, mask: Mask): number[] {
  const pixels = Array.from(mask.data.keys()).filter((pixel) => mask.data[pixel]);
  const errors = pixels.flatMap((pixel) =>
    [0, 1, 2].map((c) => Math.abs(truth.data[pixel * 3 + c] - filled.data[pixel * 3 + c])),
  );
  return errors.sort((a, b) => a - b);
}

/** Each quarter around the hole has a colour of its own, and its texture stands nowhere else. */
const patchwork = withNoise(
  paint(SIZE, (x, y) => (x < 76 ? [220, 40, 40] : y < 52 ? [40, 220, 40] : [30, 30, 200])),
  60,
  'misfit',
);

const largest = (errors: readonly number[]) => errors[errors.length - 1];
const mostly = (errors: readonly number[]) => errors[Math.floor(0.9 * errors.length)];

describe('patch-match', () => {
  it.each([
    ['in the middle', middle],
    ['at the left border', roundHole(4, 52, 24)],
    ['in the lower right corner', roundHole(155, 105, 24)],
  ])('continues a repeating pattern in a hole %s', async (_, mask) => {
    expect(largest(errorsIn(wallpaper(0), await damageAndFill(wallpaper(0), mask), mask))).toBeLessThanOrEqual(6);
  });

  it('bends what it copies to a slope of light', async () => {
    const errors = errorsIn(wallpaper(0.3), await damageAndFill(wallpaper(0.3), middle), middle);
    expect(mostly(errors)).toBeLessThanOrEqual(8);
  });

  it('takes no other thing along', async () => {
    const discs = [-32, 32].map((away) => ({
      kind: 'disc' as const,
      centre: { x: 76 + away, y: 52 },
      size: 14,
      colour: [250, 20, 20] as const,
    }));
    const image = drawShapes(wallpaper(0), discs);
    expect(largest(errorsIn(image, await damageAndFill(image, middle), middle))).toBeLessThanOrEqual(12);
  });

  it('continues an edge that crosses the hole', async () => {
    const image = withNoise(
      paint(SIZE, (x, y) => (y > 20 + 0.4 * x ? [60, 90, 50] : [180, 190, 220])),
      4,
      'edge',
    );
    expect(mostly(errorsIn(image, await damageAndFill(image, middle), middle))).toBeLessThanOrEqual(16);
  });

  it('makes texture, not fog, and no seam', async () => {
    const image = texture(SIZE, 'patch');
    const filled = await damageAndFill(image, middle);
    const ratio = detailOf(filled, middle) / detailOf(image, middle);
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.3);
    expect(seamStep(filled, middle)).toBeLessThan(1.5);
    expect(penaltyOf(filled, middle)).toBeLessThan(0.75);
  });

  it('never copies from forbidden pixels', async () => {
    const isForbidden = (pixel: number) => pixel % SIZE.width > 100;
    const image = withNoise(wallpaper(0), 20, 'forbid');
    const most = image.data.reduce((a, b) => Math.max(a, b), 0);
    const forbid = createMask(SIZE.width, SIZE.height);
    for (let pixel = 0; pixel < forbid.data.length; pixel++) {
      if (!isForbidden(pixel)) continue;
      forbid.data[pixel] = 1;
      image.data.fill(255, pixel * 3, pixel * 3 + 3);
    }
    const { image: filled } = await patchMatch.fill({ image, hole: middle, forbid, seed: 'test' });
    const bright = Array.from(middle.data.keys()).filter(
      (pixel) => middle.data[pixel] && filled.data.subarray(pixel * 3, pixel * 3 + 3).some((value) => value > most),
    );
    expect(bright).toEqual([]);
  });

  it('tells how ill what it copied continues the surroundings', async () => {
    const misfitOf = async (image: RgbImage) => {
      const forbid = createMask(SIZE.width, SIZE.height);
      return (await patchMatch.fill({ image, hole: middle, forbid, seed: 'test' })).misfit;
    };
    expect(await misfitOf(wallpaper(0))).toBeLessThan(4);
    expect(await misfitOf(patchwork)).toBeGreaterThan(12);
  });

  it('gives up early where nothing fits well enough, and not where something does', async () => {
    const forbid = createMask(SIZE.width, SIZE.height);
    const fill = (image: RgbImage, worstMisfit: number) =>
      patchMatch.fill({ image, hole: middle, forbid, seed: 'test', worstMisfit });
    await expect(fill(patchwork, 5)).rejects.toMatchObject({ code: 'nothing-to-copy' });
    expect((await fill(wallpaper(0), 5)).misfit).toBeLessThan(4);
  });

  it('says so when nothing may be copied', async () => {
    const forbid = createMask(SIZE.width, SIZE.height);
    forbid.data.fill(1);
    const refused = inpaint(wallpaper(0), middle, { engine: 'patch-match', seed: 'test', forbid });
    await expect(refused).rejects.toMatchObject({ code: 'nothing-to-copy' });
  });

  it('says so when the hole leaves no whole patch', async () => {
    const mask = createMask(SIZE.width, SIZE.height);
    mask.data.fill(1, SIZE.width * 5);
    await expect(damageAndFill(wallpaper(0), mask)).rejects.toMatchObject({ code: 'nothing-to-copy' });
  });

  it('stops between its levels when it is told to', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const running = inpaint(wallpaper(0), middle, { engine: 'patch-match', seed: 'test', signal: stop.signal });
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
  });
});

describe('auto', () => {
  const used = async (image: RgbImage, mask = middle) =>
    (await inpaint(image, mask, { engine: 'auto', seed: 'test' })).holes.map(({ engine }) => engine);

  it('spans a membrane where the surroundings are smooth', async () => {
    expect(await used(paint(SIZE, (x, y) => [x, y, 100]))).toEqual(['harmonic']);
  });

  it('copies where there is texture', async () => {
    expect(await used(texture(SIZE, 'auto'))).toEqual(['patch-match']);
  });

  it('spans a membrane where nothing can be copied', async () => {
    const mask = createMask(SIZE.width, SIZE.height);
    mask.data.fill(1, SIZE.width * 5);
    expect(await used(texture(SIZE, 'auto'), mask)).toEqual(['harmonic']);
  });

  it('spans a membrane, which shows, where nothing that was copied would fit', async () => {
    const filled = await inpaint(patchwork, middle, {
      engine: 'auto',
      isRepeatable: true,
      seed: 'test',
      worstMisfit: 5,
    });
    expect(filled.holes).toMatchObject([{ engine: 'harmonic', mismatch: 1 }]);
  });

  it('asks for no engine that needs a model where the result must be the same everywhere', async () => {
    const asked = vi.spyOn(ENGINES.migan, 'whyUnavailable');
    const image = texture(SIZE, 'auto');
    await inpaint(image, middle, { engine: 'auto', seed: 'test', isRepeatable: true });
    expect(asked).not.toHaveBeenCalled();
    await inpaint(image, middle, { engine: 'auto', seed: 'test' });
    expect(asked).toHaveBeenCalled();
    asked.mockRestore();
  });
});
