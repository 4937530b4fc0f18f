import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CodedError } from '../../contract/coded-error.ts';
import { INPAINT_SERVER_TIMEOUT_MS, MAX_INPAINT_ANSWER_BYTES, MIN_PICTURE_SIDE_PX } from '../../contract/limits.ts';
import { decodePicture, encodePng } from '../../imaging/codec.ts';
import { createRgbImage, type Mask, type RgbImage } from '../../imaging/image.ts';
import { createRandom } from '../../imaging/random.ts';
import { sharedInference } from '../../inference/shared-inference.ts';
import type { HoleTask, InpaintingEngine } from '../engine.ts';
import { hideHole } from './hide-hole.ts';
import { imageWindow, maskWindow } from './mirrored-window.ts';

const PATH = '/api/v1/inpaint';
/** A server that is busy or starting over deserves a second try; one that says no does not. */
const TRIES = 2;
const PAUSE_MS = 1000;
const FIRST_SERVER_ERROR = 500;
/** Diffusion models work on blocks of so many pixels. */
const BLOCK_PX = 8;
const SD_STEPS = 30;
const MAX_SEED = 0x7fffffff;
const WHITE = 255;
/** Of what a server says about its failure. */
const MAX_DETAIL_LENGTH = 200;

const failureSchema = z.object({ detail: z.string() });

/** The server refused or failed; whether another try makes sense. */
class ServerFailure extends Error {
  readonly mayPass: boolean;

  constructor(reason: string, mayPass: boolean, options?: ErrorOptions) {
    super(reason, options);
    this.mayPass = mayPass;
  }
}

const serverUrl = () => sharedInference().settings.inpaintUrl;

/** White where the hole is. */
function drawMask(hole: Mask): RgbImage {
  const image = createRgbImage(hole.width, hole.height);
  hole.data.forEach((isHole, pixel) => {
    image.data.fill(isHole ? WHITE : 0, pixel * 3, pixel * 3 + 3);
  });
  return image;
}

/** Sides that every server can work with: not too small, and whole blocks. */
function servedSize({ width, height }: RgbImage) {
  const served = (side: number) => Math.ceil(Math.max(side, MIN_PICTURE_SIDE_PX) / BLOCK_PX) * BLOCK_PX;
  return { width: served(width), height: served(height) };
}

async function encodeTask(task: HoleTask): Promise<string> {
  const { hole, seed, prompt, negativePrompt } = task;
  const image = await hideHole(task);
  const size = servedSize(image);
  const origin = { x: 0, y: 0 };
  const pictures = [imageWindow(image, origin, size), drawMask(maskWindow(hole, origin, size))];
  const [picture, mask] = await Promise.all(
    pictures.map(async (shown) => Buffer.from((await encodePng(shown)).bytes).toString('base64')),
  );
  return JSON.stringify({
    image: picture,
    mask,
    prompt: prompt ?? '',
    negative_prompt: negativePrompt ?? '',
    sd_seed: createRandom(`${seed}/remote`).integer(0, MAX_SEED),
    sd_steps: SD_STEPS,
  });
}

/** Reads an answer of bounded length. */
async function readBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_INPAINT_ANSWER_BYTES) throw new ServerFailure('answer too long', false);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What the server says about its failure, if it says anything. */
function detailOf(body: Uint8Array): string {
  try {
    return `: ${failureSchema.parse(JSON.parse(new TextDecoder().decode(body))).detail.slice(0, MAX_DETAIL_LENGTH)}`;
  } catch {
    return '';
  }
}

async function post(url: string, body: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const timeout = AbortSignal.timeout(INPAINT_SERVER_TIMEOUT_MS);
  try {
    const response = await fetch(`${url}${PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      // A picture goes to the server that the host named and to no other.
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const answer = await readBody(response);
    if (response.ok) return answer;
    const reason = `HTTP ${response.status}${detailOf(answer)}`;
    throw new ServerFailure(reason, response.status >= FIRST_SERVER_ERROR);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ServerFailure) throw error;
    if (timeout.aborted) throw new ServerFailure('timeout', true);
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(error);
    throw new ServerFailure(code, true, { cause: error });
  }
}

async function askServer(url: string, body: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await post(url, body, signal);
    } catch (error) {
      if (!(error instanceof ServerFailure)) throw error;
      if (attempt >= TRIES || !error.mayPass) throw failed(url, error.message, error);
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}

function failed(url: string, reason: string, cause: unknown): CodedError {
  return new CodedError('inpaint-server-failed', { host: new URL(url).host, reason }, { cause });
}

async function decodeAnswer(
  url: string,
  bytes: Uint8Array,
  size: { width: number; height: number },
): Promise<RgbImage> {
  const { image } = await decodePicture(bytes, Math.max(size.width, size.height)).catch((error) => {
    throw error instanceof CodedError ? failed(url, error.code, error) : error;
  });
  if (image.width === size.width && image.height === size.height) return image;
  throw failed(url, `${image.width} × ${image.height} ≠ ${size.width} × ${size.height}`, undefined);
}

/** A server that speaks IOPaint's HTTP contract, on the host's own GPU. Pictures leave this machine: off by default. */
export const remote: InpaintingEngine = {
  takesPrompt: true,
  kind: 'imagines',
  whyUnavailable: async () => (serverUrl() === undefined ? new CodedError('inpaint-server-missing', {}) : undefined),
  async fill(task) {
    const url = serverUrl();
    if (url === undefined) throw new CodedError('inpaint-server-missing', {});
    const answer = await askServer(url, await encodeTask(task), task.signal);
    const painted = await decodeAnswer(url, answer, servedSize(task.image));
    return { image: imageWindow(painted, { x: 0, y: 0 }, task.image) };
  },
};
