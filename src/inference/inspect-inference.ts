import { listBackends } from './backends.ts';
import { ACCELERATORS } from './choose-device.ts';
import type { Inference } from './inference.ts';
import { readManifest } from './manifest.ts';
import { availableBytes } from './memory.ts';
import { findModelFile } from './model-files.ts';
import { type ProbeReport, probeDevice } from './probe-device.ts';

/** What neural networks can do here. */
export interface InferenceReport {
  /** INFERENCE_DEVICE. */
  readonly device: string;
  readonly threads: number;
  readonly availableBytes: number;
  /** The models that are here, and what keeps each from being used. */
  readonly models: readonly { readonly name: string; readonly path: string; readonly obstacle: string | null }[];
  /** The devices that the runtime knows. Accelerators are tried out with the first model that is here. */
  readonly devices: readonly {
    readonly name: string;
    readonly isBundled: boolean;
    readonly probe?: ProbeReport;
  }[];
}

async function inspectModels(inference: Inference) {
  const found = readManifest().map(async (entry) => {
    const file = await findModelFile(entry, inference.settings).catch(() => undefined);
    return file && { entry, path: file.path, obstacle: (await inference.obstacle(entry.name))?.code ?? null };
  });
  return (await Promise.all(found)).filter((model) => model !== undefined);
}

/** Looks at the models and tries the devices out. Takes a second or two. */
export async function inspectInference(inference: Inference): Promise<InferenceReport> {
  const { device, threads } = inference.settings;
  const models = await inspectModels(inference);
  const sample = models.find(({ entry, obstacle }) => entry.task === 'inpaint' && obstacle === null);
  const devices = listBackends().map(async (backend) => {
    const accelerator = ACCELERATORS.find((name) => name === backend.name);
    if (accelerator === undefined || sample === undefined) return backend;
    const { entry, path } = sample;
    return { ...backend, probe: await probeDevice({ entry, path, device: accelerator, threads }) };
  });
  return {
    device,
    threads,
    availableBytes: availableBytes(),
    models: models.map(({ entry, path, obstacle }) => ({ name: entry.name, path, obstacle })),
    devices: await Promise.all(devices),
  };
}
