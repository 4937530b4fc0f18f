import { randomUUID, webcrypto } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../contract/coded-error.ts';
import type { PictureStore } from '../game/ports.ts';
import type { PictureName } from '../game/puzzle-record.ts';
import { writeFailure } from './write-failure.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/avif': 'avif',
};

const PICTURE_NAME = /^[0-9a-f]{64}\.(?:png|webp|jpg|gif|avif)$/;
const TEMPORARY_SUFFIX = '.tmp';
/** No write takes this long, so an older temporary file was left by a process that died. */
const TEMPORARY_MAX_AGE_MS = 60 * 60 * 1000;

/** Runs on the thread pool: hashing megabytes would hold up everybody's answers. */
async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Buffer.from(digest).toString('hex');
}

async function nameFor(bytes: Uint8Array, mediaType: string): Promise<PictureName> {
  const extension = EXTENSIONS[mediaType];
  if (extension === undefined) throw new RangeError(`Pictures of type ${mediaType} are not kept.`);
  return `${await digestOf(bytes)}.${extension}`;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function fileSize(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Writes to a temporary name beside the target and renames, so that nobody ever reads half a file. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}${TEMPORARY_SUFFIX}`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  const temporary = (await readdir(folder)).filter((name) => name.endsWith(TEMPORARY_SUFFIX));
  for (const name of temporary) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > TEMPORARY_MAX_AGE_MS) await rm(path, { force: true });
  }
}

/** Keeps pictures as files of one folder, `<sha256>.<ext>`. */
export class PictureFiles implements PictureStore {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Makes the folder when it is missing and removes what a crash left in it.
   *
   * @throws CodedError `folder-unwritable`
   */
  static async open(folder: string): Promise<PictureFiles> {
    try {
      await mkdir(folder, { recursive: true });
      await removeLeftovers(folder);
    } catch (error) {
      throw writeFailure(folder, error);
    }
    return new PictureFiles(folder);
  }

  /** @throws CodedError `folder-unwritable` when the file cannot be written */
  async put(bytes: Uint8Array, mediaType: string): Promise<PictureName> {
    const name = await nameFor(bytes, mediaType);
    const path = this.pathOf(name);
    try {
      if ((await fileSize(path)) !== bytes.length) await writeWhole(path, bytes);
    } catch (error) {
      throw writeFailure(this.#folder, error);
    }
    return name;
  }

  async get(name: PictureName): Promise<Uint8Array> {
    try {
      return await readFile(this.pathOf(name));
    } catch (error) {
      if (isMissing(error)) throw new CodedError('picture-file-missing', {}, { cause: error });
      throw error;
    }
  }

  async holds(bytes: Uint8Array): Promise<boolean> {
    const digest = await digestOf(bytes);
    const names = Object.values(EXTENSIONS).map((extension) => `${digest}.${extension}`);
    const sizes = await Promise.all(names.map((name) => fileSize(this.pathOf(name))));
    return sizes.includes(bytes.length);
  }

  async delete(name: PictureName): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  async *names(): AsyncGenerator<PictureName> {
    for (const name of await readdir(this.#folder)) if (PICTURE_NAME.test(name)) yield name;
  }

  /** Where a picture lies. @throws RangeError for what is no name of a picture */
  pathOf(name: PictureName): string {
    if (!PICTURE_NAME.test(name)) throw new RangeError(`“${name}” is no name of a picture.`);
    return join(this.#folder, name);
  }
}
