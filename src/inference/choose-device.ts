import { CodedError } from '../contract/coded-error.ts';
import type { InferenceDevice, InferenceSettings } from '../contract/inference-settings.ts';
import type { Logger } from '../log.ts';
import { listBackends } from './backends.ts';
import type { ModelEntry } from './manifest.ts';
import { type ProbeReport, probeDevice } from './probe-device.ts';

/** In the order in which they are tried: what is made for the hardware at hand before what runs everywhere. */
export const ACCELERATORS = ['cuda', 'coreml', 'dml', 'webgpu'] as const;
/** A device may differ from the CPU by this share of the largest value, on average: rounding, not another result. */
const MAX_MEAN_DIFFERENCE = 0.01;

const isRight = (report: ProbeReport) =>
  report.works && report.meanDifference <= MAX_MEAN_DIFFERENCE * Math.max(report.magnitude, Number.MIN_VALUE);

/** Why a probe that ended is not good enough. */
const reasonOf = (report: ProbeReport) =>
  report.works ? `mean difference ${report.meanDifference.toPrecision(2)}` : report.reason.split('\n')[0];

/**
 * Decides where a network runs, by running it there: a device that the settings name must give the CPU's result, and one
 * that `auto` takes must be faster too. The log tells what was tried and what came of it.
 *
 * @param probe for tests
 * @throws CodedError `device-unavailable` when the device that the settings name does not serve
 */
export async function chooseDevice(
  entry: ModelEntry,
  path: string,
  { device: wanted, threads }: InferenceSettings,
  log: Logger,
  probe = probeDevice,
): Promise<InferenceDevice> {
  if (wanted === 'cpu') return 'cpu';
  const supported = listBackends().map(({ name }) => name);
  const candidates = ACCELERATORS.filter((name) => (wanted === 'auto' ? supported.includes(name) : name === wanted));
  for (const device of candidates) {
    const report = await probe({ entry, path, device, threads });
    log.info({ model: entry.name, device, ...report }, 'probed a device');
    if (wanted !== 'auto' && !isRight(report)) {
      throw new CodedError('device-unavailable', { device, model: entry.name, reason: reasonOf(report) });
    }
    if (report.works && isRight(report) && (wanted !== 'auto' || report.deviceMs < report.cpuMs)) return device;
  }
  return 'cpu';
}
