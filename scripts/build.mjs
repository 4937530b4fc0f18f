// Compiles src/, commands/ and deploy-commands.ts into dist/. Builds into a folder of its own and swaps it in at the
// end, so that a program started meanwhile never meets half a build.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(root, 'dist');
const fresh = mkdtempSync(join(root, '.dist-'));
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

const { status } = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', fresh], {
  stdio: 'inherit',
});
if (status === 0) {
  writeFileSync(join(fresh, '.built'), '');
  rmSync(output, { recursive: true, force: true });
  renameSync(fresh, output);
} else {
  rmSync(fresh, { recursive: true, force: true });
}
process.exit(status ?? 1);
