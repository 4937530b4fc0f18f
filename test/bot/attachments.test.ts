import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createAttachmentDownloads, type DownloadPolicy } from '../../src/bot/attachments.ts';
import { CodedError } from '../../src/contract/coded-error.ts';

const BYTES = Buffer.from('not a picture, but bytes');
const servers: Server[] = [];
const requests: string[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  requests.length = 0;
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function fetchFrom(host: string, options: Partial<DownloadPolicy> & { size?: number; stop?: AbortSignal } = {}) {
  const { size = BYTES.length, stop = new AbortController().signal, ...policy } = options;
  const downloads = createAttachmentDownloads({ hosts: [host], allowHttp: true, ...policy });
  return downloads.fetch({ url: `http://${host}/cat.png?ex=1`, size }, stop);
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof CodedError ? { code: error.code, ...error.details } : error;
}

describe('attachment downloads', () => {
  it('bring the bytes', async () => {
    const host = await serve((_request, response) => response.end(BYTES));
    expect(Buffer.from(await fetchFrom(host))).toEqual(BYTES);
    expect(requests).toEqual(['/cat.png?ex=1']);
  });

  it.each([
    ['another host', 'https://example.org/cat.png', 'example.org'],
    ['a host that only begins alike', 'https://cdn.discordapp.com.evil.org/cat.png', 'cdn.discordapp.com.evil.org'],
    ['a host that only ends alike', 'https://evilcdn.discordapp.com/cat.png', 'evilcdn.discordapp.com'],
    ['a host behind a false name', 'https://cdn.discordapp.com@127.0.0.1/cat.png', '127.0.0.1'],
    ['a name and password', 'https://me:you@cdn.discordapp.com/cat.png', 'cdn.discordapp.com'],
    ['another port', 'https://cdn.discordapp.com:8443/cat.png', 'cdn.discordapp.com:8443'],
    ['plain HTTP', 'http://cdn.discordapp.com/cat.png', 'cdn.discordapp.com'],
    ['another protocol', 'file://cdn.discordapp.com/etc/passwd', 'cdn.discordapp.com'],
  ])('refuse %s', async (_what, url, host) => {
    const downloads = createAttachmentDownloads({ hosts: ['cdn.discordapp.com'], allowHttp: false });
    const promise = downloads.fetch({ url, size: 1 }, new AbortController().signal);
    expect(await codeOf(promise)).toEqual({ code: 'attachment-host-refused', host });
  });

  it('follow no redirect', async () => {
    const secret = await serve((_request, response) => response.end('secret'));
    requests.length = 0;
    const host = await serve((_request, response) => response.writeHead(302, { location: `http://${secret}/` }).end());
    expect(await codeOf(fetchFrom(host))).toEqual({ code: 'attachment-redirected' });
    expect(requests).toEqual(['/cat.png?ex=1']);
  });

  it.each([404, 403, 500])('tell of an answer %i', async (status) => {
    const host = await serve((_request, response) => response.writeHead(status).end('no'));
    expect(await codeOf(fetchFrom(host))).toEqual({ code: 'attachment-download-failed', status });
  });

  it('refuse a size that is announced too large without asking for it', async () => {
    const host = await serve((_request, response) => response.end(BYTES));
    const promise = fetchFrom(host, { maxBytes: 1024 * 1024, size: 1.5 * 1024 * 1024 });
    expect(await codeOf(promise)).toEqual({ code: 'picture-too-many-bytes', megabytes: 1.5, maxMegabytes: 1 });
    expect(requests).toEqual([]);
  });

  it('stop a body that has more bytes than were announced', async () => {
    const sent = { bytes: 0 };
    const host = await serve(async (_request, response) => {
      while (!response.destroyed && sent.bytes < 64 * 1024 * 1024) {
        sent.bytes += 64 * 1024;
        if (!response.write(Buffer.alloc(64 * 1024))) await sleep(1);
      }
      response.end();
    });
    const code = await codeOf(fetchFrom(host, { maxBytes: 1024 * 1024 }));
    expect(code).toMatchObject({ code: 'picture-too-many-bytes', maxMegabytes: 1 });
    expect(sent.bytes).toBeLessThan(32 * 1024 * 1024);
  });

  it('refuse a length in the head that is too large', async () => {
    const host = await serve((_request, response) => response.writeHead(200, { 'content-length': 9e9 }).write('x'));
    expect(await codeOf(fetchFrom(host, { maxBytes: 1000 }))).toMatchObject({ code: 'picture-too-many-bytes' });
  });

  it('refuse an empty file', async () => {
    const host = await serve((_request, response) => response.end());
    expect(await codeOf(fetchFrom(host, { size: 0 }))).toEqual({ code: 'picture-empty' });
  });

  it.each([
    ['before the head', false],
    ['in the middle of the body', true],
  ])('end when the server stalls %s', async (_where, hasBegun) => {
    const host = await serve((_request, response) => {
      if (hasBegun) response.writeHead(200, { 'content-length': 100 }).write('x');
    });
    const promise = fetchFrom(host, { timeoutMs: 200 });
    expect(await codeOf(promise)).toEqual({ code: 'attachment-download-timeout', seconds: 0.2 });
  });

  it('tell of a connection that is cut in the middle', async () => {
    const host = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('x', () => response.destroy());
    });
    expect(await codeOf(fetchFrom(host))).toEqual({ code: 'attachment-download-broken' });
  });

  it('tell of a server that is not there', async () => {
    const host = await serve(() => undefined);
    servers.pop()?.close();
    expect(await codeOf(fetchFrom(host))).toEqual({ code: 'attachment-download-broken' });
  });

  it('end when the bot stops, and count what is under way', async () => {
    const stop = new AbortController();
    const host = await serve((_request, response) => response.writeHead(200).write('x'));
    const downloads = createAttachmentDownloads({ hosts: [host], allowHttp: true });
    const promise = downloads.fetch({ url: `http://${host}/cat.png`, size: 9 }, stop.signal);
    expect(downloads.active).toBe(1);
    while (requests.length === 0) await sleep(5);
    stop.abort();
    expect(await codeOf(promise)).toEqual({ code: 'job-cancelled' });
    expect(downloads.active).toBe(0);
  });
});
