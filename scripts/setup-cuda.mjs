// Fetches the CUDA files that installing skips (.npmrc), for hosts with an NVIDIA GPU. Needs a network.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';

const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
const { status } = spawnSync(process.execPath, [join(runtime, 'script', 'install.js')], {
  cwd: runtime,
  stdio: 'inherit',
  env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'cuda12', npm_config_onnxruntime_node_install: 'cuda12' },
});
process.exit(status ?? 1);
