// How well and how fast holes are filled, beside what OpenCV makes of the same holes.
//   npm run bench:inpaint -- [--engines harmonic,patch-match,migan] [--kinds thin,medium,thick,blob] [--only dev07]
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createMask } from '../../src/imaging/image.ts';
import { inpaint } from '../../src/inpainting/inpaint.ts';
import type { MaskKind } from '../../src/inpainting/random-masks.ts';
import { ENGINES, type EngineChoice } from '../../src/inpainting/registry.ts';
import { detailedPicture } from './detailed-picture.ts';
import { type Goal, judge } from './goals.ts';
import { benchCases, type Case, type Ground } from './inpaint/cases.ts';
import { networksMs, networksPeakMb, useNetworks } from './inpaint/networks.ts';
import { PEERS, runPeers } from './inpaint/peers.ts';
import { type Quality, qualityOf } from './inpaint/quality.ts';
import { median } from './statistics.ts';

const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: 'harmonic,patch-match,auto' },
    kinds: { type: 'string', default: 'thin,medium,thick,blob' },
    only: { type: 'string', default: '' },
  },
});
const engines = values.engines.split(',') as EngineChoice[];
const kinds = values.kinds.split(',') as MaskKind[];
/** The hole that times are promised for: one hundredth of a picture of this size. */
const TIMED = { width: 1200, height: 800, share: 0.01, runs: 5 } as const;
const MAX_MS: Readonly<Partial<Record<EngineChoice, number>>> = { harmonic: 40, 'patch-match': 350, migan: 1000 };
const MAX_MEMORY_MB = 400;
const MAX_MEMORY_WITH_NETWORK_MB = 1100;
const KILOBYTES_PER_MEGABYTE = 1000;

/** One filling, by an engine or by a peer. */
interface Outcome extends Quality {
  readonly by: string;
  readonly kind: MaskKind;
  readonly ground: Ground;
  readonly milliseconds: number;
}

/** How long something took: what other programs do at the same time counts less in processor time. */
interface Timed<Result> {
  readonly result: Result;
  readonly wallMs: number;
  readonly processorMs: number;
}

async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  const [start, before, networksBefore] = [performance.now(), process.cpuUsage(), networksMs()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const processorMs = (user + system) / 1000 + networksMs() - networksBefore;
  return { result, wallMs: performance.now() - start, processorMs };
}

