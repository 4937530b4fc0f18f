import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type DownloadContext, type DownloadProgress, downloadModel } from '../../src/inference/download.ts';
import { findEntry, type ModelEntry, readManifest } from '../../src/inference/manifest.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { codedErrorOf } from '../support/coded.ts';
import { modelSettings } from '../support/models.ts';

const CONTENT = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 251));
const entry: ModelEntry = {
  ...findEntry(readManifest(), 'migan'),
  bytes: CONTENT.length,
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
};
const folder = temporaryFolder();
const inFolder = () => join(folder.path, 'models', entry.file);
const partial = () => `${inFolder()}.part`;

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Asked {
  readonly url: string | undefined;
  readonly range: string | undefined;
}

async function serve(handler: Handler) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, range: request.headers.range });
    handler(request, response, asked.length);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const mirrorUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models`;
  const download = (context: DownloadContext = {}, wanted: ModelEntry = entry) =>
    downloadModel(wanted, modelSettings(join(folder.path, 'models'), { isOffline: false, mirrorUrl }), context);
  return { asked, download };
}

const startOf = (request: IncomingMessage) => Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);

/** Serves what was asked for, as a server that knows ranges does. */
const whole: Handler = (request, response) => {
  const from = startOf(request);
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': CONTENT.length - from }).end(CONTENT.subarray(from));
};
async function failureOf(promise: Promise<unknown>) {
  const { code, details } = await codedErrorOf(promise);
  return { code, ...details };
}

describe('a download', () => {
  it('arrives whole under its own name and tells how far it is', async () => {
    const { asked, download } = await serve(whole);
    const seen: DownloadProgress[] = [];
    expect(await download({ onProgress: (progress) => seen.push(progress) })).toBe(inFolder());
    expect(readFileSync(inFolder()).equals(CONTENT)).toBe(true);
    expect(existsSync(partial())).toBe(false);
    expect(asked).toEqual([{ url: '/models/migan_pipeline_v2.onnx', range: undefined }]);
    expect(seen.at(-1)).toEqual({ bytes: CONTENT.length, totalBytes: CONTENT.length });
  });

  it('goes on where the line broke, as often as it does', async () => {
    const breaks = [30_000, 60_000, 90_000, 120_000];
    let hangUp = () => {};
    const { asked, download } = await serve((request, response, count) => {
      const end = breaks[count - 1];
      if (end === undefined) return whole(request, response, count);
      hangUp = () => response.destroy();
      const from = startOf(request);
      response.writeHead(from > 0 ? 206 : 200, { 'content-length': CONTENT.length - from });
      response.write(CONTENT.subarray(from, end));
    });
    await download({ onProgress: ({ bytes }) => breaks.includes(bytes) && hangUp() });
    expect(asked.map(({ range }) => range)).toEqual([undefined, ...breaks.map((bytes) => `bytes=${bytes}-`)]);
    expect(readFileSync(inFolder()).equals(CONTENT)).toBe(true);
  });

  it('goes on where an earlier one was stopped', async () => {
    const { asked, download } = await serve((request, response, count) => {
      if (count > 1) return whole(request, response, count);
      response.writeHead(200, { 'content-length': CONTENT.length }).write(CONTENT.subarray(0, 50_000));
    });
    const stop = new AbortController();
    const reason = new Error('enough');
    const onProgress = ({ bytes }: DownloadProgress) => bytes === 50_000 && stop.abort(reason);
    await expect(download({ signal: stop.signal, onProgress })).rejects.toBe(reason);
    expect(readFileSync(partial())).toHaveLength(50_000);
    expect(existsSync(inFolder())).toBe(false);
    await download();
    expect(asked[1].range).toBe('bytes=50000-');
    expect(readFileSync(inFolder()).equals(CONTENT)).toBe(true);
  });

  it('starts over when the server cannot go on in the middle', async () => {
    const { download } = await serve((_, response) => void response.writeHead(200).end(CONTENT));
    await downloadOver(Buffer.from('something'), download);
  });

  it('starts over when the server does not know the place', async () => {
    const { asked, download } = await serve((request, response, count) => {
      if (count > 1) return whole(request, response, count);
      response.writeHead(416).end();
    });
    await downloadOver(Buffer.from('something'), download);
    expect(asked.map(({ range }) => range)).toEqual(['bytes=9-', undefined]);
  });

  it('that was whole but for its name needs no server', async () => {
    const { asked, download } = await serve(whole);
    await downloadOver(CONTENT, download);
    expect(asked).toEqual([]);
  });

  it('of a size that nobody has told arrives too', async () => {
    const { download } = await serve(whole);
    const { bytes: _, ...unsized } = entry;
    await download({}, unsized);
    expect(readFileSync(inFolder()).equals(CONTENT)).toBe(true);
  });
});

async function downloadOver(part: Buffer, download: () => Promise<string>): Promise<void> {
  mkdirSync(join(folder.path, 'models'), { recursive: true });
  writeFileSync(partial(), part);
  await download();
  expect(readFileSync(inFolder()).equals(CONTENT)).toBe(true);
}

describe('a download that fails', () => {
  it.each([
    ['with other bytes of the same length', Buffer.alloc(CONTENT.length, 1)],
    ['with a page that says something', Buffer.from('<html>not found</html>')],
  ])('%s leaves nothing behind', async (_, content) => {
    const unsized = { ...entry, bytes: content.length };
    const { download } = await serve((_request, response) => void response.writeHead(200).end(content));
    expect(await failureOf(download({}, unsized))).toEqual({
      code: 'model-wrong-hash',
      model: 'migan',
      path: inFolder(),
    });
    expect(existsSync(inFolder()) || existsSync(partial())).toBe(false);
  });

  it.each([404, 403, 500])('with %i says so at once', async (status) => {
    const { asked, download } = await serve((_, response) => void response.writeHead(status).end());
    expect(await failureOf(download())).toMatchObject({ code: 'model-download-failed', reason: `HTTP ${status}` });
    expect(asked).toHaveLength(1);
  });

  it('because more arrives than there should be', async () => {
    const { download } = await serve(
      (_, response) => void response.writeHead(200).end(Buffer.concat([CONTENT, CONTENT])),
    );
    expect(await failureOf(download())).toMatchObject({ code: 'model-download-failed', reason: 'too long' });
  });

  it('because the server falls silent', async () => {
    const { download } = await serve(() => {});
    const failure = await failureOf(download({ stallMs: 30 }));
    expect(failure).toMatchObject({ code: 'model-download-failed', reason: 'timeout' });
  });

  it('because the line keeps breaking', async () => {
    const { asked, download } = await serve((_, response) => void response.destroy());
    expect(await failureOf(download())).toMatchObject({ code: 'model-download-failed' });
    expect(asked).toHaveLength(3);
  });

  it('because nobody listens', async () => {
    const settings = modelSettings(folder.path, { isOffline: false, mirrorUrl: 'http://127.0.0.1:9' });
    expect(await failureOf(downloadModel(entry, settings))).toMatchObject({
      code: 'model-download-failed',
      host: '127.0.0.1:9',
    });
  });

  it('because it is forbidden, or models are off', async () => {
    const offline = downloadModel(entry, modelSettings(folder.path));
    expect(await failureOf(offline)).toEqual({ code: 'model-download-offline', model: 'migan' });
    const off = downloadModel(entry, modelSettings(undefined));
    expect(await failureOf(off)).toEqual({ code: 'models-off', model: 'migan' });
  });

  it('because the folder cannot be written', async () => {
    const blocked = join(folder.path, 'file');
    writeFileSync(blocked, '');
    const settings = modelSettings(join(blocked, 'models'), { isOffline: false });
    expect(await failureOf(downloadModel(entry, settings))).toMatchObject({
      code: 'folder-unwritable',
      reason: 'ENOTDIR',
    });
  });

  it('because the disk is full', async () => {
    // Everything written to this device of Linux fails so.
    if (!existsSync('/dev/full')) return;
    mkdirSync(join(folder.path, 'models'));
    symlinkSync('/dev/full', partial());
    const { download } = await serve(whole);
    expect(await failureOf(download())).toMatchObject({ code: 'folder-unwritable', reason: 'ENOSPC' });
  });
});
