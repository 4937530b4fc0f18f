import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../src/inference/manifest.ts';
import { findModelFile, isIntact } from '../../src/inference/model-files.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { modelSettings } from '../support/models.ts';

const folder = temporaryFolder();
const models = readManifest();

describe('the manifest', () => {
  it('names every model, file and hash once', () => {
    for (const key of ['name', 'file', 'sha256'] as const) {
      expect(new Set(models.map((model) => model[key])).size).toBe(models.length);
    }
  });

  it('pins what it downloads to one revision or release', () => {
    const urls = models.flatMap(({ sources }) => sources.flatMap((source) => ('url' in source ? [source.url] : [])));
    expect(urls.length).toBeGreaterThanOrEqual(models.length);
    for (const url of urls) expect(url).toMatch(/\/[0-9a-f]{40}\/|\/releases\/download\//);
  });

  it('says of every model that fills holes how it wants its picture and mask', () => {
    const painters = models.filter(({ task }) => task === 'inpaint');
    expect(painters.map(({ name }) => name)).toEqual(['migan', 'migan-v1', 'lama', 'lama-opencv']);
    for (const { channelOrder, normalisation, holeValue, inputs } of painters) {
      expect([channelOrder, normalisation, holeValue]).not.toContain(undefined);
      expect(inputs.map(({ name }) => name)).toEqual(['image', 'mask']);
    }
  });

  it.each([
    ['a key that nobody knows', (model: object) => ({ ...model, sha265: 'x' })],
    ['a short hash', (model: object) => ({ ...model, sha256: 'abc' })],
    ['a path as a file name', (model: object) => ({ ...model, file: '../x.onnx' })],
    ['an address without encryption', (model: object) => ({ ...model, sources: [{ url: 'http://x.org/a.onnx' }] })],
    ['no source', (model: object) => ({ ...model, sources: [] })],
  ])('is refused with %s', (_, spoil) => {
    const path = join(folder.path, 'manifest.json');
    writeFileSync(path, JSON.stringify({ version: 1, models: [models[0]] }));
    expect(readManifest(path)).toEqual([models[0]]);
    writeFileSync(path, JSON.stringify({ version: 1, models: [spoil(models[0])] }));
    expect(() => readManifest(path)).toThrow();
  });
});

describe('the file of a model', () => {
  const [migan] = models;
  const packaged = { ...migan, sources: [{ npm: 'zod', path: 'package.json' }] };

  it('is looked for among the host’s own, in the folder and in the package, in this order', async () => {
    const own = join(folder.path, 'own.onnx');
    const modelsDir = join(folder.path, 'models');
    expect(await findModelFile(packaged, modelSettings(modelsDir))).toMatchObject({ origin: 'package' });
    mkdirSync(modelsDir);
    writeFileSync(join(modelsDir, migan.file), 'x');
    const inFolder = { path: join(modelsDir, migan.file), origin: 'folder' };
    expect(await findModelFile(packaged, modelSettings(modelsDir))).toEqual(inFolder);
    writeFileSync(own, 'x');
    const settings = modelSettings(modelsDir, { modelFiles: { migan: own } });
    expect(await findModelFile(packaged, settings)).toEqual({ path: own, origin: 'own' });
  });

  it('is nowhere when the package is not installed or models are off', async () => {
    const absent = { ...migan, sources: [{ npm: 'no-such-package', path: 'x.onnx' }] };
    expect(await findModelFile(absent, modelSettings(folder.path))).toBeUndefined();
    expect(await findModelFile(packaged, modelSettings(undefined))).toBeUndefined();
  });

  it('is right when its bytes are, or when it is the host’s own', async () => {
    const path = join(folder.path, 'x.onnx');
    writeFileSync(path, 'abc');
    const abc = { ...migan, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' };
    expect(await isIntact(abc, { path, origin: 'package' })).toBe(true);
    expect(await isIntact(migan, { path, origin: 'package' })).toBe(false);
    expect(await isIntact(migan, { path, origin: 'own' })).toBe(true);
  });
});
