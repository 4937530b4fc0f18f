import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** What a thread or process of its own needs to run this file: TypeScript needs a loader, compiled code nothing. */
export function loaderArguments(filename: string): string[] {
  if (extname(filename) !== '.ts') return [];
  // Named by its full path: threads resolve names from the working folder.
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

/**
 * Starts a thread that runs this file. The first file of a thread cannot be TypeScript: a line of plain text registers the
 * loader and imports it.
 */
export function startThread(filename: string, options: WorkerOptions): Worker {
  if (extname(filename) !== '.ts') return new Worker(filename, options);
  // What `require` finds is the twin of the module that `import` needs.
  const loader = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const [first, second] = [loader, filename].map((name) => JSON.stringify(pathToFileURL(name).href));
  const start = `import(${first}).then(({ register }) => { register(); return import(${second}); });`;
  return new Worker(start, { ...options, eval: true, execArgv: [] });
}
