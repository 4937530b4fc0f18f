import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { getMimeType } from 'hono/utils/mime';
import type { PlaygroundClock } from '../playground-clock.ts';

/** Discord's addresses are good for about a day. */
const ADDRESS_LIFE_SECONDS = 24 * 60 * 60;
const MS_PER_SECOND = 1000;

/** A file in memory. */
export interface StoredFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** The type that the extension of a file name suggests. */
export function contentTypeOf(name: string): string {
  return getMimeType(name) ?? 'application/octet-stream';
}

/** The CDN's memory. Addresses are signed and expire, as Discord's do. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();
  readonly #key = randomBytes(32);
  readonly #clock: PlaygroundClock;
  #origin = '';

  constructor(clock: PlaygroundClock) {
    this.#clock = clock;
  }

  /** Set once the server knows its port, such as `http://127.0.0.1:3000`. */
  set origin(origin: string) {
    this.#origin = origin;
  }

  /**
   * Keeps a file.
   *
   * @param folder `attachments` or `ephemeral-attachments`
   * @returns its signed address
   */
  add(folder: string, channelId: string, fileId: string, file: StoredFile): string {
    const path = `/cdn/${folder}/${channelId}/${fileId}/${encodeURIComponent(file.name)}`;
    this.#files.set(path, file);
    const issued = Math.floor(this.#clock.now() / MS_PER_SECOND);
    const ex = (issued + ADDRESS_LIFE_SECONDS).toString(16);
    const is = issued.toString(16);
    return `${this.#origin}${path}?ex=${ex}&is=${is}&hm=${this.#sign(path, ex, is)}`;
  }

  /** The file behind a path and its signature, unless it is unknown, forged or expired. */
  open(path: string, query: Readonly<Record<string, string>>): StoredFile | undefined {
    const { ex = '', is = '', hm = '' } = query;
    const expected = Buffer.from(this.#sign(path, ex, is));
    const given = Buffer.from(hm);
    const isGenuine = expected.length === given.length && timingSafeEqual(expected, given);
    const isFresh = Number.parseInt(ex, 16) * MS_PER_SECOND > this.#clock.now();
    return isGenuine && isFresh ? this.#files.get(path) : undefined;
  }

  /** The file behind an address, expired or not. */
  find(url: string): StoredFile | undefined {
    return this.#files.get(new URL(url).pathname);
  }

  #sign(path: string, ex: string, is: string): string {
    return createHmac('sha256', this.#key).update(`${path}|${ex}|${is}`).digest('hex');
  }
}
