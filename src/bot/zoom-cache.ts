import type { EncodedPicture } from '../contract/messages.ts';

/** Crops of five puzzles or so that are being played. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Keeps what was made last, up to a number of bytes; what many want at once is made once. */
export class ZoomCache {
  readonly #maxBytes: number;
  readonly #making = new Map<string, Promise<EncodedPicture>>();
  /** In the order of use, the oldest first. */
  readonly #kept = new Map<string, EncodedPicture>();
  #bytes = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** The picture of that name if it is at hand. */
  peek(name: string): EncodedPicture | undefined {
    const kept = this.#kept.get(name);
    if (kept === undefined) return undefined;
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    return kept;
  }

  /** The picture of that name, made unless it is at hand. What fails is made anew the next time. */
  async get(name: string, make: () => Promise<EncodedPicture>): Promise<EncodedPicture> {
    return this.peek(name) ?? this.#making.get(name) ?? this.#make(name, make);
  }

  #make(name: string, make: () => Promise<EncodedPicture>): Promise<EncodedPicture> {
    const making = make()
      .then((picture) => this.#keep(name, picture))
      .finally(() => this.#making.delete(name));
    this.#making.set(name, making);
    return making;
  }

  #keep(name: string, picture: EncodedPicture): EncodedPicture {
    this.#kept.set(name, picture);
    this.#bytes += picture.bytes.byteLength;
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= bytes.byteLength;
    }
    return picture;
  }
}
