import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll } from 'vitest';
import { PROJECT_ROOT } from '../../src/project-root.ts';

/** What is left of a program that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly wallMs: number;
}

/** Runs a program in the project's folder, its output in pipes, and waits for its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const startedAt = performance.now();
  const { PATH, HOME } = process.env;
  const child = spawn(program, args, { cwd: PROJECT_ROOT, env: { PATH, HOME, ...env } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => (said.out += text));
  child.stderr.on('data', (text) => (said.err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said, wallMs: performance.now() - startedAt }));
  });
}

/** The terminal commands, as package.json starts them. */
export const engine = (...args: string[]): Promise<Ended> =>
  runProgram(process.execPath, ['scripts/run.mjs', 'dist/src/cli/main.js', ...args]);

/** A folder for all files of one test file; it is gone afterwards. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'difference-engine-cli-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
