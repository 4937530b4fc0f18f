import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { InferenceSettings } from '../../src/contract/inference-settings.ts';
import { Inference, type InferenceParts, type Network } from '../../src/inference/inference.ts';
import { findEntry, readManifest } from '../../src/inference/manifest.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { codedErrorOf } from '../support/coded.ts';
import { miganLike, modelSettings, writeModel } from '../support/models.ts';
import { encodeOnnx } from '../support/onnx.ts';

// Each starts processes, and the cores may have a dozen other things to do.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
const PLENTY = 8_000_000_000;
const opened: Inference[] = [];

afterEach(() => {
  for (const inference of opened.splice(0)) inference.dispose();
});

function make(more: Partial<InferenceSettings> = {}, parts: InferenceParts = {}): Inference {
  const settings = modelSettings(folder.path, more);
  const inference = new Inference(settings, { readAvailableBytes: () => PLENTY, ...parts });
  opened.push(inference);
  return inference;
}

/** A 3 x 2 picture whose middle column is to be painted. */
const feeds = [
  { type: 'uint8', data: Uint8Array.from({ length: 18 }, (_, at) => at), dims: [1, 3, 2, 3] },
  { type: 'uint8', data: Uint8Array.from([255, 0, 255, 255, 0, 255]), dims: [1, 1, 2, 3] },
] as const;
const painted = [0, 99, 2, 3, 99, 5, 6, 99, 8, 9, 99, 11, 12, 99, 14, 15, 99, 17];

const runOnce = async (network: Network) => [...(await network.run(feeds))[0].data];

