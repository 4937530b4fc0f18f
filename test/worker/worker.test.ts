import { beforeAll, describe, expect, it } from 'vitest';
import type { JobRequest } from '../../src/contract/messages.ts';
import type { WorkerMessage, WorkerPort } from '../../src/contract/worker-protocol.ts';
import { runTask } from '../../src/worker/entry.ts';
import { runJob } from '../../src/worker/run-job.ts';
import { codedErrorOf } from '../support/coded.ts';
import { scenePng } from '../support/scenes.ts';

const options = { level: 'medium', differences: 2, seed: 'worker' } as const;
let picture: Buffer;

beforeAll(async () => {
  picture = await scenePng('medium');
});

/** Listens like the other end of a channel and notes what was transferred. */
function fakePort() {
  const messages: WorkerMessage[] = [];
  const transferred: ArrayBuffer[] = [];
  const port: WorkerPort = {
    postMessage: (message, transfer = []) => {
      messages.push(message);
      transferred.push(...transfer);
    },
  };
  return { port, messages, transferred };
}

async function messagesOf(request: JobRequest) {
  const ear = fakePort();
  await runTask({ request, port: ear.port });
  return ear;
}

/** Every byte array of a plain value. */
function byteArrays(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(byteArrays) : [];
}

describe('runJob', () => {
  it('makes a puzzle', async () => {
    const puzzle = await runJob({ kind: 'make-puzzle', picture, options });
    expect(puzzle.key.differences).toHaveLength(2);
  });

  it('spots the differences of the puzzle it made', async () => {
    const { original, altered } = await runJob({ kind: 'make-puzzle', picture, options });
    const spotted = await runJob({ kind: 'spot-differences', a: original.bytes, b: altered.bytes });
    expect(spotted.differences).toHaveLength(2);
  });

  it('rejects with the coded failure of the recipe and heeds its signal', async () => {
    const garbage = Buffer.from('garbage');
    const request = { kind: 'make-puzzle', picture: garbage, options } as const;
    expect((await codedErrorOf(runJob(request))).code).toBe('picture-not-an-image');
    const reason = new Error('stop');
    await expect(runJob({ ...request, picture }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('runTask', () => {
  it('tells of its progress, then sends the puzzle in buffers of its own', async () => {
    const { messages, transferred } = await messagesOf({ kind: 'make-puzzle', picture, options });
    expect(messages.slice(0, -1).every(({ kind }) => kind === 'progress')).toBe(true);
    expect(messages.length).toBeGreaterThan(2);
    const last = messages[messages.length - 1];
    if (last.kind !== 'done') throw new Error(`expected done, received ${last.kind}`);
    const arrays = byteArrays(last.result);
    expect(arrays).toHaveLength(4);
    expect(new Set(arrays.map(({ buffer }) => buffer))).toEqual(new Set(transferred));
    // Only such messages can cross to another thread, and what crosses must be whole.
    const crossed = structuredClone(last, { transfer: transferred });
    expect(byteArrays(crossed).every((bytes) => bytes.length > 100 && bytes.length === bytes.buffer.byteLength)).toBe(
      true,
    );
  });

  it('gives back the request’s own bytes unharmed', async () => {
    const copy = Buffer.from(picture);
    await messagesOf({ kind: 'spot-differences', a: picture, b: picture });
    expect(Buffer.compare(picture, copy)).toBe(0);
  });

  it.each(['make-puzzle', 'spot-differences'] as const)('says what is wrong with garbage given to %s', async (kind) => {
    const garbage = Uint8Array.from({ length: 500 }, (_, at) => (at * 37) % 251);
    const request = kind === 'make-puzzle' ? { kind, picture: garbage, options } : { kind, a: picture, b: garbage };
    const { messages, transferred } = await messagesOf(request);
    expect(messages[messages.length - 1]).toMatchObject({
      kind: 'failed',
      failure: { code: 'picture-not-an-image', details: {} },
    });
    expect(messages.filter(({ kind: each }) => each !== 'progress')).toHaveLength(1);
    expect(transferred).toEqual([]);
  });

  it('calls a bug a bug and keeps its stack for the log', async () => {
    const request = { kind: 'make-puzzle', picture: null, options } as unknown as JobRequest;
    const { messages } = await messagesOf(request);
    expect(messages[messages.length - 1]).toMatchObject({
      kind: 'failed',
      failure: { code: 'internal', details: {}, stack: expect.stringContaining('decodePicture') },
    });
  });
});
