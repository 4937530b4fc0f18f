// How often puzzles come out as wanted, how they are checked, how long each stage takes and how hard they are:
//   npm run bench:puzzles -- [--pictures TEXT] [--scenes N] [--levels easy,hard] [--seeds N]
// Without options: all pictures beside the project and 20 scenes, 4 levels, 3 seeds each. Takes an hour and more.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { DEFAULT_DIFFERENCES, LEVELS, type Level } from '../../src/contract/answer-key.ts';
import { CodedError } from '../../src/contract/coded-error.ts';
import type { PuzzleResult, PuzzleSource } from '../../src/contract/messages.ts';
import { SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';
import { PROJECT_ROOT } from '../../src/project-root.ts';
import { runJob } from '../../src/worker/run-job.ts';
import { median, percentile, rounded } from './statistics.ts';

const SHARED_PICTURES = join(PROJECT_ROOT, '..', 'shared', 'images');
const STAGES = ['decodeMs', 'proposeMs', 'planMs', 'editMs', 'checkMs', 'drawMs', 'totalMs'] as const;
/** Difficulties of a level lie in its quarter. */
const QUARTER = 25;
const MICROSECONDS_PER_MS = 1000;

const { values: flags } = parseArgs({
  options: {
    pictures: { type: 'string', default: '' },
    scenes: { type: 'string', default: '20' },
    levels: { type: 'string', default: LEVELS.join() },
    seeds: { type: 'string', default: '3' },
  },
});

interface Run {
  readonly name: string;
  readonly level: Level;
  readonly seed: string;
  readonly cpuMs: number;
  readonly puzzle?: PuzzleResult;
  /** How many differences the picture had room for, where that was too few. */
  readonly possible?: number;
}

function* sources(seed: string): Generator<{ name: string; source: PuzzleSource }> {
  if (existsSync(SHARED_PICTURES)) {
    const names = readdirSync(SHARED_PICTURES).filter(
      (file) => !file.endsWith('.json') && file.includes(flags.pictures),
    );
    for (const name of names) yield { name, source: { picture: readFileSync(join(SHARED_PICTURES, name)) } };
  } else console.log('No pictures beside the project: scenes only.');
  for (let scene = 0; scene < Number(flags.scenes); scene++) {
    const setting = SCENE_SETTINGS[scene % SCENE_SETTINGS.length];
    yield { name: `${setting} ${scene} ${seed}`, source: { scene: setting } };
  }
}

async function make(name: string, source: PuzzleSource, level: Level, seed: string): Promise<Run> {
  const before = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / MICROSECONDS_PER_MS;
  };
  try {
    const options = { level, differences: DEFAULT_DIFFERENCES[level], seed: `${name}/${seed}` };
    const puzzle = await runJob({ kind: 'make-puzzle', ...source, options });
    return { name, level, seed, cpuMs: spent(), puzzle };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const possible = 'possible' in error.details ? Number(error.details.possible) : 0;
    return { name, level, seed, cpuMs: spent(), possible };
  }
}

const levelOf = (difficulty: number) => LEVELS[Math.min(LEVELS.length - 1, Math.floor(difficulty / QUARTER))];

function summarise(runs: readonly Run[]): Record<string, number> {
  const made = runs.flatMap(({ puzzle }) => puzzle ?? []);
  const kinds = made.flatMap(({ key }) => key.differences.map(({ edit }) => edit));
  const presence = kinds.filter((kind) => kind === 'remove' || kind === 'duplicate' || kind === 'detail').length;
  const difficulties = made.map(({ key }) => key.difficulty);
  return {
    wanted: runs.length,
    made: made.length,
    'tries/difference': rounded(made.reduce((sum, { engine }) => sum + engine.edits, 0) / Math.max(1, kinds.length)),
    'presence %': Math.round((100 * presence) / Math.max(1, kinds.length)),
    'p50 ms': Math.round(
      percentile(
        made.map(({ timings }) => timings.totalMs),
        0.5,
      ),
    ),
    'p95 ms': Math.round(
      percentile(
        made.map(({ timings }) => timings.totalMs),
        0.95,
      ),
    ),
    'p50 CPU ms': Math.round(median(runs.map(({ cpuMs }) => cpuMs))),
    'p95 CPU ms': Math.round(
      percentile(
        runs.map(({ cpuMs }) => cpuMs),
        0.95,
      ),
    ),
    'difficulty p5': percentile(difficulties, 0.05),
    'difficulty p50': median(difficulties),
    'difficulty p95': percentile(difficulties, 0.95),
    'in its quarter': made.filter(({ key }) => levelOf(key.difficulty) === key.level).length,
  };
}

const levels = LEVELS.filter((level) => flags.levels.split(',').includes(level));
const runs: Run[] = [];
for (const level of levels) {
  for (let seed = 1; seed <= Number(flags.seeds); seed++) {
    for (const { name, source } of sources(String(seed))) {
      const run = await make(name, source, level, String(seed));
      runs.push(run);
      const { puzzle } = run;
      console.log(
        puzzle
          ? `${level} ${name}: ${puzzle.key.differences.map(({ edit }) => edit).join(' ')}, difficulty ${puzzle.key.difficulty}`
          : `${level} ${name}: only ${run.possible}`,
      );
    }
  }
}
console.table(Object.fromEntries(levels.map((level) => [level, summarise(runs.filter((run) => run.level === level))])));
const made = runs.flatMap(({ puzzle }) => puzzle ?? []);
console.log('Median milliseconds of each stage:');
console.table(
  Object.fromEntries(STAGES.map((stage) => [stage, Math.round(median(made.map(({ timings }) => timings[stage])))])),
);
