// Builds dist/ when it is older than its sources, then runs one of its entry files in this process:
//   node scripts/run.mjs dist/src/index.js [arguments]
// It prints nothing of its own unless the build fails.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.built');
const sources = [
  'src',
  'commands',
  'deploy-commands.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'scripts/build.mjs',
];

function newestChange(path) {
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  const inside = readdirSync(path).map((name) => newestChange(join(path, name)));
  return Math.max(info.mtimeMs, ...inside);
}

function isStale() {
  if (!existsSync(stamp)) return true;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.some((source) => existsSync(join(root, source)) && newestChange(join(root, source)) > builtAt);
}

// A packaged copy has no sources and no compiler: what is in dist/ is all there is.
const canBuild = existsSync(join(root, 'src')) && existsSync(join(root, 'node_modules', 'typescript'));
if (canBuild && isStale()) {
  const build = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (build.status !== 0) {
    process.stderr.write(`${build.stdout}${build.stderr}`);
    process.exit(1);
  }
}

const [entry, ...rest] = process.argv.slice(2);
process.argv = [process.execPath, join(root, entry), ...rest];
await import(pathToFileURL(join(root, entry)).href);
