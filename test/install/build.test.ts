import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PROJECT_ROOT } from '../../src/project-root.ts';

vi.setConfig({ testTimeout: 60_000 });

const ENTRY = 'dist/src/main.js';
/** What a look at the sources may cost every start. */
const MAX_STALE_CHECK_MS = 50;

let root: string;

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

const sayName = (name: string) => `process.stdout.write('${name} ' + process.argv.slice(2).join('+'));\n`;

/** A small project of the same shape, with the real scripts and the real compiler. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'difference-engine-build-'));
  await cp(join(PROJECT_ROOT, 'scripts'), join(root, 'scripts'), { recursive: true });
  await symlink(join(PROJECT_ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const name of ['tsconfig.json', 'tsconfig.build.json']) await cp(join(PROJECT_ROOT, name), join(root, name));
  await write('package.json', '{ "type": "module" }');
  await write('deploy-commands.ts', 'export const nothing = 0;\n');
  await write('src/main.ts', sayName('first'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(script: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'scripts', script), ...args], { cwd: root });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => (said.out += text));
  child.stderr.on('data', (text) => (said.err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

const start = (...args: string[]) => run('run.mjs', ENTRY, ...args);
const said = (out: string): Ended => ({ code: 0, out, err: '' });

describe('starting a program', () => {
  it('builds first, passes the arguments on and says nothing of its own', async () => {
    expect(await start('a', '--b')).toEqual(said('first a+--b'));
  });

  it('builds again after an edit, also one with an older date', async () => {
    await start();
    await write('src/main.ts', sayName('second'));
    expect((await start()).out).toBe('second ');
    await write('src/main.ts', sayName('older'));
    await utimes(join(root, 'src/main.ts'), new Date(2001, 1, 1), new Date(2001, 1, 1));
    expect((await start()).out).toBe('older ');
  });

  it('builds again when a catalogue changes', async () => {
    await write('assets/locales/en.json', '{ "word": "one" }');
    await write(
      'src/main.ts',
      "import words from '../assets/locales/en.json' with { type: 'json' };\nprocess.stdout.write(words.word);\n",
    );
    expect((await start()).out).toBe('one');
    await write('assets/locales/en.json', '{ "word": "two" }');
    expect((await start()).out).toBe('two');
  });

  it('does not build when nothing changed', async () => {
    await start();
    await write(ENTRY, sayName('kept'));
    expect(await start()).toEqual(said('kept '));
  });

  it('runs a packaged copy, which has no sources, as it is', async () => {
    await start();
    await rm(join(root, 'src'), { recursive: true });
    expect(await start()).toEqual(said('first '));
  });

  it('works for several that start at once on a stale build', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, (_, index) => start(String(index))));
    expect(all).toEqual([0, 1, 2, 3].map((index) => said(`first ${index}`)));
    expect(await remains()).toEqual([]);
  });
});

const remains = async () => (await readdir(root)).filter((name) => name.startsWith('.dist-') && name !== '.dist-lock');

describe('a build', () => {
  it("that fails shows the compiler's words, ends with 1 and leaves the old build alone", async () => {
    await start();
    await write('src/main.ts', "export const broken: number = 'text';\n");
    const failed = await start();
    expect(failed).toMatchObject({ code: 1, out: '' });
    expect(failed.err).toContain("src/main.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.");
    expect(existsSync(join(root, ENTRY))).toBe(true);
    expect(await remains()).toEqual([]);
    await write('src/main.ts', sayName('mended'));
    expect((await start()).out).toBe('mended ');
  });

  it('forgets files whose sources are gone', async () => {
    await write('src/gone.ts', 'export const gone = 1;\n');
    await start();
    expect(existsSync(join(root, 'dist/src/gone.js'))).toBe(true);
    await rm(join(root, 'src/gone.ts'));
    await start();
    expect(existsSync(join(root, 'dist/src/gone.js'))).toBe(false);
  });

  it('clears away what a killed build left behind', async () => {
    await write('.dist-new/src/half.js', '');
    await write('.dist-old/src/old.js', '');
    expect(await run('build.mjs')).toEqual(said(''));
    expect(existsSync(join(root, 'dist/src/half.js'))).toBe(false);
    expect(await remains()).toEqual([]);
  });
});

it('a look at the sources of this project costs little', async () => {
  const { isFresh } = (await import(join(PROJECT_ROOT, 'scripts', 'build-state.mjs'))) as { isFresh: () => boolean };
  isFresh();
  const costs = Array.from({ length: 5 }, () => {
    const before = performance.now();
    isFresh();
    return performance.now() - before;
  });
  expect(Math.min(...costs)).toBeLessThan(MAX_STALE_CHECK_MS);
});
