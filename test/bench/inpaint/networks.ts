import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { setUpInference } from '../../../src/inference/shared-inference.ts';
import { modelSettings, REAL_MODELS } from '../../support/models.ts';

/** Cores that a time with a network is promised for. */
const THREADS = 2;
/** The kernel counts processor time in hundredths of a second. */
const MS_PER_TICK = 10;
const KILOBYTES_PER_MEGABYTE = 1000;
/** Places of user and system time in /proc/PID/stat, counted from behind the program's name. */
const USER_TICKS_AT = 11;

/** Lets engines use the networks beside the project, where there are any. */
export function useNetworks(): void {
  if (existsSync(REAL_MODELS)) setUpInference(modelSettings(REAL_MODELS, { threads: THREADS }));
  else console.log('skipped: the models beside the project are not there, so no network is measured');
}

/** What stands in a file of /proc; nothing where a process has just ended, or on other systems. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

/** The processes of the networks that are open. */
const networks = () => readProc(`${process.pid}/task/${process.pid}/children`).split(' ').filter(Boolean);

/** Processor time that the networks have taken so far, milliseconds. */
export function networksMs(): number {
  const times = networks().map((pid) => {
    const fields = readProc(`${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    return Number(fields[USER_TICKS_AT] ?? 0) + Number(fields[USER_TICKS_AT + 1] ?? 0);
  });
  return MS_PER_TICK * times.reduce((sum, ticks) => sum + ticks, 0);
}

/** The most memory that the processes of the networks have had, megabytes. */
export function networksPeakMb(): number {
  const peaks = networks().map((pid) => Number(/VmHWM:\s+(\d+)/.exec(readProc(`${pid}/status`))?.[1] ?? 0));
  return peaks.reduce((sum, peak) => sum + peak, 0) / KILOBYTES_PER_MEGABYTE;
}
