// How often puzzles come out as wanted, how they are checked, how long each stage takes and how hard they are:
//   npm run bench:puzzles -- [--pictures TEXT,TEXT] [--scenes N] [--levels easy,hard] [--seeds N] [--log FILE]
// Without options: all pictures beside the project and 20 scenes, 4 levels, 3 seeds each. Takes an hour and more. With
// --log each puzzle's figures are added to FILE, one line of JSON each; what stands there is not made again.
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { DEFAULT_DIFFERENCES, LEVELS, type Level } from '../../src/contract/answer-key.ts';
import { CodedError } from '../../src/contract/coded-error.ts';
import type { PuzzleResult, PuzzleSource } from '../../src/contract/messages.ts';
import { SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';
import { PROJECT_ROOT } from '../../src/project-root.ts';
import { levelOf } from '../../src/puzzle/difficulty.ts';
import { runJob } from '../../src/worker/run-job.ts';
import { runAsBot } from './as-bot.ts';
import { median, percentile, rounded } from './statistics.ts';

const SHARED_PICTURES = join(PROJECT_ROOT, '..', 'shared', 'images');
const STAGES = ['decodeMs', 'proposeMs', 'planMs', 'editMs', 'checkMs', 'drawMs', 'totalMs'] as const;
/** Kinds by which something is there or not. */
const PRESENCE = ['remove', 'duplicate', 'detail'];
const MICROSECONDS_PER_MS = 1000;
const KIBIBYTES_PER_MEBIBYTE = 1024;

runAsBot();
const { values: flags } = parseArgs({
  options: {
    pictures: { type: 'string', default: '' },
    scenes: { type: 'string', default: '20' },
    levels: { type: 'string', default: LEVELS.join() },
    seeds: { type: 'string', default: '3' },
    log: { type: 'string' },
  },
});

/** What is kept of one puzzle, or of the failure to make it. */
interface Run {
  readonly name: string;
  readonly level: Level;
  readonly seed: string;
  readonly wanted: number;
  /** How many differences it has, or how many the picture had room for where that was too few. */
  readonly made: number;
  readonly cpuMs: number;
  /** Most memory that was resident until then. */
  readonly peakMb: number;
  readonly puzzle?: {
    readonly kinds: readonly string[];
    readonly difficulties: readonly number[];
    readonly difficulty: number;
    readonly tried: number;
    readonly odd?: number | undefined;
    readonly checks: PuzzleResult['engine']['checks'];
    readonly timings: PuzzleResult['timings'];
  };
}

interface Case {
  readonly name: string;
  readonly level: Level;
  readonly seed: string;
  readonly source: PuzzleSource;
}

const nameOf = ({ name, level, seed }: Pick<Run, 'name' | 'level' | 'seed'>) => `${level} ${name} ${seed}`;

function* sources(): Generator<{ name: string; source: PuzzleSource }> {
  const wanted = flags.pictures.split(',');
  if (existsSync(SHARED_PICTURES)) {
    const names = readdirSync(SHARED_PICTURES).filter(
      (file) => !file.endsWith('.json') && wanted.some((text) => file.includes(text)),
    );
    for (const name of names) yield { name, source: { picture: readFileSync(join(SHARED_PICTURES, name)) } };
  } else console.log('No pictures beside the project: scenes only.');
  for (let scene = 0; scene < Number(flags.scenes); scene++) {
    const setting = SCENE_SETTINGS[scene % SCENE_SETTINGS.length];
    yield { name: `${setting} ${scene}`, source: { scene: setting } };
  }
}

function* cases(): Generator<Case> {
  for (const level of LEVELS.filter((each) => flags.levels.split(',').includes(each))) {
    for (let seed = 1; seed <= Number(flags.seeds); seed++) {
      for (const { name, source } of sources()) yield { name, source, level, seed: String(seed) };
    }
  }
}

function keep({ key, engine, timings }: PuzzleResult): NonNullable<Run['puzzle']> {
  return {
    kinds: key.differences.map(({ edit }) => edit),
    difficulties: key.differences.map(({ difficulty }) => Math.round(difficulty ?? 0)),
    difficulty: key.difficulty,
    tried: engine.edits,
    checks: engine.checks,
    odd: engine.odd,
    timings,
  };
}

async function make({ name, source, level, seed }: Case): Promise<Run> {
  const before = process.cpuUsage();
  const wanted = DEFAULT_DIFFERENCES[level];
  const run = (made: number) => {
    const { user, system } = process.cpuUsage(before);
    const peakMb = Math.round(process.resourceUsage().maxRSS / KIBIBYTES_PER_MEBIBYTE);
    return { name, level, seed, wanted, made, cpuMs: Math.round((user + system) / MICROSECONDS_PER_MS), peakMb };
  };
  try {
    const options = { level, differences: wanted, seed: `${name}/${seed}`, odd: true };
    const puzzle = await runJob({ kind: 'make-puzzle', ...source, options });
    return { ...run(puzzle.key.differences.length), puzzle: keep(puzzle) };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return run('possible' in error.details ? Number(error.details.possible) : 0);
  }
}

function known(): Run[] {
  if (flags.log === undefined || !existsSync(flags.log)) return [];
  return readFileSync(flags.log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Run => JSON.parse(line));
}

const percent = (part: number, whole: number) => Math.round((100 * part) / Math.max(1, whole));

function summarise(runs: readonly Run[]): Record<string, number> {
  const made = runs.flatMap(({ level, made: count, puzzle }) => (puzzle ? { level, count, ...puzzle } : []));
  const kinds = made.flatMap((puzzle) => puzzle.kinds);
  const difficulties = made.map(({ difficulty }) => difficulty);
  const totals = made.map(({ timings }) => timings.totalMs);
  const cpu = runs.map(({ cpuMs }) => cpuMs);
  return {
    wanted: runs.length,
    made: made.length,
    'of wanted differences %': percent(
      runs.reduce((sum, run) => sum + run.made, 0),
      runs.reduce((sum, run) => sum + run.wanted, 0),
    ),
    'checks passed': made.filter(
      ({ checks, count }) => checks && Object.values(checks).every((found) => found === count),
    ).length,
    'tries/difference': rounded(made.reduce((sum, { tried }) => sum + tried, 0) / Math.max(1, kinds.length)),
    'presence %': percent(kinds.filter((kind) => PRESENCE.includes(kind)).length, kinds.length),
    'odd %': percent(
      made.reduce((sum, { odd = 0 }) => sum + odd, 0),
      kinds.length,
    ),
    'p50 ms': percentile(totals, 0.5),
    'p95 ms': percentile(totals, 0.95),
    'p50 CPU ms': median(cpu),
    'p95 CPU ms': percentile(cpu, 0.95),
    'difficulty p5': percentile(difficulties, 0.05),
    'difficulty p50': median(difficulties),
    'difficulty p95': percentile(difficulties, 0.95),
    'in its quarter': made.filter(({ difficulty, level }) => levelOf(difficulty) === level).length,
  };
}

const idleMb = Math.round(process.resourceUsage().maxRSS / KIBIBYTES_PER_MEBIBYTE);
const runs = known();
const done = new Set(runs.map(nameOf));
for (const each of cases()) {
  if (done.has(nameOf(each))) continue;
  const run = await make(each);
  runs.push(run);
  if (flags.log !== undefined) appendFileSync(flags.log, `${JSON.stringify(run)}\n`);
  const { made, wanted, puzzle } = run;
  const outcome = puzzle ? `${puzzle.kinds.join(' ')}, difficulty ${puzzle.difficulty}` : `${made} of ${wanted}`;
  console.log(`${nameOf(each)}: ${outcome}, ${run.cpuMs} ms of CPU`);
}

const ofLevel = (level: Level) => runs.filter((run) => run.level === level);
const levels = LEVELS.filter((level) => ofLevel(level).length > 0);
console.table(Object.fromEntries(levels.map((level) => [level, summarise(ofLevel(level))])));
const short = runs.filter(({ puzzle }) => !puzzle);
if (short.length > 0) {
  console.log('Short of what was wanted:');
  for (const run of short) console.log(`  ${nameOf(run)}: ${run.made} of ${run.wanted}`);
}
const timings = runs.flatMap(({ puzzle }) => puzzle?.timings ?? []);
console.log('Median milliseconds of each stage:');
console.table(Object.fromEntries(STAGES.map((stage) => [stage, median(timings.map((each) => each[stage]))])));
console.log(`Peak memory above idle: ${Math.max(...runs.map(({ peakMb }) => peakMb)) - idleMb} MiB`);
