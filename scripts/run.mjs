// Builds dist/ when its sources have changed, then runs one of its entry files in this process:
//   node scripts/run.mjs dist/src/index.js [arguments]
// It prints nothing of its own unless the build fails.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { isFresh, root } from './build-state.mjs';

// A packaged copy has no sources and no compiler: what is in dist/ is all there is.
const canBuild = existsSync(join(root, 'src')) && existsSync(join(root, 'node_modules', 'typescript'));
if (canBuild && !isFresh()) {
  const build = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-stale'], {
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
