import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { encodeRunLengths, forEachSpan, type RunLengthMask } from '../../../src/contract/run-length-mask.ts';
import { decodePicture, encodePng } from '../../../src/imaging/codec.ts';
import { createMask } from '../../../src/imaging/image.ts';
import type { PlacedMask } from '../../../src/imaging/placed-mask.ts';
import { PROJECT_ROOT } from '../../../src/project-root.ts';
import type { PairSource, TruePair } from './true-pair.ts';

/** Counts up when pairs are made in another way. */
const RECIPE = 1;
const MAX_SIDE = 4000;

const packageSchema = z.object({ version: z.string() });
const { version } = packageSchema.parse(JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')));
/** Made pairs are kept by engine version and recipe: the seed is in their names. */
const FOLDER = join(tmpdir(), 'difference-engine-spot-pairs', `${version}-${RECIPE}`);

const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const truthSchema = z.array(z.object({ kind: z.string(), box: boxSchema, counts: z.array(z.number()) })).nullable();

const toRuns = ({ box, mask }: PlacedMask): RunLengthMask =>
  encodeRunLengths(mask.data, mask.width, { x: 0, y: 0, width: box.width, height: box.height });

function fromRuns(box: PlacedMask['box'], counts: readonly number[]): PlacedMask {
  const mask = createMask(box.width, box.height);
  const runs = { box: { ...box, x: 0, y: 0 }, counts };
  forEachSpan(runs, (y, from, to) => mask.data.fill(1, y * box.width + from, y * box.width + to));
  return { box, mask };
}

function pathsOf(name: string) {
  const stem = join(FOLDER, name.replaceAll('/', '_'));
  return { a: `${stem}.a.png`, b: `${stem}.b.png`, truth: `${stem}.json` };
}

async function store(name: string, pair: TruePair | undefined): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const paths = pathsOf(name);
  if (pair) {
    writeFileSync(paths.a, (await encodePng(pair.a)).bytes);
    writeFileSync(paths.b, (await encodePng(pair.b)).bytes);
  }
  const truth = pair?.truth.map(({ kind, placed }) => ({ kind, box: placed.box, counts: toRuns(placed).counts }));
  writeFileSync(paths.truth, JSON.stringify(truth ?? null));
}

async function read(name: string, source: PairSource): Promise<TruePair | undefined> {
  const paths = pathsOf(name);
  const truth = truthSchema.parse(JSON.parse(readFileSync(paths.truth, 'utf8')));
  if (!truth) return undefined;
  const [a, b] = await Promise.all([paths.a, paths.b].map((path) => decodePicture(readFileSync(path), MAX_SIDE)));
  const differences = truth.map(({ kind, box, counts }) => ({ kind, placed: fromRuns(box, counts) }));
  return { name, source, a: a.image, b: b.image, truth: differences };
}

/** The pair of this name, made only when it was not made before. @returns undefined when it cannot be made */
export async function keptPair(
  name: string,
  source: PairSource,
  make: () => Promise<Omit<TruePair, 'name' | 'source'> | undefined>,
): Promise<TruePair | undefined> {
  if (existsSync(pathsOf(name).truth)) return read(name, source);
  const made = await make();
  const pair = made && { name, source, ...made };
  await store(name, pair);
  return pair;
}
