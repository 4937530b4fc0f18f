import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a thread or process of its own needs to run this file: TypeScript needs a loader, compiled code nothing. */
export function loaderArguments(filename: string): string[] {
  if (extname(filename) !== '.ts') return [];
  // Named by its full path: threads resolve names from the working folder.
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}
