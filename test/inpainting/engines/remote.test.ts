import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { decodePicture, encodePng } from '../../../src/imaging/codec.ts';
import { createMask, createRgbImage, type Mask, type RgbImage } from '../../../src/imaging/image.ts';
import { setUpInference } from '../../../src/inference/shared-inference.ts';
import { remote } from '../../../src/inpainting/engines/remote.ts';
import { codedErrorOf } from '../../support/coded.ts';
import { modelSettings } from '../../support/models.ts';

interface Asked {
  readonly image: string;
  readonly mask: string;
  readonly prompt: string;
  readonly negative_prompt: string;
  readonly sd_seed: number;
  readonly sd_steps: number;
}
interface Reply {
  readonly status: number;
  readonly body: Uint8Array | string;
  readonly headers?: Record<string, string>;
}

const servers: Server[] = [];
afterEach(() => {
  setUpInference(modelSettings(undefined));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server of IOPaint's contract; `reply` sees what was asked and how often. Undefined hangs up. */
async function serve(reply: (asked: Asked, count: number) => Promise<Reply | undefined>): Promise<Asked[]> {
  const all: Asked[] = [];
  const server = createServer(async (request, response) => {
    expect([request.method, request.url, request.headers['content-type']]).toEqual([
      'POST',
      '/base/api/v1/inpaint',
      'application/json',
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
    all.push(asked);
    const answer = await reply(asked, all.length);
    if (answer === undefined) response.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
  setUpInference(modelSettings(undefined, { inpaintUrl: url }));
  return all;
}

const decode = async (base64: string) => (await decodePicture(Buffer.from(base64, 'base64'), 10_000)).image;

/** Paints the white of the mask in one colour, as a model with little fancy would. */
async function paint({ image, mask }: Asked): Promise<Reply> {
  const [picture, hole] = [await decode(image), await decode(mask)];
  expect([hole.width, hole.height]).toEqual([picture.width, picture.height]);
  for (let at = 0; at < picture.data.length; at += 3) {
    if (hole.data[at] > 127) picture.data.set([10, 20, 30], at);
  }
  return { status: 200, body: (await encodePng(picture)).bytes };
}

function gradient(width: number, height: number): RgbImage {
  return createRgbImage(
    width,
    height,
    Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7) % 256),
  );
}

function hole(width: number, height: number): Mask {
  const mask = createMask(width, height);
  mask.data[Math.floor(height / 2) * width + Math.floor(width / 2)] = 1;
  return mask;
}

const fill = (width: number, height: number, more: object = {}) =>
  remote.fill({
    image: gradient(width, height),
    hole: hole(width, height),
    forbid: createMask(width, height),
    seed: 'any',
    ...more,
  });

async function failureOf(promise: Promise<unknown>) {
  const { code, details } = await codedErrorOf(promise);
  return { code, ...details };
}

describe('remote', () => {
  it.each([
    [101, 67],
    [3, 3],
    [64, 64],
  ])('sends a picture of %i x %i with its mask and takes the answer', async (width, height) => {
    const asked = await serve(paint);
    const result = await fill(width, height, { prompt: 'a red door', negativePrompt: 'people' });
    const expected = gradient(width, height);
    expected.data.set([10, 20, 30], hole(width, height).data.indexOf(1) * 3);
    expect(result).toEqual({ image: expected });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ prompt: 'a red door', negative_prompt: 'people', sd_steps: 30 });
    const sent = await decode(asked[0].image);
    expect(sent.width % 8 === 0 && sent.height % 8 === 0 && Math.min(sent.width, sent.height) >= 48).toBe(true);
  });

  it('names one seed for each seed of ours', async () => {
    const asked = await serve(paint);
    await fill(64, 64);
    await fill(64, 64);
    await fill(64, 64, { seed: 'other' });
    const [first, second, third] = asked.map((one) => one.sd_seed);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  it('tries once more when the server stumbles or hangs up', async () => {
    for (const stumble of [{ status: 503, body: '' }, undefined]) {
      const asked = await serve(async (one, count) => (count === 1 ? stumble : paint(one)));
      await fill(64, 64);
      expect(asked).toHaveLength(2);
    }
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    await serve(async () => {
      stop.abort(reason);
      return new Promise(() => {});
    });
    await expect(fill(64, 64, { signal: stop.signal })).rejects.toBe(reason);
  });

  it('is off until a server is named', async () => {
    setUpInference(modelSettings(undefined));
    expect(await remote.whyUnavailable()).toMatchObject({ code: 'inpaint-server-missing' });
    expect(await failureOf(fill(64, 64))).toEqual({ code: 'inpaint-server-missing' });
  });
});

describe('a server that', () => {
  const replies: readonly (readonly [string, Partial<Reply> | undefined, string, number])[] = [
    ['refuses', { status: 400, body: '{"detail":"mask size differs"}' }, 'HTTP 400: mask size differs', 1],
    ['fails for good', { status: 500, body: 'oops' }, 'HTTP 500', 2],
    ['is not there', undefined, 'UND_ERR_SOCKET', 2],
    ['answers with no picture', { body: 'hello' }, 'picture-not-an-image', 1],
    ['answers with nothing', { body: '' }, 'picture-empty', 1],
    ['answers without end', { body: Buffer.alloc(26 * 1024 * 1024) }, 'answer too long', 1],
  ];
  it.each(replies)('%s is named with the reason', async (_, reply, reason, times) => {
    const asked = await serve(async () => reply && { status: 200, body: '', ...reply });
    expect(await failureOf(fill(64, 64))).toMatchObject({ code: 'inpaint-server-failed', reason });
    expect(asked).toHaveLength(times);
  });

  it('answers with another size is named with both', async () => {
    await serve(async () => ({ status: 200, body: (await encodePng(gradient(64, 72))).bytes }));
    expect(await failureOf(fill(64, 64))).toMatchObject({ reason: '57 × 64 ≠ 64 × 64' });
  });

  it('sends pictures elsewhere is not followed', async () => {
    const asked = await serve(async () => ({ status: 307, body: '', headers: { location: '/base/api/v1/inpaint' } }));
    expect(await failureOf(fill(64, 64))).toMatchObject({ code: 'inpaint-server-failed' });
    expect(asked.length).toBeLessThanOrEqual(2);
  });
});
