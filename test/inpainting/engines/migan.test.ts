import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createMask, createRgbImage, type Mask, type RgbImage } from '../../../src/imaging/image.ts';
import { findEntry, readManifest } from '../../../src/inference/manifest.ts';
import { isIntact } from '../../../src/inference/model-files.ts';
import { setUpInference } from '../../../src/inference/shared-inference.ts';
import { migan } from '../../../src/inpainting/engines/migan.ts';
import { temporaryFolder } from '../../store/temporary-folder.ts';
import { codedErrorOf } from '../../support/coded.ts';
import { miganLike, modelSettings, REAL_MODELS } from '../../support/models.ts';
import { encodeOnnx } from '../../support/onnx.ts';
import { sameBytes } from '../../support/same-bytes.ts';

const folder = temporaryFolder();
afterAll(() => setUpInference(modelSettings(undefined)));

const fill = async (image: RgbImage, hole: Mask, signal?: AbortSignal) =>
  (await migan.fill({ image, hole, forbid: createMask(image.width, image.height), seed: 'any', signal })).image;

function boxMask(width: number, height: number, box: readonly [number, number, number, number]): Mask {
  const [x, y, boxWidth, boxHeight] = box;
  const mask = createMask(width, height);
  for (let row = y; row < y + boxHeight; row++) mask.data.fill(1, row * width + x, row * width + x + boxWidth);
  return mask;
}

describe('migan, on a network of its contract', () => {
  it('says fill where the hole is and keeps colours in their planes', async () => {
    const path = join(folder.path, 'like.onnx');
    writeFileSync(path, encodeOnnx(miganLike(99)));
    setUpInference(modelSettings(folder.path, { modelFiles: { migan: path } }));
    const image = createRgbImage(
      15,
      11,
      Uint8Array.from({ length: 495 }, (_, at) => at % 251),
    );
    const result = await fill(image, boxMask(15, 11, [7, 5, 1, 1]));
    const pixelAt = (x: number, y: number) => [...result.data.subarray((y * 15 + x) * 3).subarray(0, 3)];
    expect(pixelAt(7, 5)).toEqual([99, 99, 99]);
    // The rim of the hole is painted, too; what lies beyond is the image's own.
    expect(pixelAt(10, 5)).toEqual([99, 99, 99]);
    expect(pixelAt(14, 10)).toEqual([...image.data.subarray(492)]);
    expect(pixelAt(1, 0)).toEqual([3, 4, 5]);
  });

  it('tells why it is not there', async () => {
    setUpInference(modelSettings(undefined));
    expect(await migan.whyUnavailable()).toMatchObject({ code: 'models-off' });
    const failure = await codedErrorOf(fill(createRgbImage(3, 2), boxMask(3, 2, [1, 1, 1, 1])));
    expect(failure).toMatchObject({ code: 'models-off', details: { model: 'migan' } });
  });
});

const entry = findEntry(readManifest(), 'migan');
const path = join(REAL_MODELS, entry.file);
const isHere = existsSync(path);

/** Each starts a process or runs a network, and the cores may have a dozen other things to do. */
vi.setConfig({ testTimeout: 60_000 });

describe.skipIf(!isHere)(`migan, with its weights${isHere ? '' : ' (skipped: ../shared/models has none)'}`, () => {
  const SIDE = 240;
  /** A sky over a meadow, both shaded. */
  const meadow = createRgbImage(SIDE, SIDE);
  beforeAll(() => {
    setUpInference(modelSettings(REAL_MODELS, { threads: 2 }));
    for (let y = 0, pixel = 0; y < SIDE; y++) {
      const colour = y < SIDE / 2 ? [120 + y / 2, 160 + y / 3, 230] : [90 + y / 8, 150 - y / 6, 50];
      for (let x = 0; x < SIDE; x++, pixel++) meadow.data.set(colour, pixel * 3);
    }
  });

  it('has the bytes of the manifest', async () => {
    expect(await isIntact(entry, { path, origin: 'folder' })).toBe(true);
  });

  it('continues what surrounds the hole, the same every time, and keeps to the picture around it', async () => {
    const hole = boxMask(SIDE, SIDE, [100, 100, 40, 40]);
    const marked = { ...meadow, data: Uint8Array.from(meadow.data) };
    hole.data.forEach((isHole, pixel) => {
      if (isHole) marked.data.set([200, 20, 60], pixel * 3);
    });
    const [result, again] = [await fill(marked, hole), await fill(marked, hole)];
    expect(sameBytes(result.data, again.data)).toBe(true);
    let [errorInside, errorOutside] = [0, 0];
    for (let at = 0; at < result.data.length; at++) {
      const difference = Math.abs(result.data[at] - meadow.data[at]);
      if (hole.data[Math.floor(at / 3)]) errorInside += difference;
      else errorOutside += difference;
    }
    // The red thing that stood there is about 80 off.
    expect(errorInside / (40 * 40 * 3)).toBeLessThan(8);
    expect(errorOutside / result.data.length).toBeLessThan(1);
  });

  it.each([
    ['of 3 x 3 pixels', 3, [1, 1, 1, 1]],
    ['with a hole in the corner', 64, [0, 0, 20, 30]],
    ['that is nearly all hole', 64, [1, 1, 62, 62]],
  ] as const)('serves a picture %s', async (_, side, box) => {
    const result = await fill(createRgbImage(side, side), boxMask(side, side, box));
    expect(result).toMatchObject({ width: side, height: side });
  });
});
