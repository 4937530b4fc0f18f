import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** How a worker thread is started. */
export interface WorkerLaunch {
  readonly filename: string;
  readonly execArgv: string[];
}

/** The far end, beside this file's own folder and with this file's own extension: src/ runs src/, dist/ runs dist/. */
const WORKER_ENTRY = fileURLToPath(new URL(`../worker/entry${extname(import.meta.url)}`, import.meta.url));

/** TypeScript needs a loader in the thread, named by its full path: threads resolve names from the working folder. */
function loaderArguments(): string[] {
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

/** Says how to start a worker from compiled code or from source. */
export function workerLaunch(filename: string = WORKER_ENTRY): WorkerLaunch {
  return { filename, execArgv: extname(filename) === '.ts' ? loaderArguments() : [] };
}
