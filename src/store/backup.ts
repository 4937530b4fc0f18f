import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CodedError } from '../contract/coded-error.ts';
import type { PictureName } from '../game/puzzle-record.ts';
import { INDEX_NAMESPACES, type RawStore, VALUE_NAMESPACES } from './open-store.ts';
import { writeFailure } from './write-failure.ts';

/** What a backup or a restoration moved. */
export interface CopyCount {
  readonly values: number;
  readonly pictures: number;
}

const VALUES_FILE = 'values.jsonl';
/** Written last: a folder without it is no whole backup. */
const MANIFEST_FILE = 'manifest.json';
const PICTURES_FOLDER = 'pictures';
const SHA256_DIGITS = 64;

const manifestSchema = z.object({
  version: z.literal(1),
  values: z.int(),
  valuesSha256: z.string(),
  pictures: z.array(z.string().regex(/^[0-9a-f]{64}\.\w+$/)),
});
type Manifest = z.infer<typeof manifestSchema>;

/** One line of the file of values: the value as it lies in the store, with the version of its schema. */
const lineSchema = z.object({ namespace: z.enum(VALUE_NAMESPACES), id: z.string(), value: z.unknown() });

const damaged = (path: string, problem: string, cause?: unknown) =>
  new CodedError('backup-damaged', { path, problem }, { cause });

async function* lines(store: RawStore): AsyncGenerator<string> {
  for (const namespace of VALUE_NAMESPACES) {
    for await (const [id, value] of store.namespace(namespace).iterator?.({}) ?? []) {
      yield `${JSON.stringify({ namespace, id, value })}\n`;
    }
  }
}

async function copyValues(store: RawStore, path: string): Promise<Pick<Manifest, 'values' | 'valuesSha256'>> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  let values = 0;
  try {
    for await (const line of lines(store)) {
      hash.update(line);
      await file.write(line);
      values++;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { values, valuesSha256: hash.digest('hex') };
}

async function copyPictures(store: RawStore, folder: string): Promise<PictureName[]> {
  await mkdir(folder);
  const names: PictureName[] = [];
  for await (const name of store.pictures.names()) {
    await copyFile(store.pictures.pathOf(name), join(folder, name));
    names.push(name);
  }
  return names;
}

/**
 * Copies everything into a folder that does not exist yet, whatever it is kept in. The bot may go on meanwhile: what
 * changes then is in the copy or not, and each value is whole.
 *
 * @throws CodedError `folder-unwritable`
 */
export async function backUp(store: RawStore, folder: string): Promise<CopyCount> {
  try {
    await mkdir(folder, { recursive: true });
    const values = await copyValues(store, join(folder, VALUES_FILE));
    // After the values: every picture that a copied puzzle names was there before the puzzle.
    const pictures = await copyPictures(store, join(folder, PICTURES_FOLDER));
    const manifest: Manifest = { version: 1, ...values, pictures };
    await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest)}\n`);
    return { values: values.values, pictures: pictures.length };
  } catch (error) {
    throw writeFailure(folder, error);
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')));
  } catch (error) {
    throw damaged(folder, MANIFEST_FILE, error);
  }
}

/** Reads all of a backup before anything is written. */
async function check(folder: string, manifest: Manifest): Promise<void> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(folder, VALUES_FILE))) hash.update(chunk as Buffer);
  } catch (error) {
    throw damaged(folder, VALUES_FILE, error);
  }
  if (hash.digest('hex') !== manifest.valuesSha256) throw damaged(folder, VALUES_FILE);
  for (const name of manifest.pictures) {
    const path = join(folder, PICTURES_FOLDER, name);
    const bytes = await readFile(path).catch((error: unknown) => Promise.reject(damaged(folder, name, error)));
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (digest !== name.slice(0, SHA256_DIGITS)) throw damaged(folder, name);
  }
}

async function isEmpty(store: RawStore): Promise<boolean> {
  for (const namespace of VALUE_NAMESPACES) {
    for await (const _ of store.namespace(namespace).iterator?.({}) ?? []) return false;
  }
  return true;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
};

async function restorePictures(store: RawStore, folder: string, names: readonly PictureName[]): Promise<void> {
  for (const name of names) {
    const mediaType = MEDIA_TYPES[extname(name)];
    if (mediaType === undefined) throw damaged(folder, name);
    await store.pictures.put(await readFile(join(folder, PICTURES_FOLDER, name)), mediaType);
  }
}

async function restoreValues(store: RawStore, folder: string): Promise<void> {
  const text = createReadStream(join(folder, VALUES_FILE));
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    const { namespace, id, value } = lineSchema.parse(JSON.parse(line));
    await store.namespace(namespace).set(id, value);
  }
}

/** Deletes all values and indexes; pictures stay, housekeeping knows which are needed. */
async function clear(store: RawStore): Promise<void> {
  for (const namespace of [...VALUE_NAMESPACES, ...INDEX_NAMESPACES]) await store.namespace(namespace).clear();
}

/**
 * Brings back what a backup holds, once all of it was read and found whole. The bot must not run meanwhile. The
 * indexes are made anew at the next start.
 *
 * @param replace deletes what the store holds
 * @throws CodedError `backup-damaged`, `store-not-empty`, `folder-unwritable`
 */
export async function restore(store: RawStore, folder: string, replace: boolean): Promise<CopyCount> {
  const manifest = await readManifest(folder);
  await check(folder, manifest);
  if (!replace && !(await isEmpty(store))) throw new CodedError('store-not-empty', {});
  await clear(store);
  await restorePictures(store, folder, manifest.pictures);
  await restoreValues(store, folder);
  return { values: manifest.values, pictures: manifest.pictures.length };
}

/** Deletes the indexes; opening the store makes them anew from what they are derived from. */
export async function dropIndexes(store: RawStore): Promise<void> {
  for (const namespace of INDEX_NAMESPACES) await store.namespace(namespace).clear();
}
