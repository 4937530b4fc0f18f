import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { CodedError } from '../src/contract/coded-error.ts';
import { PROJECT_ROOT } from '../src/project-root.ts';

function failureOf(environment: Record<string, string>): unknown {
  try {
    readConfig(environment);
  } catch (error) {
    return error instanceof CodedError ? { code: error.code, ...error.details } : error;
  }
  return undefined;
}

describe('readConfig', () => {
  it('has a default for everything', () => {
    const { workerThreads, inference, ...config } = readConfig({});
    expect(config).toEqual({
      token: undefined,
      applicationId: undefined,
      dataDir: './data',
      logLevel: 'info',
      playgroundPort: 3000,
      storeUrl: undefined,
      retentionDays: 30,
      discord: {
        apiUrl: undefined,
        attachmentHosts: ['cdn.discordapp.com', 'media.discordapp.net'],
        allowHttp: false,
      },
    });
    expect([1, 2]).toContain(workerThreads);
    const { threads, ...rest } = inference;
    expect(rest).toEqual({
      modelsDir: join(PROJECT_ROOT, 'models'),
      modelFiles: {},
      device: 'auto',
      isOffline: false,
      mirrorUrl: undefined,
      inpaintUrl: undefined,
    });
    expect([1, 2, 3, 4]).toContain(threads);
  });

  it('reads how models may be used', () => {
    const { inference } = readConfig({
      MODELS: '/srv/models',
      MODEL_FILES: 'lama=/srv/my lama.onnx, migan=/srv/a=b.onnx',
      MODELS_MIRROR: 'http://10.0.0.1/models/',
      MODELS_OFFLINE: '1',
      INFERENCE_DEVICE: 'webgpu',
      INPAINT_URL: 'http://10.0.0.2:8080/',
      WORKER_THREADS: '64',
    });
    expect(inference).toEqual({
      modelsDir: '/srv/models',
      modelFiles: { lama: '/srv/my lama.onnx', migan: '/srv/a=b.onnx' },
      device: 'webgpu',
      isOffline: true,
      mirrorUrl: 'http://10.0.0.1/models',
      inpaintUrl: 'http://10.0.0.2:8080',
      threads: 1,
    });
    expect(readConfig({ MODELS: 'off' }).inference.modelsDir).toBeUndefined();
  });

  it('reads what is set', () => {
    const config = readConfig({
      DISCORD_TOKEN: ' abc.def ',
      DISCORD_APPLICATION_ID: '123456789012345678',
      DATA_DIR: '/srv/games',
      STORE_URL: 'redis://:secret@10.0.0.1:6379/2',
      LOG_LEVEL: 'warn',
      PLAYGROUND_PORT: '0',
      WORKER_THREADS: '3',
      RETENTION_DAYS: '0',
    });
    expect(config).toMatchObject({
      token: 'abc.def',
      applicationId: '123456789012345678',
      dataDir: '/srv/games',
      storeUrl: 'redis://:secret@10.0.0.1:6379/2',
      logLevel: 'warn',
      playgroundPort: 0,
      workerThreads: 3,
      retentionDays: 0,
    });
  });

  it('cannot be changed', () => {
    const config = readConfig({});
    expect(Object.isFrozen(config) && Object.isFrozen(config.discord)).toBe(true);
  });

  it('takes empty values as not set', () => {
    expect(readConfig({ DISCORD_TOKEN: '', PLAYGROUND_PORT: ' ', ATTACHMENT_HOSTS: '', ALLOW_CUSTOM_API: '' })).toEqual(
      readConfig({}),
    );
  });

  it.each([
    ['PLAYGROUND_PORT', '65536', 'a whole number from 0 to 65535'],
    ['PLAYGROUND_PORT', '-1', 'a whole number from 0 to 65535'],
    [
      'STORE_URL',
      'mysql://10.0.0.1',
      'an address that starts with redis://, rediss://, valkey://, postgres:// or postgresql://',
    ],
    ['WORKER_THREADS', '0', 'a whole number from 1 to 64'],
    ['WORKER_THREADS', 'two', 'a whole number from 1 to 64'],
    ['RETENTION_DAYS', '1.5', 'a whole number from 0 to 3650'],
    ['LOG_LEVEL', 'loud', 'trace, debug, info, warn, error, fatal, silent'],
    ['DISCORD_APPLICATION_ID', 'mine', 'the number from the developer portal, 15 to 21 digits'],
    ['ALLOW_CUSTOM_API', 'yes', '0, 1'],
    ['MODELS_OFFLINE', 'yes', '0, 1'],
    ['MODELS_MIRROR', 'models', 'an address that starts with http:// or https://'],
    ['INPAINT_URL', 'localhost:8080', 'an address that starts with http:// or https://'],
    ['INFERENCE_DEVICE', 'gpu', 'auto, cpu, cuda, webgpu, coreml, dml'],
    ['MODEL_FILES', 'my.onnx', 'NAME=PATH, several separated by commas; names as `engine models list` shows them'],
    ['DISCORD_API_URL', 'ftp://example.org', 'an address that starts with http:// or https://'],
    ['ATTACHMENT_HOSTS', 'cdn.example.org,http://x', 'host names separated by commas, such as cdn.example.org:8080'],
  ])('names %s when it is “%s”', (setting, value, expected) => {
    expect(failureOf({ [setting]: value })).toEqual({ code: 'setting-invalid', setting, value, expected });
  });

  it.each([
    ['DISCORD_API_URL', 'http://127.0.0.1:9/api'],
    ['ATTACHMENT_HOSTS', '127.0.0.1:9'],
  ])('refuses %s unless custom servers are allowed', (setting, value) => {
    expect(failureOf({ [setting]: value })).toEqual({ code: 'custom-api-not-allowed', setting });
    expect(failureOf({ [setting]: value, ALLOW_CUSTOM_API: '0' })).toEqual({ code: 'custom-api-not-allowed', setting });
  });

  it('takes a custom server that is allowed', () => {
    const { discord } = readConfig({
      ALLOW_CUSTOM_API: '1',
      DISCORD_API_URL: 'http://127.0.0.1:3000/api/',
      ATTACHMENT_HOSTS: '127.0.0.1:3000, CDN.example.org',
    });
    expect(discord).toEqual({
      apiUrl: 'http://127.0.0.1:3000/api',
      attachmentHosts: ['127.0.0.1:3000', 'cdn.example.org'],
      allowHttp: true,
    });
  });

  it('reads the token from a file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'token');
    writeFileSync(path, 'from.file\n');
    expect(readConfig({ DISCORD_TOKEN_FILE: path }).token).toBe('from.file');
    expect(readConfig({ DISCORD_TOKEN_FILE: path, DISCORD_TOKEN: 'direct' }).token).toBe('direct');
  });

  it('names a token file that cannot be read', () => {
    expect(failureOf({ DISCORD_TOKEN_FILE: '/nowhere/token' })).toEqual({
      code: 'file-unreadable',
      path: '/nowhere/token',
      reason: 'ENOENT',
    });
  });
});
