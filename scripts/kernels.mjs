// Compiles the AssemblyScript of src/imaging/kernels/assembly/ to assets/kernels.wasm. The result is kept in the
// repository, so that neither a start nor a test needs the compiler; test/imaging/kernels/ compares it with its source.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './build-state.mjs';

const sources = join(root, 'src', 'imaging', 'kernels', 'assembly');
const binary = join(root, 'assets', 'kernels.wasm');
/** Names the sources that the binary was made of. */
const stamp = join(root, 'assets', 'kernels.sha256');
const OPTIONS = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub'];
const FEATURES = ['--enable', 'simd', '--enable', 'bulk-memory', '--use', 'abort='];

/** A text that changes whenever the sources do. */
export function kernelFingerprint() {
  const hash = createHash('sha256').update([...OPTIONS, ...FEATURES].join(' '));
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(join(sources, name)));
  return `${hash.digest('hex')}\n`;
}

/** Whether there are no kernels or the binary is made of the sources as they are. */
export function areKernelsFresh() {
  if (!existsSync(sources)) return true;
  return existsSync(binary) && existsSync(stamp) && readFileSync(stamp, 'utf8') === kernelFingerprint();
}

/** Compiles the kernels. @returns the bytes of the WebAssembly module @throws Error with what the compiler said */
export async function compileKernels() {
  const { main } = await import('assemblyscript/asc');
  let bytes;
  const { error, stderr } = await main(
    ['index.ts', '--baseDir', sources, '--outFile', 'kernels.wasm', ...OPTIONS, ...FEATURES],
    {
      writeFile: (_name, contents) => {
        bytes = contents;
      },
    },
  );
  if (error || bytes === undefined) throw new Error(`The kernels do not compile.\n${stderr.toString()}`);
  return bytes;
}

/** Compiles the kernels when their sources have changed. */
export async function buildKernels() {
  if (areKernelsFresh()) return;
  const fingerprint = kernelFingerprint();
  const fresh = `${binary}.${process.pid}`;
  try {
    writeFileSync(fresh, await compileKernels());
    renameSync(fresh, binary);
  } finally {
    rmSync(fresh, { force: true });
  }
  writeFileSync(stamp, fingerprint);
}
