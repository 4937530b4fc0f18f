import { extname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { loaderArguments } from '../typescript-loader.ts';

/** How a worker thread is started. */
export interface WorkerLaunch {
  readonly filename: string;
  readonly execArgv: string[];
}

/** The far end, beside this file's own folder and with this file's own extension: src/ runs src/, dist/ runs dist/. */
const WORKER_ENTRY = fileURLToPath(new URL(`../worker/entry${extname(import.meta.url)}`, import.meta.url));

/**
 * Node 20.19 to 24 abort the whole process when a thread is ended while it loads a module of the new kind through
 * `require`, which is what Piscina tries first ("IsGraphAsync must be used on an instantiated module"). Where
 * `require` refuses such modules Piscina goes on to `import`, which ends in peace.
 */
const IMPORT_ONLY = '--no-experimental-require-module';

/** Compiled code is loaded by `import` alone; a Node that does not know the flag has no `require` to be kept from. */
function importArguments(): string[] {
  return process.allowedNodeEnvironmentFlags.has(IMPORT_ONLY) ? [IMPORT_ONLY] : [];
}

/** Says how to start a worker from compiled code or from source (whose loader needs `require`). */
export function workerLaunch(filename: string = WORKER_ENTRY): WorkerLaunch {
  return { filename, execArgv: extname(filename) === '.ts' ? loaderArguments(filename) : importArguments() };
}
