import { CodedError, type ErrorCode } from '../contract/coded-error.ts';
import type { InferenceDevice, InferenceSettings } from '../contract/inference-settings.ts';
import { MIN_NEURAL_BYTES, NEURAL_IDLE_MS } from '../contract/limits.ts';
import { createLog, type Logger } from '../log.ts';
import { chooseDevice } from './choose-device.ts';
import { findEntry, type ModelEntry, readManifest } from './manifest.ts';
import { availableBytes } from './memory.ts';
import { isIntact, type ModelFile, requireModelFile } from './model-files.ts';
import { type OpenNetwork, openNetwork } from './open-network.ts';
import type { TensorData } from './tensor-data.ts';

const BYTES_PER_MEGABYTE = 1_000_000;

/** A network that is ready to run. The same object for as long as it stays loaded. */
export interface Network {
  readonly entry: ModelEntry;
  readonly device: InferenceDevice;
  /** Whether it is a file of the host's own, about which the manifest knows nothing but its inputs and outputs. */
  readonly isOwnFile: boolean;
  /** @throws CodedError `inference-failed` */
  run(feeds: readonly TensorData[]): Promise<readonly TensorData[]>;
}

/** What an Inference is made of besides the settings; all have their defaults. */
export interface InferenceParts {
  readonly log?: Logger;
  readonly models?: readonly ModelEntry[];
  readonly idleMs?: number;
  readonly readAvailableBytes?: () => number;
}

interface Loaded {
  readonly network: Network;
  readonly process: OpenNetwork;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).trim().split('\n')[0];

/** The neural networks of one thread: at most one is in memory, in a process of its own, and it does one run at a time. */
export class Inference {
  readonly #settings: InferenceSettings;
  readonly #models: readonly ModelEntry[];
  readonly #log: Logger;
  readonly #idleMs: number;
  readonly #readAvailableBytes: () => number;
  readonly #told = new Set<string>();
  /** Where each model runs, by name: probing takes seconds, and hardware stays. */
  readonly #devices = new Map<string, InferenceDevice>();
  #loaded: Loaded | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  constructor(settings: InferenceSettings, parts: InferenceParts = {}) {
    this.#settings = settings;
    this.#models = parts.models ?? readManifest();
    this.#log = parts.log ?? createLog('silent');
    this.#idleMs = parts.idleMs ?? NEURAL_IDLE_MS;
    this.#readAvailableBytes = parts.readAvailableBytes ?? availableBytes;
  }

  get settings(): InferenceSettings {
    return this.#settings;
  }

  /**
   * What keeps a model from being used right now, as far as can be told without loading it: switched off, not on this
   * machine, too little memory. Each reason is logged once. Undefined when nothing does.
   */
  async obstacle(name: string): Promise<CodedError<ErrorCode> | undefined> {
    const entry = findEntry(this.#models, name);
    const obstacle = await this.#findObstacle(entry);
    if (obstacle !== undefined && !this.#told.has(`${name} ${obstacle.code}`)) {
      this.#told.add(`${name} ${obstacle.code}`);
      this.#log.info({ model: name, code: obstacle.code, ...obstacle.details }, 'a model is not used');
    }
    return obstacle;
  }

  /**
   * Gives a network to `work` and keeps everybody else waiting until that is done.
   *
   * @throws CodedError `model-unknown`, `models-off`, `memory-too-small`, `model-missing`, `model-wrong-hash`,
   *   `file-unreadable`, `model-unusable`, `device-unavailable`, those of `work`; the signal's reason when it aborts
   */
  async use<Result>(name: string, work: (network: Network) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    const entry = findEntry(this.#models, name);
    const mine = this.#turn.then(async () => {
      signal?.throwIfAborted();
      clearTimeout(this.#idle);
      const stop = () => this.dispose();
      signal?.addEventListener('abort', stop);
      try {
        const { network } = await this.#load(entry);
        signal?.throwIfAborted();
        return await work(network);
      } catch (error) {
        signal?.throwIfAborted();
        this.#log.info({ model: name, reason: messageOf(error) }, 'a model failed');
        throw error;
      } finally {
        signal?.removeEventListener('abort', stop);
        this.#idle = setTimeout(() => this.dispose(), this.#idleMs).unref();
      }
    });
    this.#turn = mine.catch(() => {});
    return await mine;
  }

  /** Frees the network in memory, also in the middle of a run; the next use loads it again. */
  dispose(): void {
    clearTimeout(this.#idle);
    const loaded = this.#loaded;
    this.#loaded = undefined;
    if (loaded === undefined) return;
    loaded.process.close();
    this.#log.info({ model: loaded.network.entry.name }, 'freed a model');
  }

  async #findObstacle(entry: ModelEntry): Promise<CodedError<ErrorCode> | undefined> {
    const model = entry.name;
    if (this.#settings.modelsDir === undefined) return new CodedError('models-off', { model });
    if (this.#loaded?.network.entry !== entry) {
      const available = this.#readAvailableBytes();
      if (available < MIN_NEURAL_BYTES) return tooSmall(model, available);
    }
    try {
      await requireModelFile(entry, this.#settings);
      return undefined;
    } catch (error) {
      if (error instanceof CodedError) return error;
      throw error;
    }
  }

  async #load(entry: ModelEntry): Promise<Loaded> {
    if (this.#loaded?.network.entry === entry) return this.#loaded;
    this.dispose();
    const obstacle = await this.#findObstacle(entry);
    if (obstacle !== undefined) throw obstacle;
    const file = await requireModelFile(entry, this.#settings);
    if (!(await isIntact(entry, file))) {
      throw new CodedError('model-wrong-hash', { model: entry.name, path: file.path });
    }
    const loaded = await this.#open(entry, file);
    this.#loaded = loaded;
    return loaded;
  }

  async #open(entry: ModelEntry, { path, origin }: ModelFile): Promise<Loaded> {
    const { threads } = this.#settings;
    const device = this.#devices.get(entry.name) ?? (await chooseDevice(entry, path, this.#settings, this.#log));
    this.#devices.set(entry.name, device);
    const startedAt = performance.now();
    const process = await openNetwork({ entry, path, device, threads }).catch((cause) => {
      throw new CodedError('model-unusable', { model: entry.name, path, reason: messageOf(cause) }, { cause });
    });
    const loadMs = Math.round(performance.now() - startedAt);
    const pidOfNetwork = process.pid;
    this.#log.info({ model: entry.name, device, threads, path, origin, loadMs, pidOfNetwork }, 'loaded a model');
    const run = async (feeds: readonly TensorData[]) => {
      try {
        return await process.run(feeds);
      } catch (cause) {
        // Its process may have ended: the next use starts a new one.
        this.dispose();
        throw new CodedError('inference-failed', { model: entry.name, device, reason: messageOf(cause) }, { cause });
      }
    };
    return { process, network: { entry, device, isOwnFile: origin === 'own', run } };
  }
}

function tooSmall(model: string, availableBytesNow: number): CodedError<'memory-too-small'> {
  const [neededMegabytes, availableMegabytes] = [MIN_NEURAL_BYTES, availableBytesNow].map((bytes) =>
    Math.round(bytes / BYTES_PER_MEGABYTE),
  );
  return new CodedError('memory-too-small', { model, neededMegabytes, availableMegabytes });
}
