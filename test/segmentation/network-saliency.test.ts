import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { setUpInference } from '../../src/inference/shared-inference.ts';
import { bestSaliency } from '../../src/segmentation/network-saliency.ts';
import { findSubject } from '../../src/segmentation/subject.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { codedErrorOf } from '../support/coded.ts';
import { modelSettings } from '../support/models.ts';
import { encodeOnnx, type Graph } from '../support/onnx.ts';
import { drawShapes, flat, shapeMask } from '../support/pictures.ts';

// Starts processes.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
afterAll(() => setUpInference(modelSettings(undefined)));

const SIZE = { width: 240, height: 160 };
const DISC = { kind: 'disc', centre: { x: 90, y: 80 }, size: 70, colour: [250, 20, 20] } as const;
const image = drawShapes(flat(SIZE, [20, 120, 120]), [DISC]);

/** Takes and gives what U^2-Net does: the difference of the first two planes it is given, so red stands out. */
const u2netLike = {
  inputs: [{ name: 'input.1', type: 'float32', shape: [1, 3, 320, 320] }],
  outputs: [{ name: '1959', type: 'float32', shape: [1, 1, 320, 320] }],
  constants: [{ name: 'weights', dims: [1, 3, 1, 1], values: new Float32Array([1, -1, 0]) }],
  nodes: [{ op: 'Conv', in: ['input.1', 'weights'], out: ['1959'], with: { kernel_shape: [1, 1] } }],
} satisfies Graph;

function useNetwork(graph: Graph): void {
  const path = join(folder.path, 'like.onnx');
  writeFileSync(path, encodeOnnx(graph));
  setUpInference(modelSettings(folder.path, { modelFiles: { u2netp: path } }));
}

describe('bestSaliency', () => {
  it('asks the network that is here, and says which', async () => {
    useNetwork(u2netLike);
    const { map, from } = await bestSaliency(image);
    expect(from).toBe('u2netp');
    expect([map.width, map.height]).toEqual([320, 320]);
    // The middle of the disc and a corner, on the network's square grid.
    expect(map.data[160 * 320 + 120]).toBeCloseTo(1, 1);
    expect(map.data[10 * 320 + 300]).toBeLessThan(0.15);
    expect(Math.min(...map.data)).toBe(0);
    expect(Math.max(...map.data)).toBe(1);
  });

  it('does without a network where there is none', async () => {
    setUpInference(modelSettings(undefined));
    expect((await bestSaliency(image)).from).toBe('minimum-barrier');
  });

  it('does not hide that a model that is here does not work', async () => {
    const path = join(folder.path, 'broken.onnx');
    writeFileSync(path, 'no network');
    setUpInference(modelSettings(folder.path, { modelFiles: { u2netp: path } }));
    expect((await codedErrorOf(bestSaliency(image))).code).toBe('model-unusable');
  });
});

describe('findSubject', () => {
  it('lays the edge of the main part on that of the image', async () => {
    setUpInference(modelSettings(undefined));
    const alpha = findSubject(image, await bestSaliency(image));
    expect(alpha).toMatchObject(SIZE);
    const truth = shapeMask(DISC, SIZE).data;
    const apart = alpha.data.reduce((sum, value, pixel) => sum + Math.abs(value - truth[pixel]), 0);
    expect(apart / truth.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.2);
  });

  it('is empty where nothing is salient', async () => {
    const blank = flat(SIZE, [90, 90, 90]);
    expect(Math.max(...findSubject(blank, await bestSaliency(blank)).data)).toBe(0);
  });
});
