import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it, vi } from 'vitest';
import { readManifest } from '../../src/inference/manifest.ts';
import { REAL_MODELS } from '../support/models.ts';
import { runProgram, testFolder } from './run-engine.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = testFolder();
const engine = (env: Record<string, string>, ...args: string[]) =>
  runProgram(process.execPath, ['scripts/run.mjs', 'dist/src/cli/main.js', ...args], { MODELS: folder, ...env });

describe('engine models', () => {
  it('list names every model of the manifest and where it is', async () => {
    const { code, out, err } = await engine({}, 'models', 'list');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(readManifest().map(({ name }) => name));
    expect(lines.find((line) => line.startsWith('lama '))).toMatch(/^lama +inpaint +208 MB +Apache-2\.0 +not here$/);
  });

  it('path names their folder', async () => {
    expect(await engine({}, 'models', 'path')).toMatchObject({ code: 0, out: `${folder}\n` });
    expect(await engine({ MODELS: 'off' }, 'models', 'path')).toMatchObject({ code: 0, out: 'off\n' });
  });

  it('verify finds a file that is not what it should be', async () => {
    const models = join(folder, 'broken');
    mkdirSync(models);
    writeFileSync(join(models, 'lama_fp32.onnx'), 'no model');
    const { code, out, err } = await engine({ MODELS: models }, 'models', 'verify');
    expect(code).toBe(2);
    expect(out).toContain(`lama  wrong  ${join(models, 'lama_fp32.onnx')}`);
    expect(err).toMatch(/^model-wrong-hash: .* Delete the file and fetch it again\.\n$/);
  });

  it.each([
    [{ MODELS_OFFLINE: '1' }, 'lama', /^model-download-offline: /],
    [{ MODELS: 'off' }, 'lama', /^models-off: /],
    [{ MODELS_MIRROR: 'http://127.0.0.1:9' }, 'lama', /^model-download-failed: .* from 127\.0\.0\.1:9 /],
    [{}, 'magic', /^model-unknown: There is no model called “magic”\. Known: migan, /],
    [{ INFERENCE_DEVICE: 'gpu' }, 'lama', /^setting-invalid: .*INFERENCE_DEVICE/],
  ])('get refuses with %j', async (env, name, sentence) => {
    const { code, out, err } = await engine(env, 'models', 'get', name);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
  });

  const real = join(REAL_MODELS, 'migan_pipeline_v2.onnx');
  it.skipIf(!existsSync(real))(
    'get has nothing to do where the model is (skipped without ../shared/models)',
    async () => {
      expect(await engine({ MODELS: REAL_MODELS }, 'models', 'get', 'migan')).toMatchObject({
        code: 0,
        out: `${real}\n`,
      });
    },
  );

  it('needs to be told what to do', async () => {
    expect(await engine({}, 'models', 'paint')).toMatchObject({ code: 2, out: '' });
    expect((await engine({}, 'models', 'get')).err).toMatch(/^usage: /);
  });
});

describe('engine doctor', () => {
  it('tells of devices and models', async () => {
    const { code, out, err } = await engine({ MODELS: 'off' }, 'doctor');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { inference } = JSON.parse(out);
    expect(inference).toMatchObject({ device: 'auto', models: [] });
    expect(inference.devices.map(({ name }: { name: string }) => name)).toContain('cpu');
  });
});
