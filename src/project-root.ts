import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package.json above the program: it was moved out of its folder.');
  return findRoot(parent);
}

/** The folder that holds package.json, whether the program runs from src/ or from dist/. */
export const PROJECT_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The full path of a file under assets/. */
export function assetPath(...parts: string[]): string {
  return join(PROJECT_ROOT, 'assets', ...parts);
}
