import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InferenceSettings } from '../../src/contract/inference-settings.ts';
import { findEntry, type ModelEntry, readManifest } from '../../src/inference/manifest.ts';
import { encodeOnnx, type Graph } from './onnx.ts';

/** Where the real weights lie on machines that have them. */
export const REAL_MODELS = join(import.meta.dirname, '../../../shared/models');

/** Settings that use a folder of models, the CPU and no network. */
export function modelSettings(modelsDir: string | undefined, more: Partial<InferenceSettings> = {}): InferenceSettings {
  return {
    modelsDir,
    modelFiles: {},
    device: 'cpu',
    threads: 1,
    isOffline: true,
    mirrorUrl: undefined,
    inpaintUrl: undefined,
    ...more,
  };
}

const RGB = [1, 3, 'height', 'width'];
const GREY = [1, 1, 'height', 'width'];

/** Takes and gives what MI-GAN does; where the mask says fill, the result is the constant `paint`. */
export const miganLike = (paint: number): Graph => ({
  inputs: [
    { name: 'image', type: 'uint8', shape: RGB },
    { name: 'mask', type: 'uint8', shape: GREY },
  ],
  outputs: [{ name: 'result', type: 'uint8', shape: RGB }],
  constants: [{ name: 'paint', dims: [1], values: new Float32Array([paint]) }],
  nodes: [
    { op: 'Cast', in: ['mask'], out: ['keep'], with: { to: 9 } },
    { op: 'Cast', in: ['paint'], out: ['colour'], with: { to: 2 } },
    { op: 'Where', in: ['keep', 'image', 'colour'], out: ['result'] },
  ],
});

/** Writes a model under its name in the manifest; the entry that comes back carries the right hash for it. */
export function writeModel(folder: string, name: string, graph: Graph): ModelEntry {
  const entry = findEntry(readManifest(), name);
  const content = encodeOnnx(graph);
  writeFileSync(join(folder, entry.file), content);
  return { ...entry, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}
