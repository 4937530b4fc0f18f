import process from 'node:process';
import pixelmatch from 'pixelmatch';
import { ssim } from 'ssim.js';
import type { Size } from '../../../src/contract/geometry.ts';
import { findDifferences, findEdits } from '../../../src/diff/find-differences.ts';
import { spotDifferences } from '../../../src/diff/spot-differences.ts';
import { decodePicture } from '../../../src/imaging/codec.ts';
import type { RgbImage } from '../../../src/imaging/image.ts';
import { checkPuzzle } from '../../../src/puzzle/check-puzzle.ts';
import { jpegOf, toSharp } from '../../support/encode.ts';
import type { Goal } from '../goals.ts';
import { median, rounded } from '../statistics.ts';
import { costOfFirstCall } from './fresh-process.ts';
import { ownPair, SPEED_CASES, type SpeedCase, type SpeedPair } from './speed-pictures.ts';
import { profileStages } from './stages.ts';

const SIZE: Size = { width: 1200, height: 800 };
const MEGAPIXELS = [0.5, 1, 2, 4];
const PIXELS_PER_MEGAPIXEL = 1_000_000;
const ASPECT = 1.5;
const WARM_UP_RUNS = 4;
const RUNS = 9;
const PROFILED_RUNS = 6;
const QUALITY = 90;
const MAX_SIDE = 8000;
/** Steps that are told apart further. */
const OPENED_STEPS = ['layOn', 'lookAt', 'lookThroughNoise', 'lookAtCopies'];
const GOAL_MS: Readonly<Record<SpeedCase | 'own check', number>> = {
  aligned: 150,
  affine: 350,
  homography: 350,
  'own check': 60,
};
const GOAL_MB = 150;
/** A megapixel of the largest picture may cost this many times one of the smallest. */
const GOAL_GROWTH = 1.3;

/** CPU milliseconds of a run: what a quiet machine would need, however busy this one is. */
async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Median of several runs once everything is compiled. */
async function warmMs(work: () => unknown, runs = RUNS): Promise<number> {
  for (let run = 0; run < WARM_UP_RUNS; run++) await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await cpuMs(work));
  return median(times);
}

async function peers({ a, b }: SpeedPair) {
  const rgba = async (image: RgbImage) => {
    const data = new Uint8ClampedArray(await toSharp(image).ensureAlpha().raw().toBuffer());
    return { width: image.width, height: image.height, data };
  };
  const [first, second] = [await rgba(a), await rgba(b)];
  const { width, height } = first;
  return {
    'ssim.js fast': await warmMs(() => ssim(first, second, { ssim: 'fast', downsample: false })),
    'ssim.js weber': await warmMs(() => ssim(first, second, { ssim: 'weber', downsample: false })),
    pixelmatch: await warmMs(() => pixelmatch(first.data, second.data, undefined, width, height)),
  };
}

/** Decoding and drawing around the search, as `engine spot` does it. */
async function around({ a, b }: SpeedPair, detectMs: number) {
  const [bytesA, bytesB] = await Promise.all([a, b].map((image) => jpegOf(image, QUALITY)));
  const decode = () => Promise.all([bytesA, bytesB].map((bytes) => decodePicture(bytes, MAX_SIDE)));
  const decodeMs = await warmMs(decode);
  const totalMs = await warmMs(() => spotDifferences(bytesA, bytesB));
  return { decodeMs, drawMs: totalMs - decodeMs - detectMs, totalMs };
}

async function stageTable(name: SpeedCase, pair: SpeedPair, total: number): Promise<void> {
  const work = () => {
    for (let run = 0; run < PROFILED_RUNS; run++) findDifferences(pair.a, pair.b);
  };
  const shares = await profileStages(work, 'findDifferences', OPENED_STEPS);
  const rows = Object.entries(shares).filter(([, share]) => share >= 0.005);
  console.log(`${name}: steps of findDifferences by the sampling profiler, CPU ms`);
  console.table(Object.fromEntries(rows.map(([stage, share]) => [stage, { ms: rounded(share * total) }])));
}

