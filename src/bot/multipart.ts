import { randomUUID } from 'node:crypto';
import type { RawFile } from 'discord.js';

/** A request body that is sent as it is. */
export interface RawBody {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const LINE_END = '\r\n';

/**
 * A message with files as one array of bytes (RFC 7578). The library's own way reads each file through streams: half as
 * much work again for this thread, and in turns so long that answers wait while a thousand dailies are posted.
 *
 * @param files their names are ASCII without quotes
 */
export function multipartBody(message: object, files: readonly RawFile[]): RawBody {
  const boundary = `----${randomUUID()}`;
  const open = (disposition: string, type: string) =>
    [`--${boundary}`, `Content-Disposition: form-data; ${disposition}`, `Content-Type: ${type}`, '', ''].join(LINE_END);
  const parts: Buffer[] = [Buffer.from(open('name="payload_json"', 'application/json') + JSON.stringify(message))];
  for (const [index, { name, data }] of files.entries()) {
    if (!Buffer.isBuffer(data)) throw new TypeError('A file of a post has bytes.');
    const head = open(`name="files[${index}]"; filename="${name}"`, 'application/octet-stream');
    parts.push(Buffer.from(LINE_END + head), data);
  }
  parts.push(Buffer.from(`${LINE_END}--${boundary}--${LINE_END}`));
  return { body: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
