import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CodedError } from '../contract/coded-error.ts';
import type { InferenceSettings } from '../contract/inference-settings.ts';
import { hashFile } from './file-hash.ts';
import type { ModelEntry } from './manifest.ts';

/** Where a model's file was found. */
export interface ModelFile {
  readonly path: string;
  /** `own`: named in MODEL_FILES and trusted as it is; the others carry exactly the manifest's bytes. */
  readonly origin: 'own' | 'folder' | 'package';
}

const exists = async (path: string) => (await stat(path).catch(() => undefined))?.isFile() ?? false;

/** The model's file in a package that is installed beside this program; undefined when it is not. */
function packagedPath(entry: ModelEntry): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  for (const source of entry.sources) {
    if (!('npm' in source)) continue;
    try {
      return join(dirname(resolve(`${source.npm}/package.json`)), source.path);
    } catch {
      // Optional: not installed.
    }
  }
  return undefined;
}

/** The file that MODEL_FILES names. @throws CodedError `file-unreadable`: no other file may silently take its place */
async function ownFile(path: string): Promise<ModelFile> {
  if (await exists(path)) return { path, origin: 'own' };
  throw new CodedError('file-unreadable', { path, reason: 'ENOENT' });
}

/**
 * Looks for a model's file on this machine: the host's own file, the models folder, the optional package. Its bytes are
 * not looked at.
 *
 * @throws CodedError `file-unreadable` when the host's own file is not there
 */
export async function findModelFile(entry: ModelEntry, settings: InferenceSettings): Promise<ModelFile | undefined> {
  const own = settings.modelFiles[entry.name];
  if (own !== undefined) return ownFile(own);
  if (settings.modelsDir === undefined) return undefined;
  const inFolder = join(settings.modelsDir, entry.file);
  if (await exists(inFolder)) return { path: inFolder, origin: 'folder' };
  const inPackage = packagedPath(entry);
  return inPackage !== undefined && (await exists(inPackage)) ? { path: inPackage, origin: 'package' } : undefined;
}

/** The model's file. @throws CodedError `model-missing`, `file-unreadable` */
export async function requireModelFile(entry: ModelEntry, settings: InferenceSettings): Promise<ModelFile> {
  const file = await findModelFile(entry, settings);
  if (file === undefined) throw new CodedError('model-missing', { model: entry.name });
  return file;
}

/** Whether a file holds exactly the bytes that the manifest names. The host's own files are taken as they are. */
export async function isIntact(entry: ModelEntry, { path, origin }: ModelFile): Promise<boolean> {
  return origin === 'own' || (await hashFile(path)) === entry.sha256;
}
