import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMask, createRgbImage, type Mask, type RgbImage } from '../../../src/imaging/image.ts';
import { setUpInference } from '../../../src/inference/shared-inference.ts';
import { lama } from '../../../src/inpainting/engines/lama.ts';
import { temporaryFolder } from '../../store/temporary-folder.ts';
import { lamaLike, paintsOneColour } from '../../support/lama-like.ts';
import { modelSettings } from '../../support/models.ts';
import { encodeOnnx, type Graph } from '../../support/onnx.ts';
import { sameBytes } from '../../support/same-bytes.ts';

// Each starts a process, and the cores may have a dozen other things to do.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
afterEach(() => setUpInference(modelSettings(undefined)));

/** Models of tests have not the manifest's bytes, so they are the host's own. */
function useModel(graph: Graph): void {
  const path = join(folder.path, 'lama-like.onnx');
  if (!existsSync(path)) writeFileSync(path, encodeOnnx(graph));
  setUpInference(modelSettings(folder.path, { modelFiles: { lama: path } }));
}

function gradient(width: number, height: number): RgbImage {
  const image = createRgbImage(width, height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (const value of [x, y, x + y]) image.data[at++] = value % 256;
  }
  return image;
}

function boxMask(width: number, height: number, box: readonly [number, number, number, number]): Mask {
  const [x, y, boxWidth, boxHeight] = box;
  const mask = createMask(width, height);
  for (let row = y; row < y + boxHeight; row++) mask.data.fill(1, row * width + x, row * width + x + boxWidth);
  return mask;
}

const fill = async (image: RgbImage, hole: Mask) =>
  (await lama.fill({ image, hole, forbid: createMask(image.width, image.height), seed: 'any' })).image;

const pixelAt = ({ data, width }: RgbImage, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3).subarray(0, 3),
];

describe('lama', () => {
  it('paints the hole, the same every time, and gives the picture back around it', async () => {
    useModel(lamaLike);
    const image = gradient(140, 90);
    const hole = boxMask(140, 90, [60, 30, 30, 20]);
    const [first, second] = [await fill(image, hole), await fill(image, hole)];
    expect(sameBytes(first.data, second.data)).toBe(true);
    expect(first).toMatchObject({ width: 140, height: 90 });
    expect(pixelAt(first, 75, 40)).not.toEqual(pixelAt(image, 75, 40));
    for (const [x, y] of [
      [20, 20],
      [130, 80],
    ]) {
      pixelAt(first, x, y).forEach((value, channel) => {
        expect(Math.abs(value - pixelAt(image, x, y)[channel])).toBeLessThanOrEqual(2);
      });
    }
  });

  it.each([
    ['smaller than the network', 64, 48, [20, 20, 20, 10], 1],
    ['larger than the network, in the corner', 700, 600, [0, 0, 200, 150], 1],
    // Scaled up and down again, its one pixel keeps something of its neighbours.
    ['of 3 x 3 pixels', 3, 3, [1, 1, 1, 1], 60],
    ['whose hole is larger than the network', 640, 620, [30, 30, 560, 560], 1],
  ] as const)('serves a picture %s', async (_, width, height, box, tolerance) => {
    useModel(paintsOneColour([200 / 255, 200 / 255, 200 / 255]));
    const result = await fill(gradient(width, height), boxMask(width, height, box));
    expect(result).toMatchObject({ width, height });
    const [middleX, middleY] = [box[0] + Math.floor(box[2] / 2), box[1] + Math.floor(box[3] / 2)];
    for (const value of pixelAt(result, middleX, middleY)) expect(Math.abs(value - 200)).toBeLessThanOrEqual(tolerance);
  });

  it('finds out in which order a file of the host’s own takes its colours', async () => {
    // The test picture is warm (255, 150, 20) and cool (20, 60, 160): this one paints warm, if its first plane is blue.
    useModel(paintsOneColour([20 / 255, 150 / 255, 255 / 255]));
    const result = await fill(gradient(64, 64), boxMask(64, 64, [20, 20, 20, 20]));
    expect(pixelAt(result, 30, 30)).toEqual([255, 150, 20]);
  });

  it('is not there without a model', async () => {
    setUpInference(modelSettings(folder.path));
    expect(await lama.whyUnavailable()).toMatchObject({ code: 'model-missing', details: { model: 'lama' } });
    useModel(lamaLike);
    expect(await lama.whyUnavailable()).toBeUndefined();
  });
});
