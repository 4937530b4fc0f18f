// How long `make` takes and how much memory it needs, each run in a fresh process, as a user starts it.
//   npm run bench:make
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import { MAX_PUZZLE_SIDE_PX } from '../../src/contract/limits.ts';
import { PROJECT_ROOT } from '../../src/project-root.ts';
import { toSharp } from '../support/encode.ts';
import { detailedPicture } from './detailed-picture.ts';
import { type Goal, judge } from './goals.ts';
import { median, rounded } from './statistics.ts';

const RUNS = 5;
const SHARED_PICTURES = join(PROJECT_ROOT, '..', 'shared', 'images');
const BYTES_PER_MEGABYTE = 1_000_000;
const MAX_MEMORY_MB = 1000;
const STAGES = ['decodeMs', 'proposeMs', 'planMs', 'editMs', 'checkMs', 'drawMs', 'totalMs'] as const;

type Stage = (typeof STAGES)[number];
type Run = Record<Stage | 'wallMs' | 'memoryMb', number>;

const folder = mkdtempSync(join(tmpdir(), 'difference-engine-bench-'));

/** One run of `make` in a process of its own. @throws Error with what it said when it failed */
async function runMake(picture: string, seed: number): Promise<Run> {
  const out = join(folder, 'out');
  const program = [
    '--import',
    join(import.meta.dirname, 'report-memory.mjs'),
    'scripts/run.mjs',
    'dist/src/cli/main.js',
  ];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...program, 'make', picture, '--out', out, '--seed', String(seed)], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , , report] = child.stdio;
  if (child.stderr === null || report === null || report === undefined || !('read' in report)) {
    throw new Error('The streams of the program are missing.');
  }
  const ended = new Promise((resolve) => child.on('close', resolve));
  const [said, memory, code] = await Promise.all([text(child.stderr), text(report), ended]);
  const wallMs = performance.now() - startedAt;
  if (code !== 0) throw new Error(said.trim());
  const { timings } = JSON.parse(readFileSync(join(out, 'puzzle.json'), 'utf8')) as { timings: Record<Stage, number> };
  return { ...timings, wallMs, memoryMb: Number(memory) / BYTES_PER_MEGABYTE };
}

/** What any program must do that reads a picture and writes one of the puzzle's size. */
async function runPeer(picture: string): Promise<number> {
  const startedAt = performance.now();
  const side = MAX_PUZZLE_SIDE_PX;
  await sharp(picture).resize(side, side, { fit: 'inside', withoutEnlargement: true }).png().toBuffer();
  return performance.now() - startedAt;
}

async function measure(picture: string, runs: number): Promise<{ row: Record<string, number>; typical: Run }> {
  const [made, peer]: [Run[], number[]] = [[], []];
  for (let seed = 1; seed <= runs; seed++) {
    made.push(await runMake(picture, seed));
    peer.push(await runPeer(picture));
  }
  const middle = (name: keyof Run) => Math.round(median(made.map((run) => run[name])));
  const wallMs = middle('wallMs');
  const memoryMb = Math.round(Math.max(...made.map((run) => run.memoryMb)));
  const stages = Object.fromEntries(STAGES.map((stage) => [stage, middle(stage)]));
  const peerMs = Math.round(median(peer));
  const row = { ...stages, wallMs, memoryMb, peerMs, 'total/peer': rounded(middle('totalMs') / median(peer)) };
  return { row, typical: { ...(stages as Record<Stage, number>), wallMs, memoryMb } };
}

async function measureGenerated(): Promise<Goal[]> {
  const pictures = [
    { name: '1200 x 800', size: { width: 1200, height: 800 }, limit: 6 },
    { name: '4000 x 3000', size: { width: 4000, height: 3000 }, limit: 10 },
  ];
  const rows: Record<string, Record<string, number>> = {};
  const goals: Goal[] = [];
  for (const { name, size, limit } of pictures) {
    const path = join(folder, `${name}.jpg`);
    writeFileSync(path, await toSharp(detailedPicture(size, 'bench')).jpeg({ quality: 92 }).toBuffer());
    const { row, typical } = await measure(path, RUNS);
    rows[name] = row;
    goals.push(
      { what: `time of ${name}, start to end of the process`, value: typical.wallMs / 1000, limit, unit: 's' },
      { what: `peak memory of ${name}`, value: typical.memoryMb, limit: MAX_MEMORY_MB, unit: 'MB' },
    );
  }
  console.log(`Generated pictures, JPEG, level medium: medians of ${RUNS} runs, peak memory: the largest.`);
  console.table(rows);
  return goals;
}

/** For information only: these pictures are not part of the project. */
async function measureShared(): Promise<void> {
  if (!existsSync(SHARED_PICTURES)) {
    console.log('No pictures beside the project: only generated ones were measured.');
    return;
  }
  const rows: Record<string, Record<string, number>> = {};
  for (const name of readdirSync(SHARED_PICTURES).filter((file) => !file.endsWith('.json'))) {
    try {
      rows[name] = (await measure(join(SHARED_PICTURES, name), 1)).row;
    } catch (error) {
      console.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log('The pictures beside the project, one run each:');
  console.table(rows);
}

console.log(`bench:make on ${availableParallelism()} cores`);
try {
  const goals = await measureGenerated();
  await measureShared();
  judge(goals);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
