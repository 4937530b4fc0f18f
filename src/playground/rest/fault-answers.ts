import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { Fault, Faults } from '../faults.ts';
import type { RestContext, RestEnv } from './rest-context.ts';

const CHUNK_BYTES = 64 * 1024;

function rateLimited(fault: Extract<Fault, { kind: 'rate-limited' }>): Response {
  const { retryAfterSeconds, isGlobal = false, resetAfterSeconds } = fault;
  const headers = new Headers({
    'retry-after': String(retryAfterSeconds),
    'x-ratelimit-scope': isGlobal ? 'global' : 'user',
  });
  if (isGlobal) headers.set('x-ratelimit-global', 'true');
  if (resetAfterSeconds !== undefined) {
    headers.set('x-ratelimit-limit', '1');
    headers.set('x-ratelimit-remaining', '0');
    headers.set('x-ratelimit-reset-after', String(resetAfterSeconds));
    headers.set('x-ratelimit-bucket', 'playground');
  }
  const body = { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global: isGlobal };
  return Response.json(body, { status: 429, headers });
}

function serverError(status: number): Response {
  return Response.json({ message: `${status}: Internal Server Error`, code: 0 }, { status });
}

/** Sends the head and half of the bytes of an answer. */
async function sendHalf(outgoing: ServerResponse, answer: Response): Promise<void> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': bytes.length + 1 });
  outgoing.write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
  // What is written leaves with the next turn; destroying at once would take it back.
  if (outgoing.writableNeedDrain) await once(outgoing, 'drain');
  await new Promise<void>((resolve) => setImmediate(resolve));
}

function endless(bytes: number, contentType: string): Response {
  let left = bytes;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = Math.min(CHUNK_BYTES, left);
      left -= size;
      if (size > 0) controller.enqueue(new Uint8Array(size));
      else controller.close();
    },
  });
  return new Response(stream, { headers: { 'content-type': contentType } });
}

async function afterEffect(c: RestContext, fault: Fault): Promise<Response> {
  const { outgoing } = c.env;
  switch (fault.kind) {
    case 'server-error':
      return serverError(fault.status);
    case 'drop':
      await sendHalf(outgoing, c.res);
      outgoing.destroy();
      break;
    case 'stall':
      await sendHalf(outgoing, c.res);
      break;
    case 'hold':
      await fault.until;
      return c.res;
    case 'content-type':
      return new Response(c.res.body, { status: c.res.status, headers: { 'content-type': fault.value } });
    default:
      return c.res;
  }
  c.get('entry').status = 0;
  return RESPONSE_ALREADY_SENT;
}

/** The answer of a fault that leaves the request without effect; undefined for the others. */
function insteadOfEffect(c: RestContext, fault: Fault): Response | undefined {
  switch (fault.kind) {
    case 'rate-limited':
      return rateLimited(fault);
    case 'answer':
      return new Response(fault.body ?? null, { status: fault.status, headers: fault.headers ?? {} });
    case 'oversize':
      return endless(fault.bytes, 'image/png');
    case 'server-error':
      return fault.effect === 'before' ? serverError(fault.status) : undefined;
    case 'drop':
      if (fault.effect === 'after') return undefined;
      c.env.outgoing.destroy();
      c.get('entry').status = 0;
      return RESPONSE_ALREADY_SENT;
    default:
      return undefined;
  }
}

/** Lets planned faults meet their requests. */
export function faultAnswers(faults: Faults): MiddlewareHandler<RestEnv> {
  return async (c, next) => {
    const { method, path } = c.get('entry');
    const fault = faults.take(method, path);
    if (fault === undefined) return next();
    const instead = insteadOfEffect(c, fault);
    if (instead !== undefined) return instead;
    await next();
    const answer = await afterEffect(c, fault);
    // Hono merges headers into an answer that is replaced; the old one must go first.
    c.res = undefined;
    c.res = answer;
  };
}
