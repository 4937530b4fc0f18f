// How well proposals hold the things of drawn scenes, whose truth is known, and how fast: `npm run bench:propose [scenes]`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import type { Size } from '../../src/contract/geometry.ts';
import { forEachSpan, type RunLengthMask } from '../../src/contract/run-length-mask.ts';
import { SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';
import { distanceToSet } from '../../src/imaging/distance.ts';
import type { RgbImage } from '../../src/imaging/image.ts';
import { createMask, type Mask } from '../../src/imaging/image.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { PHONE_FINISH, photograph } from '../../src/puzzle/scene/photo-finish.ts';
import { createScene, describeScene, renderScene } from '../../src/puzzle/scene.ts';
import { propose } from '../../src/segmentation/propose.ts';
import { refineMask } from '../../src/segmentation/refine-mask.ts';
import { median } from './statistics.ts';

const SIZE: Size = { width: 1200, height: 800 };
const SCENES = Number(process.argv[2] ?? 12);
/** Of each picture only so many proposals count. */
const FIRST = 50;
/** So many of the objects that were found worst are named. */
const WORST = 15;
/** An object that others hide for more than this share cannot be expected as a whole. */
const MOST_HIDDEN = 0.4;
const MICROSECONDS = 1_000_000;
const BYTES_PER_MEGABYTE = 2 ** 20;

/** One byte a pixel of the whole picture. */
function pixelsOf(mask: RunLengthMask): Uint8Array {
  const pixels = new Uint8Array(SIZE.width * SIZE.height);
  forEachSpan(mask, (y, fromX, toX) => pixels.fill(1, y * SIZE.width + fromX, y * SIZE.width + toX));
  return pixels;
}

/** One proposal at the size of the picture. */
interface Shown {
  /** Numbers of the pixels that belong to it. */
  readonly pixels: readonly number[];
  /** Alpha of all pixels that have any. */
  readonly alphas: ReadonlyMap<number, number>;
}

interface Found {
  readonly shown: readonly Shown[];
  readonly cpuSeconds: number;
}

/** What a proposal that covers an object at least so well says of its edges. */
const FOUND_OVERLAP = 0.75;

async function find(image: RgbImage): Promise<Found> {
  const before = process.cpuUsage();
  const { size, proposals } = await propose(image);
  const { user, system } = process.cpuUsage(before);
  const shown = proposals.slice(0, FIRST).map(({ placed }) => {
    const { box, alpha } = refineMask(image, placed, size);
    const pixels: number[] = [];
    const alphas = new Map<number, number>();
    alpha.data.forEach((share, at) => {
      if (share === 0) return;
      const pixel = (box.y + Math.floor(at / box.width)) * SIZE.width + box.x + (at % box.width);
      alphas.set(pixel, share);
      if (share >= 0.5) pixels.push(pixel);
    });
    return { pixels, alphas };
  });
  return { shown, cpuSeconds: (user + system) / MICROSECONDS };
}

/** Pixels of a mask that have a neighbour outside it. */
function edgeOf({ width, height, data }: Mask): Mask {
  const edge = createMask(width, height);
  data.forEach((isSet, at) => {
    if (!isSet) return;
    const x = at % width;
    const inner =
      x > 0 && x + 1 < width && data[at - 1] && data[at + 1] && at >= width && data[at - width] && data[at + width];
    edge.data[at] = inner ? 0 : 1;
  });
  return edge;
}

/** Mean distance of the edge of one mask to that of the other, both ways, in pixels of the picture. */
function boundaryError(truth: Uint8Array, pixels: readonly number[]): number {
  const found = new Uint8Array(SIZE.width * SIZE.height);
  for (const pixel of pixels) found[pixel] = 1;
  const [one, other] = [truth, found].map((data) => edgeOf(createMask(SIZE.width, SIZE.height, data)));
  const away = (from: Mask, to: Mask) => {
    const distances = distanceToSet(to).data;
    let [sum, count] = [0, 0];
    from.data.forEach((isSet, at) => {
      if (!isSet) return;
      sum += distances[at];
      count++;
    });
    return sum / count;
  };
  return (away(one, other) + away(other, one)) / 2;
}

/** How alpha differs from the truth: sum of differences, of their squares, and how many pixels either covers. */
function alphaErrors(truth: Uint8Array, alphas: ReadonlyMap<number, number>) {
  let [sum, squares, covered] = [0, 0, 0];
  truth.forEach((isSet, pixel) => {
    const share = alphas.get(pixel) ?? 0;
    if (!isSet && share === 0) return;
    sum += Math.abs(share - isSet);
    squares += (share - isSet) ** 2;
    covered++;
  });
  return { sum, squares, covered };
}

/** The proposal that covers an object best. */
function bestOverlap(truth: Uint8Array, visible: number, { shown }: Found) {
  let best: { overlap: number; of: Shown | undefined } = { overlap: 0, of: undefined };
  for (const each of shown) {
    let both = 0;
    for (const pixel of each.pixels) both += truth[pixel];
    const overlap = both / (visible + each.pixels.length - both);
    if (overlap > best.overlap) best = { overlap, of: each };
  }
  return best;
}

/** Largest resident memory of a process that proposes once, or that only draws the picture. */
function peakMb(mode: 'propose' | 'idle'): number {
  const program = ['--import', 'tsx', '--import', join(import.meta.dirname, 'report-memory.mjs')];
  const { output, status } = spawnSync(
    process.execPath,
    [...program, join(import.meta.dirname, 'propose-once.ts'), mode],
    { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] },
  );
  if (status !== 0) throw new Error(`propose-once ${mode} ended with ${status}`);
  return Number(output[3]) / BYTES_PER_MEGABYTE;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const shown = (value: number) => Number(value.toFixed(3));

const overlaps: Record<'plain' | 'photographed', number[]> = { plain: [], photographed: [] };
const times: number[] = [];
const edges: number[] = [];
const alpha = { sum: 0, squares: 0, covered: 0, things: 0 };
const rows = [];
const objectRows: { object: string; finish: string; pixels: number; overlap: number }[] = [];
for (let at = 0; at < SCENES; at++) {
  const setting = SCENE_SETTINGS[at % SCENE_SETTINGS.length];
  const scene = await createScene({ seed: `propose/${at}`, setting, size: SIZE });
  const { objects } = await describeScene(scene);
  const whole = objects.filter(({ occlusion, visiblePixels }) => occlusion <= MOST_HIDDEN && visiblePixels > 0);
  const plain = await renderScene(scene);
  const images = { plain, photographed: await photograph(plain, PHONE_FINISH, createRandom(`propose/${at}`)) };
  const row: Record<string, string | number> = { setting, objects: whole.length };
  for (const finish of ['plain', 'photographed'] as const) {
    const seen = await find(images[finish]);
    const { cpuSeconds } = seen;
    const found = whole.map(({ id, mask, visiblePixels }) => {
      const truth = pixelsOf(mask);
      const { overlap, of } = bestOverlap(truth, visiblePixels, seen);
      if (of && overlap >= FOUND_OVERLAP) {
        edges.push(boundaryError(truth, of.pixels));
        const errors = alphaErrors(truth, of.alphas);
        alpha.sum += errors.sum;
        alpha.squares += errors.squares;
        alpha.covered += errors.covered;
        alpha.things++;
      }
      objectRows.push({ object: `${setting} ${at}: ${id}`, finish, pixels: visiblePixels, overlap: shown(overlap) });
      return overlap;
    });
    overlaps[finish].push(...found);
    times.push(cpuSeconds);
    row[`${finish}: mean IoU`] = shown(mean(found));
    row[`${finish}: CPU s`] = shown(cpuSeconds);
  }
  rows.push(row);
}
console.table(rows);
console.log('The objects that were found worst:');
console.table(objectRows.sort((a, b) => a.overlap - b.overlap).slice(0, WORST));
console.log(`plain: mean IoU ${shown(mean(overlaps.plain))}, goal 0.85`);
console.log(`photographed: mean IoU ${shown(mean(overlaps.photographed))}, goal 0.75`);
console.log(`propose, 1200 x 800: median ${shown(median(times))} s of processor time, goal 0.9 s on a free processor`);
console.log(`edges of what is found: ${shown(mean(edges))} px on average off, goal 1.5`);
console.log(
  `alpha of ${alpha.things} found things: MAD ${shown(alpha.sum / alpha.covered)}, MSE ${shown(alpha.squares / alpha.covered)}, SAD ${shown(alpha.sum / alpha.things)} a thing`,
);
const peaks = { idle: peakMb('idle'), propose: peakMb('propose') };
console.log(
  `memory: ${Math.round(peaks.propose)} MB at most in a process of its own, ${Math.round(peaks.propose - peaks.idle)} MB above one that only draws the picture, goal 300`,
);
