import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { listBackends } from '../../src/inference/backends.ts';
import { chooseDevice } from '../../src/inference/choose-device.ts';
import { type ProbeReport, probeDevice } from '../../src/inference/probe-device.ts';
import { createLog } from '../../src/log.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { codedErrorOf } from '../support/coded.ts';
import { miganLike, modelSettings, writeModel } from '../support/models.ts';

// A probe starts processes, and the cores may have a dozen other things to do.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
const log = createLog('silent');

const good = { works: true, deviceMs: 5, cpuMs: 50, maxDifference: 2, meanDifference: 0.1, magnitude: 255 } as const;
const slow = { ...good, deviceMs: 60 } as const;
const wrong = { ...good, meanDifference: 30 } as const;
const missing = { works: false, reason: 'no adapter\nat line 7' } as const;

/** Every accelerator of this system's runtime gets this report, one after the other. */
async function choose(device: 'auto' | 'cpu' | 'webgpu', ...reports: ProbeReport[]) {
  const entry = writeModel(folder.path, 'migan', miganLike(99));
  const tried: string[] = [];
  const probe = async (request: { readonly device: string }) => {
    tried.push(request.device);
    return reports[Math.min(tried.length, reports.length) - 1];
  };
  const settings = modelSettings(folder.path, { device });
  return { choice: chooseDevice(entry, join(folder.path, entry.file), settings, log, probe), tried };
}

describe('chooseDevice', () => {
  it('takes the CPU without a look at anything else when that is asked for', async () => {
    const { choice, tried } = await choose('cpu', good);
    expect(await choice).toBe('cpu');
    expect(tried).toEqual([]);
  });

  it('takes the first accelerator that is right and faster', async () => {
    const { choice, tried } = await choose('auto', good);
    expect(await choice).toBe(tried[0]);
    expect(tried).toHaveLength(1);
  });

  it.each([
    ['slower', slow],
    ['wrong', wrong],
    ['missing', missing],
  ])('goes on to the CPU where every accelerator is %s', async (_, report) => {
    const { choice, tried } = await choose('auto', report);
    expect(await choice).toBe('cpu');
    const accelerators = listBackends().filter(({ name }) => ['cuda', 'coreml', 'dml', 'webgpu'].includes(name));
    expect(tried.toSorted()).toEqual(accelerators.map(({ name }) => name).toSorted());
  });

  it('takes a device that is asked for even when it is slow', async () => {
    expect(await (await choose('webgpu', slow)).choice).toBe('webgpu');
  });

  it.each([
    [missing, 'no adapter'],
    [wrong, 'mean difference 30'],
  ])('refuses a device that is asked for and does not serve', async (report, reason) => {
    const { choice } = await choose('webgpu', report);
    const { code, details } = await codedErrorOf(choice);
    expect({ code, ...details }).toEqual({ code: 'device-unavailable', device: 'webgpu', model: 'migan', reason });
  });
});

describe('a probe', () => {
  it('finds that the CPU gives the same as the CPU', async () => {
    const entry = writeModel(folder.path, 'migan', miganLike(99));
    const path = join(folder.path, entry.file);
    const report = await probeDevice({ entry, path, device: 'cpu', threads: 1 });
    expect(report).toMatchObject({ works: true, maxDifference: 0, meanDifference: 0, magnitude: 255 });
  });

  it('tells why a device does not work', async () => {
    const entry = writeModel(folder.path, 'migan', miganLike(99));
    const path = join(folder.path, entry.file);
    // No system has both.
    const reports = await Promise.all(
      (['coreml', 'dml'] as const).map((device) => probeDevice({ entry, path, device, threads: 1 })),
    );
    expect(reports.some((report) => !report.works && report.reason.includes('backend not found'))).toBe(true);
  });
});