describe('a network', () => {
  it('gets its inputs by name and gives its result', async () => {
    const models = [writeModel(folder.path, 'migan', miganLike(99))];
    expect(await make({}, { models }).use('migan', runOnce)).toEqual(painted);
  });

  it('stays loaded from one use to the next, and gives way to another one', async () => {
    const models = [writeModel(folder.path, 'migan', miganLike(99)), writeModel(folder.path, 'migan-v1', miganLike(7))];
    const inference = make({}, { models });
    const networks: Network[] = [];
    for (const name of ['migan', 'migan', 'migan-v1', 'migan']) {
      await inference.use(name, async (network) => void networks.push(network));
    }
    expect(networks[1]).toBe(networks[0]);
    expect(networks[2].entry.name).toBe('migan-v1');
    expect(networks[3]).not.toBe(networks[0]);
    await expect(networks[0].run(feeds)).rejects.toThrow('inference-failed');
  });

  it('does one thing at a time', async () => {
    const models = [writeModel(folder.path, 'migan', miganLike(99))];
    const inference = make({}, { models });
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await sleep(20);
      order.push(`${name} ends`);
    };
    await Promise.all([inference.use('migan', work('a')), inference.use('migan', work('b'))]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('gives its memory back when nobody has used it for a while', async () => {
    const models = [writeModel(folder.path, 'migan', miganLike(99))];
    const inference = make({}, { models, idleMs: 10 });
    let first: Network | undefined;
    await inference.use('migan', async (network) => {
      first = network;
    });
    await sleep(100);
    await inference.use('migan', async (network) => expect(network).not.toBe(first));
  });

  it('is there again after its work has failed or was stopped', async () => {
    const models = [writeModel(folder.path, 'migan', miganLike(99))];
    const inference = make({}, { models });
    const wrong = [feeds[0], { type: 'uint8', data: new Uint8Array(4), dims: [1, 1, 2, 2] }] as const;
    const failure = await codedErrorOf(inference.use('migan', (network) => network.run(wrong)));
    expect(failure).toMatchObject({ code: 'inference-failed', details: { model: 'migan', device: 'cpu' } });
    const stop = new AbortController();
    const reason = new Error('nobody wants it any more');
    const stopped = inference.use(
      'migan',
      async (network) => {
        stop.abort(reason);
        return network.run(feeds);
      },
      stop.signal,
    );
    await expect(stopped).rejects.toBe(reason);
    await expect(inference.use('migan', runOnce, stop.signal)).rejects.toBe(reason);
    expect(await inference.use('migan', runOnce)).toEqual(painted);
  });

  it('of the host’s own takes the place of the one in the manifest', async () => {
    const path = join(folder.path, 'mine.onnx');
    writeFileSync(path, encodeOnnx(miganLike(7)));
    const inference = make({ modelFiles: { migan: path } });
    await inference.use('migan', async (network) => {
      expect(network.isOwnFile).toBe(true);
      expect((await runOnce(network))[1]).toBe(7);
    });
  });
});

describe('a network that cannot be used', () => {
  const failureOf = async (inference: Inference, name = 'migan') => {
    const { code, details } = await codedErrorOf(inference.use(name, runOnce));
    return { code, ...details };
  };

  it('because models are off, memory is short or the file is missing says so, before and when it is used', async () => {
    const cases = [
      [{ modelsDir: undefined }, {}, { code: 'models-off', model: 'lama' }],
      [{}, {}, { code: 'model-missing', model: 'lama' }],
      [
        {},
        { readAvailableBytes: () => 512_000_000 },
        { code: 'memory-too-small', model: 'lama', neededMegabytes: 2000, availableMegabytes: 512 },
      ],
      [
        { modelFiles: { lama: '/nowhere.onnx' } },
        {},
        { code: 'file-unreadable', path: '/nowhere.onnx', reason: 'ENOENT' },
      ],
    ] as const;
    for (const [settings, parts, expected] of cases) {
      const inference = make(settings, parts);
      const obstacle = await inference.obstacle('lama');
      expect({ code: obstacle?.code, ...obstacle?.details }).toEqual(expected);
      expect(await failureOf(inference, 'lama')).toEqual(expected);
    }
  });

  it('is told in the log once', async () => {
    const lines: unknown[] = [];
    const log = { info: (line: unknown) => lines.push(line) } as unknown as NonNullable<InferenceParts['log']>;
    const inference = make({}, { log });
    await inference.obstacle('lama');
    await inference.obstacle('lama');
    expect(lines).toEqual([{ model: 'lama', code: 'model-missing' }]);
  });

  it('because its bytes are not the manifest’s', async () => {
    writeModel(folder.path, 'migan', miganLike(99));
    const path = join(folder.path, 'migan_pipeline_v2.onnx');
    expect(await failureOf(make())).toEqual({ code: 'model-wrong-hash', model: 'migan', path });
  });

  it('because the file is damaged', async () => {
    const whole = encodeOnnx(miganLike(99));
    const path = join(folder.path, 'mine.onnx');
    for (const content of [whole.subarray(0, whole.length - 20), Buffer.from('no model'), Buffer.alloc(0)]) {
      writeFileSync(path, content);
      expect(await failureOf(make({ modelFiles: { migan: path } }))).toMatchObject({ code: 'model-unusable', path });
    }
  });

  it('because it is another network', async () => {
    const path = join(folder.path, 'mine.onnx');
    const right = miganLike(99);
    const inputs = right.inputs.map((input) => ({ ...input, name: `${input.name}s` }));
    const nodes = right.nodes.map((node) => ({
      ...node,
      in: node.in.map((name) => name.replace(/^(image|mask)$/, '$1s')),
    }));
    writeFileSync(path, encodeOnnx({ ...right, inputs, nodes }));
    expect(await failureOf(make({ modelFiles: { migan: path } }))).toMatchObject({
      code: 'model-unusable',
      reason: 'image: uint8 [1, 3, height, width] ≠ -',
    });
    writeFileSync(path, encodeOnnx(right));
    expect(await failureOf(make({ modelFiles: { lama: path } }), 'lama')).toMatchObject({
      code: 'model-unusable',
      reason: 'image: float32 [1, 3, 512, 512] ≠ uint8 [1, 3, height, width]',
    });
  });

  it('because the device is not there', async () => {
    const models = [writeModel(folder.path, 'migan', miganLike(99))];
    // Of the four at most two belong to any one system.
    const failures = await Promise.all(
      (['coreml', 'dml'] as const).map((device) => failureOf(make({ device }, { models }))),
    );
    for (const failure of failures) expect(failure).toMatchObject({ code: 'device-unavailable', model: 'migan' });
  });

  it('because nobody knows it', async () => {
    expect(await failureOf(make(), 'magic')).toMatchObject({ code: 'model-unknown', model: 'magic' });
    expect(() => findEntry(readManifest(), 'magic')).toThrow('migan, migan-v1, lama');
  });
});
