import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { encodePng } from '../../../src/imaging/codec.ts';
import { PROJECT_ROOT } from '../../../src/project-root.ts';
import type { SpeedPair } from './speed-pictures.ts';

const BYTES_PER_MEGABYTE = 1_000_000;
const BENCH = join(import.meta.dirname, '..');

/** What the first call of a process costs. */
export interface FreshCost {
  /** CPU milliseconds of the first call, compilation included. */
  readonly coldMs: number;
  /** Largest resident memory of the whole process. */
  readonly peakMb: number;
  /** That of a process which only loaded the program and decoded the pictures. */
  readonly idleMb: number;
}

interface Run {
  readonly said: string;
  readonly peakMb: number;
}

async function runOnce(paths: readonly string[], mode: 'look' | 'idle'): Promise<Run> {
  const program = ['--import', 'tsx', '--import', join(BENCH, 'report-memory.mjs'), join(BENCH, 'spot-once.ts')];
  const child = spawn(process.execPath, [...program, mode, ...paths], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, said, problem, report] = child.stdio;
  if (!said || !problem || !report || !('read' in report)) throw new Error('The streams of the program are missing.');
  const ended = new Promise((resolve) => child.on('close', resolve));
  const [out, complaint, memory, code] = await Promise.all([text(said), text(problem), text(report), ended]);
  if (code !== 0) throw new Error(complaint.trim());
  return { said: out, peakMb: Number(memory) / BYTES_PER_MEGABYTE };
}

/** Shows a pair to a fresh process. */
export async function costOfFirstCall({ a, b }: SpeedPair): Promise<FreshCost> {
  const folder = mkdtempSync(join(tmpdir(), 'difference-engine-spot-'));
  try {
    const paths = [join(folder, 'a.png'), join(folder, 'b.png')];
    for (const [index, image] of [a, b].entries()) writeFileSync(paths[index], (await encodePng(image)).bytes);
    const looked = await runOnce(paths, 'look');
    const idle = await runOnce(paths, 'idle');
    return { coldMs: Number(looked.said), peakMb: looked.peakMb, idleMb: idle.peakMb };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