async function fillByEngines({ name, kind, ground, image, mask }: Case): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const engine of engines) {
    try {
      const { result, processorMs } = await timed(() => inpaint(image, mask, { engine, seed: name }));
      outcomes.push({ by: engine, kind, ground, milliseconds: processorMs, ...qualityOf(image, result.image, mask) });
    } catch (error) {
      console.log(`${name}, ${engine}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return outcomes;
}

const MEASURES = ['psnr', 'ssim', 'texture', 'seam', 'milliseconds'] as const;

/** Nearness to the truth is a mean over pictures, as the field reports it; what has no upper end is a median. */
const MEANS: ReadonlySet<string> = new Set(['psnr', 'ssim']);

function typical(outcomes: readonly Outcome[], measure: (typeof MEASURES)[number]): number {
  const numbers = outcomes.map((outcome) => outcome[measure]);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return Number((MEANS.has(measure) ? mean : median(numbers)).toFixed(3));
}

/** The outcomes of one engine on one kind of hole. */
const select = (outcomes: readonly Outcome[], by: string, kind: MaskKind, isSmooth = false) =>
  outcomes.filter((o) => o.by === by && o.kind === kind && (o.ground === 'smooth') === isSmooth);

function printTable(outcomes: readonly Outcome[], isSmooth: boolean): void {
  console.log(
    isSmooth ? 'Smooth pictures:' : 'Photos, scenes and textures (means of PSNR and SSIM, medians of the rest):',
  );
  const rows = kinds.flatMap((kind) =>
    [...engines, ...PEERS].map((by) => {
      const chosen = select(outcomes, by, kind, isSmooth);
      return { kind, by, n: chosen.length, ...Object.fromEntries(MEASURES.map((m) => [m, typical(chosen, m)])) };
    }),
  );
  console.table(rows.filter(({ n }) => n > 0));
}

function qualityGoals(outcomes: readonly Outcome[]): Goal[] {
  const goals: Goal[] = [];
  const add = (what: string, value: number, limit: number, unit: string) => {
    if (!Number.isNaN(value)) goals.push({ what, value, limit, unit });
  };
  const of = (by: string, kind: MaskKind, measure: (typeof MEASURES)[number], isSmooth = false) =>
    typical(select(outcomes, by, kind, isSmooth), measure);
  const detail = of('patch-match', 'blob', 'texture');
  add('patch-match: texture of blobs, distance from 0.9', Math.abs(detail - 0.9), 0.3, '');
  add('patch-match behind Telea, thin', of('telea', 'thin', 'psnr') - of('patch-match', 'thin', 'psnr'), 1, 'dB');
  add('patch-match behind Telea, blobs', of('telea', 'blob', 'ssim') - of('patch-match', 'blob', 'ssim'), 0.03, 'SSIM');
  const enough = Math.min(50, of('telea', 'blob', 'psnr', true) + 3);
  add('harmonic behind 50 dB or Telea + 3 dB, smooth', enough - of('harmonic', 'blob', 'psnr', true), 0.01, 'dB');
  return goals;
}

async function timeGoals(): Promise<Goal[]> {
  const image = detailedPicture(TIMED, 'inpaint');
  const mask = createMask(TIMED.width, TIMED.height);
  const radius = Math.sqrt((TIMED.share * TIMED.width * TIMED.height) / Math.PI);
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    const [x, y] = [pixel % TIMED.width, Math.floor(pixel / TIMED.width)];
    mask.data[pixel] = Math.hypot(x - TIMED.width / 2, y - TIMED.height / 2) <= radius ? 1 : 0;
  }
  const goals: Goal[] = [];
  for (const engine of engines) {
    const limit = MAX_MS[engine];
    if (limit === undefined) continue;
    // A network works on both cores at once: its wall time is what is promised.
    const isNetwork = engine !== 'auto' && ENGINES[engine].kind === 'imagines';
    const times: number[] = [];
    for (let run = 0; run <= TIMED.runs; run++) {
      const { wallMs, processorMs } = await timed(() => inpaint(image, mask, { engine, seed: 'time' }));
      times.push(isNetwork ? wallMs : processorMs);
    }
    const clock = isNetwork ? 'wall time' : 'processor time';
    const what = `${engine}: hole of 1 % in ${TIMED.width} x ${TIMED.height}, ${clock}, best of ${TIMED.runs}`;
    goals.push({ what, value: Math.min(...times.slice(1)), limit, unit: 'ms' });
  }
  return goals;
}

if (engines.some((engine) => engine !== 'auto' && ENGINES[engine].kind === 'imagines')) useNetworks();
const cases = await benchCases(kinds, values.only);
const outcomes: Outcome[] = [];
for (const one of cases) outcomes.push(...(await fillByEngines(one)));
const memoryMb = process.resourceUsage().maxRSS / KILOBYTES_PER_MEGABYTE;
const peers = await runPeers(cases);
for (const { name, kind, ground, image, mask } of cases) {
  for (const by of PEERS) {
    const filling = peers?.get(name)?.[by];
    if (!filling) continue;
    const quality = qualityOf(image, filling.filled, mask);
    outcomes.push({ by, kind, ground, milliseconds: filling.milliseconds, ...quality });
  }
}
printTable(outcomes, false);
printTable(outcomes, true);
judge([
  ...qualityGoals(outcomes),
  ...(await timeGoals()),
  { what: 'peak memory of the whole run', value: memoryMb, limit: MAX_MEMORY_MB, unit: 'MB' },
  {
    what: 'the same with what networks took',
    value: memoryMb + networksPeakMb(),
    limit: MAX_MEMORY_WITH_NETWORK_MB,
    unit: 'MB',
  },
]);
