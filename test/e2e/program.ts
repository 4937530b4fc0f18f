import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/project-root.ts';

/** A program that runs as an operator would run it. */
export interface Program {
  readonly process: ChildProcess;
  /** What it has said so far. */
  readonly said: { out: string; err: string };
  /** Resolves when standard output holds a whole line. @throws Error when the program ends before */
  firstLine(): Promise<string>;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** A folder of its own, so that no .env of the developer is read. */
export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'difference-engine-'));

/** Settings that no test inherits from the machine it runs on. */
const BLANK = {
  DISCORD_TOKEN: '',
  DISCORD_TOKEN_FILE: '',
  DISCORD_API_URL: '',
  ATTACHMENT_HOSTS: '',
  STORE_URL: '',
  ALLOW_CUSTOM_API: '',
};

/** What `npm start` tells the allocator; told by the caller, the bot runs in the very process that is started. */
export const IN_ONE_PROCESS = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: String(2 ** 20) };

/** Scripts of package.json that start a program of ours. */
type Script = 'start' | 'deploy';

/** What Node is given by a script, options of its own included. */
function argumentsOf(script: Script): string[] {
  const { scripts } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<Script, string>;
  };
  const [, ...given] = scripts[script].split(' ');
  // The programs run in other folders.
  return given.map((each) => (each.startsWith('scripts/') ? join(PROJECT_ROOT, each) : each));
}

/**
 * Does what a script of package.json does; the build is made first when it is stale.
 *
 * @param settings of the environment; undefined takes one away that the program would have
 */
export function startProgram(
  script: Script,
  settings: Readonly<Record<string, string | undefined>>,
  cwd = freshFolder(),
): Program {
  const child = spawn(process.execPath, argumentsOf(script), {
    cwd,
    env: {
      PATH: process.env['PATH'],
      ...BLANK,
      ...IN_ONE_PROCESS,
      LOG_LEVEL: 'warn',
      PLAYGROUND_PORT: '0',
      DATA_DIR: join(cwd, 'data'),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => (said.out += text));
  child.stderr.on('data', (text) => (said.err += text));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  let hasEnded = false;
  const end = ended.then(() => {
    hasEnded = true;
  });
  const line = async (): Promise<string> => {
    while (!said.out.includes('\n')) {
      if (hasEnded) throw new Error(`The program ended: ${said.err}`);
      await Promise.race([once(child.stdout, 'data'), end]);
    }
    return said.out.slice(0, said.out.indexOf('\n'));
  };
  return { process: child, said, firstLine: line, ended };
}
