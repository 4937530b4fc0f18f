import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MiddlewareHandler } from 'hono';
import type { ReceivedFile, RequestEntry, RequestLog } from '../request-log.ts';
import { MAX_REQUEST_BYTES } from '../validation/limits.ts';
import { DiscordError, entityTooLarge } from './discord-error.ts';
import type { RestContext, RestEnv } from './rest-context.ts';

/** A form's boundaries and headers come on top of the bytes that count. */
const FORM_OVERHEAD_BYTES = 64 * 1024;
/** Discord's code for a body that is not JSON. */
const INVALID_JSON_CODE = 50109;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const issue = { path: [], code: 'INVALID_JSON', message: String(error) };
    throw new DiscordError(400, INVALID_JSON_CODE, 'The request body contains invalid JSON.', [issue]);
  }
}

/** Files that came before, by their hash: a bot that posts one picture in many channels shall not fill the memory. */
class KnownFiles {
  readonly #known = new Map<string, Uint8Array>();

  /** The same bytes, in the array in which they came first. */
  intern(bytes: Uint8Array): Uint8Array {
    const hash = createHash('sha256').update(bytes).digest('base64');
    const known = this.#known.get(hash) ?? bytes;
    this.#known.set(hash, known);
    return known;
  }
}

async function parseForm(
  bytes: ArrayBuffer,
  contentType: string,
  known: KnownFiles,
): Promise<Pick<RequestEntry, 'body' | 'files'>> {
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  const files: ReceivedFile[] = [];
  for (const [field, value] of form.entries()) {
    if (typeof value === 'string') continue;
    const content = known.intern(new Uint8Array(await value.arrayBuffer()));
    files.push({ field, name: value.name, contentType: value.type, bytes: content });
  }
  const payload = form.get('payload_json');
  return { body: typeof payload === 'string' ? parseJson(payload) : {}, files };
}

async function readBody(c: RestContext, known: KnownFiles): Promise<Pick<RequestEntry, 'body' | 'files'>> {
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > MAX_REQUEST_BYTES + FORM_OVERHEAD_BYTES) throw entityTooLarge();
  if (bytes.byteLength === 0) return { body: undefined, files: [] };
  const contentType = c.req.header('content-type') ?? '';
  if (contentType.startsWith('multipart/form-data')) return parseForm(bytes, contentType, known);
  return { body: parseJson(new TextDecoder().decode(bytes)), files: [] };
}

/** Lets requests through one in each turn of the event loop. */
class Turnstile {
  #last: Promise<unknown> = Promise.resolve();

  pass(): Promise<unknown> {
    this.#last = this.#last.then(() => nextTurn());
    return this.#last;
  }
}

/** Writes every request into the log, with its parsed body, and its answer once there is one. */
export function requestIntake(log: RequestLog, onAnswered: () => void): MiddlewareHandler<RestEnv> {
  const known = new KnownFiles();
  const turnstile = new Turnstile();
  return async (c, next) => {
    const entry: RequestEntry = {
      method: c.req.method,
      path: decodeURIComponent(new URL(c.req.url).pathname),
      query: c.req.query(),
      body: undefined,
      files: [],
      arrivedAt: performance.now(),
      tookMs: undefined,
      status: undefined,
    };
    log.requests.push(entry);
    c.set('entry', entry);
    // Of a crowd of requests each is noted when it arrives, not when all before it have been looked into.
    await turnstile.pass();
    Object.assign(entry, await readBody(c, known));
    await next();
    entry.tookMs = performance.now() - entry.arrivedAt;
    entry.status ??= c.res.status;
    onAnswered();
  };
}
