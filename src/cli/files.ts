import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../contract/coded-error.ts';
import type { EncodedPicture } from '../contract/messages.ts';

const INDENT = 2;

/** Why a file could not be reached: the code of the system's error. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Reads a picture that the user named. @throws CodedError `file-unreadable` */
export async function readPicture(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CodedError('file-unreadable', { path, reason: reasonOf(cause) }, { cause });
  }
}

/** Writes files into a folder, which is made when missing. @throws CodedError `folder-unwritable` */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, EncodedPicture | string>>,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const contents = Object.entries(files).map(
      ([name, content]) => [name, typeof content === 'string' ? content : content.bytes] as const,
    );
    await Promise.all(contents.map(([name, content]) => writeFile(join(folder, name), content)));
  } catch (cause) {
    throw new CodedError('folder-unwritable', { path: folder, reason: reasonOf(cause) }, { cause });
  }
}

/** JSON as the terminal commands write it. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, INDENT)}\n`;
}