async function atOneSize(): Promise<Goal[]> {
  const goals: Goal[] = [];
  const rows: Record<string, Record<string, number>> = {};
  const rivals = await peers(await SPEED_CASES.aligned(SIZE));
  const own = ownPair(SIZE);
  const ownMs = await warmMs(() => findEdits(own.a, own.b));
  const sentMs = await warmMs(() => checkPuzzle(own.a, own.b, []));
  const withRatios = (warm: number) =>
    Object.fromEntries(Object.entries(rivals).map(([name, ms]) => [`/ ${name}`, Number((warm / ms).toFixed(2))]));
  rows['own check'] = { 'warm ms': rounded(ownMs), ...withRatios(ownMs) };
  // Encoders and resampling included: a puzzle is also looked at as it is sent and shown.
  rows['own check, as sent'] = { 'warm ms': rounded(sentMs), ...withRatios(sentMs) };
  goals.push({ what: 'own check', value: ownMs, limit: GOAL_MS['own check'], unit: 'CPU ms' });
  for (const name of Object.keys(SPEED_CASES) as SpeedCase[]) {
    const pair = await SPEED_CASES[name](SIZE);
    const warm = await warmMs(() => findDifferences(pair.a, pair.b));
    const { coldMs, peakMb, idleMb } = await costOfFirstCall(pair);
    const { decodeMs, drawMs, totalMs } = await around(pair, warm);
    rows[name] = {
      'warm ms': rounded(warm),
      'first call ms': rounded(coldMs),
      ...withRatios(warm),
      'decode ms': rounded(decodeMs),
      'draw ms': rounded(drawMs),
      'all ms': rounded(totalMs),
      'peak MB': Math.round(peakMb),
      'idle MB': Math.round(idleMb),
    };
    goals.push({ what: name, value: warm, limit: GOAL_MS[name], unit: 'CPU ms' });
    goals.push({ what: `${name}, memory above idle`, value: peakMb - idleMb, limit: GOAL_MB, unit: 'MB' });
    await stageTable(name, pair, warm);
  }
  console.log(
    `At ${SIZE.width}x${SIZE.height}; CPU ms, medians of ${RUNS} warm runs; / peer = times the peer's time here`,
  );
  console.table(rows);
  const times = Object.entries(rivals).map(([name, ms]) => `${name} ${rounded(ms)} ms`);
  console.log(`Peers in the same run: ${times.join(', ')}`);
  return goals;
}

async function growth(): Promise<Goal[]> {
  const rows: Record<string, Record<string, number>> = {};
  const goals: Goal[] = [];
  for (const name of ['aligned', 'affine'] as const) {
    const perMegapixel: number[] = [];
    for (const megapixels of MEGAPIXELS) {
      const height = Math.round(Math.sqrt((megapixels * PIXELS_PER_MEGAPIXEL) / ASPECT));
      const pair = await SPEED_CASES[name]({ width: Math.round(height * ASPECT), height });
      const ms = await warmMs(() => findDifferences(pair.a, pair.b), 3);
      perMegapixel.push(ms / megapixels);
    }
    rows[name] = Object.fromEntries(MEGAPIXELS.map((size, at) => [`${size} MP`, rounded(perMegapixel[at])]));
    const value = Math.max(...perMegapixel.slice(1)) / perMegapixel[0];
    goals.push({ what: `${name}, growth of the cost of a megapixel`, value, limit: GOAL_GROWTH, unit: 'times' });
  }
  console.log('CPU ms for a megapixel, by size of the picture');
  console.table(rows);
  return goals;
}

/** Prints how long everything takes. @returns what must be met */
export async function measureSpeed(): Promise<Goal[]> {
  return [...(await atOneSize()), ...(await growth())];
}
