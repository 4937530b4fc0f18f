import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../contract/coded-error.ts';
import type { InferenceSettings } from '../contract/inference-settings.ts';
import { MODEL_DOWNLOAD_STALL_MS } from '../contract/limits.ts';
import type { ModelEntry } from './manifest.ts';

/** Lines break, and each further try goes on from what has arrived; so many in a row that bring nothing are the end. */
const TRIES = 3;
const PAUSE_MS = 500;
const HTTP_PARTIAL = 206;
const HTTP_RANGE_REFUSED = 416;

/** How much of a model has arrived. */
export interface DownloadProgress {
  readonly bytes: number;
  /** Undefined where neither the manifest nor the server tells it. */
  readonly totalBytes: number | undefined;
}

export interface DownloadContext {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** For tests; how long a server may send nothing. */
  readonly stallMs?: number;
}

/** What has arrived so far, appended to and hashed on the way. */
interface Part {
  readonly path: string;
  bytes: number;
  hash: Hash;
}

/** The download cannot be served: another try at the same address would end the same way. */
class Refusal extends Error {}

function addressOf(entry: ModelEntry, { mirrorUrl }: InferenceSettings): URL | undefined {
  if (mirrorUrl !== undefined) return new URL(`${mirrorUrl}/${entry.file}`);
  const source = entry.sources.find((candidate) => 'url' in candidate);
  return source && new URL(source.url);
}

async function openPart(path: string): Promise<Part> {
  const bytes = (await stat(path).catch(() => undefined))?.size ?? 0;
  const hash = createHash('sha256');
  if (bytes > 0) await pipeline(createReadStream(path), hash, { end: false });
  return { path, bytes, hash };
}

async function restart(part: Part): Promise<void> {
  await rm(part.path, { force: true });
  part.bytes = 0;
  part.hash = createHash('sha256');
}

/** The innermost system code (ENOTFOUND, ECONNREFUSED ...) or what else is known. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return reasonOf(error.cause);
  if (error.name === 'TimeoutError') return 'timeout';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

const isDiskError = (error: unknown) =>
  error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EIO'].includes(`${error.code}`);

async function request(url: URL, part: Part, signal: AbortSignal): Promise<Response> {
  const headers = { 'accept-encoding': 'identity', ...(part.bytes > 0 && { range: `bytes=${part.bytes}-` }) };
  const response = await fetch(url, { headers, signal });
  if (response.status === HTTP_RANGE_REFUSED && part.bytes > 0) {
    await restart(part);
    throw new Error(`HTTP ${response.status}`);
  }
  if (!response.ok || response.body === null) throw new Refusal(`HTTP ${response.status}`);
  // A server that cannot go on in the middle sends everything again.
  if (response.status !== HTTP_PARTIAL && part.bytes > 0) await restart(part);
  return response;
}

async function append(file: FileHandle, part: Part, chunk: Uint8Array, maxBytes: number | undefined): Promise<void> {
  if (maxBytes !== undefined && part.bytes + chunk.length > maxBytes) throw new Refusal('too long');
  await file.writeFile(chunk);
  part.hash.update(chunk);
  part.bytes += chunk.length;
}

/** Fetches what is missing of a part. Rejects when the line breaks; the part keeps what has arrived. */
async function fetchRest(url: URL, part: Part, entry: ModelEntry, context: DownloadContext): Promise<void> {
  const stall = new AbortController();
  const stallMs = context.stallMs ?? MODEL_DOWNLOAD_STALL_MS;
  const timer = setTimeout(() => stall.abort(new DOMException('', 'TimeoutError')), stallMs);
  try {
    const signal = context.signal ? AbortSignal.any([stall.signal, context.signal]) : stall.signal;
    const response = await request(url, part, signal);
    const rest = Number(response.headers.get('content-length')) || undefined;
    const totalBytes = entry.bytes ?? (rest === undefined ? undefined : part.bytes + rest);
    const file = await open(part.path, 'a');
    try {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        timer.refresh();
        await append(file, part, chunk, entry.bytes);
        context.onProgress?.({ bytes: part.bytes, totalBytes });
      }
    } finally {
      await file.close();
    }
    if (totalBytes !== undefined && part.bytes < totalBytes) throw new Error('broken off');
  } finally {
    clearTimeout(timer);
  }
}

async function fetchWithTries(url: URL, part: Part, entry: ModelEntry, context: DownloadContext): Promise<void> {
  for (let fruitless = 0; ; ) {
    const before = part.bytes;
    try {
      return await fetchRest(url, part, entry, context);
    } catch (error) {
      context.signal?.throwIfAborted();
      if (isDiskError(error)) throw new CodedError('folder-unwritable', { path: part.path, reason: reasonOf(error) });
      fruitless = part.bytes > before ? 0 : fruitless + 1;
      if (error instanceof Refusal || fruitless >= TRIES) {
        const details = { model: entry.name, host: url.host, reason: reasonOf(error) };
        throw new CodedError('model-download-failed', details, { cause: error });
      }
      await sleep(PAUSE_MS, undefined, { signal: context.signal }).catch(() => context.signal?.throwIfAborted());
    }
  }
}

/** Puts the finished part in its place, unless its bytes are not those of the manifest. */
async function settle(part: Part, path: string, entry: ModelEntry): Promise<void> {
  if (part.hash.digest('hex') !== entry.sha256) {
    await rm(part.path, { force: true });
    throw new CodedError('model-wrong-hash', { model: entry.name, path });
  }
  await rename(part.path, path);
}

/**
 * Downloads a model into the models folder: on from where an earlier download broke off, hashed while it arrives, and
 * under its own name only once it is whole and its SHA-256 is right.
 *
 * @returns the path of the file
 * @throws CodedError `models-off`, `model-download-offline`, `model-download-failed`, `model-wrong-hash`,
 *   `folder-unwritable`; the signal's reason when it aborts
 */
export async function downloadModel(
  entry: ModelEntry,
  settings: InferenceSettings,
  context: DownloadContext = {},
): Promise<string> {
  const { modelsDir, isOffline } = settings;
  if (modelsDir === undefined) throw new CodedError('models-off', { model: entry.name });
  const url = addressOf(entry, settings);
  if (isOffline || url === undefined) throw new CodedError('model-download-offline', { model: entry.name });
  const path = join(modelsDir, entry.file);
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (cause) {
    throw new CodedError('folder-unwritable', { path: modelsDir, reason: reasonOf(cause) }, { cause });
  }
  const part = await openPart(`${path}.part`);
  // Whole already, but for its name: the program was ended in between.
  if (entry.bytes === undefined || part.bytes !== entry.bytes) await fetchWithTries(url, part, entry, context);
  await settle(part, path, entry);
  return path;
}
