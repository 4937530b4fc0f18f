import { expect } from 'vitest';
import type { AnswerKey, KeyDifference, Level } from '../../src/contract/answer-key.ts';
import { cellAt, gridFor } from '../../src/contract/grid.ts';
import type { PuzzleOptions, PuzzleResult } from '../../src/contract/messages.ts';
import { forEachSpan } from '../../src/contract/run-length-mask.ts';
import { findDifferences } from '../../src/diff/find-differences.ts';
import { judgeGuess } from '../../src/game/judge-guess.ts';
import { ciede2000, rgbToLabInto } from '../../src/imaging/colour.ts';
import type { RgbImage } from '../../src/imaging/image.ts';
import {
  BORDER_RATIO,
  BOX_AREA_RATIO,
  MAX_TOTAL_AREA_RATIO,
  MIN_BOX_SIDE_RATIO,
  MIN_GAP_RATIO,
} from '../../src/puzzle/level-rules.ts';
import { MIN_DELTA_E, MIN_SEEN_RATIO, MIN_SEEN_SHARE, MIN_STRUCTURAL_DELTA_E } from '../../src/puzzle/visibility.ts';
import { decodeRgb } from '../support/encode.ts';

/** The set pixels of a difference, as indices into the image. */
function pixelsOf({ mask }: KeyDifference, width: number): number[] {
  const pixels: number[] = [];
  forEachSpan(mask, (y, fromX, toX) => {
    for (let x = fromX; x < toX; x++) pixels.push(y * width + x);
  });
  return pixels;
}

function isChanged(before: RgbImage, after: RgbImage, pixel: number): boolean {
  const at = pixel * 3;
  return [0, 1, 2].some((channel) => before.data[at + channel] !== after.data[at + channel]);
}

/** CIEDE2000 of each of these pixels. */
function distancesAt(before: RgbImage, after: RgbImage, pixels: readonly number[]): readonly number[] {
  const lab = new Float64Array(6);
  return pixels.map((pixel) => {
    [before, after].forEach(({ data }, side) => {
      rgbToLabInto(data[pixel * 3], data[pixel * 3 + 1], data[pixel * 3 + 2], lab, side * 3);
    });
    return ciede2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]);
  });
}

/** Of many values evenly chosen ones stand for all: about half are as small as their median, or as large. */
function expectMedian(median: number, values: readonly number[]): void {
  const most = 0.54 * values.length;
  expect(values.filter((value) => value < median - 1).length).toBeLessThanOrEqual(most);
  expect(values.filter((value) => value > median + 1).length).toBeLessThanOrEqual(most);
}

function expectSoundMask({ box, mask, circle }: KeyDifference, key: AnswerKey): void {
  expect(mask.box).toEqual(box);
  expect([box.x, box.y, box.width, box.height, ...mask.counts].every(Number.isInteger)).toBe(true);
  expect(mask.counts.reduce((sum, count) => sum + count, 0)).toBe(box.width * box.height);
  // Only the first count may be 0: two runs of one value would be one run.
  expect(Math.min(...mask.counts.slice(1))).toBeGreaterThan(0);
  expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(key.width);
  expect(box.y + box.height).toBeLessThanOrEqual(key.height);
  const away: number[] = [];
  forEachSpan(mask, (y, fromX, toX) => {
    for (const x of [fromX, toX]) away.push(...[y, y + 1].map((row) => Math.hypot(x - circle.x, row - circle.y)));
  });
  expect(Math.max(...away)).toBeLessThanOrEqual(circle.radius + 1e-6);
}

function expectLevelRules(differences: readonly KeyDifference[], level: Level, { width, height }: AnswerKey): void {
  const shorter = Math.min(width, height);
  let total = 0;
  differences.forEach(({ box, deltaE, edit }, index) => {
    const ratio = (box.width * box.height) / (width * height);
    total += ratio;
    expect(ratio).toBeGreaterThanOrEqual(BOX_AREA_RATIO[level].min);
    expect(ratio).toBeLessThanOrEqual(BOX_AREA_RATIO[level].max);
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(MIN_BOX_SIDE_RATIO * shorter);
    const rim = Math.min(box.x, box.y, width - box.x - box.width, height - box.y - box.height);
    expect(rim).toBeGreaterThanOrEqual(BORDER_RATIO * shorter);
    if (edit === 'recolour') expect(deltaE).toBeGreaterThanOrEqual(MIN_DELTA_E[level]);
    for (const { box: other } of differences.slice(0, index)) {
      const gapX = Math.max(0, other.x - box.x - box.width, box.x - other.x - other.width);
      const gapY = Math.max(0, other.y - box.y - box.height, box.y - other.y - other.height);
      expect(Math.hypot(gapX, gapY)).toBeGreaterThanOrEqual(MIN_GAP_RATIO * Math.hypot(width, height));
    }
  });
  expect(total).toBeLessThanOrEqual(MAX_TOTAL_AREA_RATIO);
}

/** Where something is there or not, enough of it must differ clearly. */
function expectSeen(distances: readonly number[], { width, height }: AnswerKey): void {
  const seen = distances.filter((distance) => distance >= MIN_STRUCTURAL_DELTA_E).length;
  expect(seen).toBeGreaterThanOrEqual((MIN_SEEN_SHARE - 0.01) * distances.length);
  expect(seen).toBeGreaterThanOrEqual(0.99 * MIN_SEEN_RATIO * width * height);
}

/** Everything that changed lies in a mask, each mask holds a change, no pixel lies in two. */
function expectTrueMasks(key: AnswerKey, original: RgbImage, altered: RgbImage): void {
  const owner = new Uint8Array(key.width * key.height);
  for (const difference of key.differences) {
    const pixels = pixelsOf(difference, key.width);
    expect(pixels.filter((pixel) => owner[pixel] !== 0)).toEqual([]);
    for (const pixel of pixels) owner[pixel] = difference.id;
    const changed = pixels.filter((pixel) => isChanged(original, altered, pixel));
    expect(changed.length).toBeGreaterThan(0);
    const distances = distancesAt(original, altered, changed);
    expectMedian(difference.deltaE, distances);
    if (difference.edit !== 'recolour') expectSeen(distances, key);
    expect(difference.areaRatio).toBeCloseTo(pixels.length / owner.length, 9);
  }
  const strays = [...owner.keys()].filter((pixel) => owner[pixel] === 0 && isChanged(original, altered, pixel));
  expect(strays).toEqual([]);
}

/** Someone who tries every cell finds everything; each difference has a cell of its own that finds it. */
function expectPlayable(key: AnswerKey): void {
  const cells = Array.from({ length: key.grid.columns * key.grid.rows }, (_, at) => ({
    column: at % key.grid.columns,
    row: Math.floor(at / key.grid.columns),
  }));
  const nobody = new Set<number>();
  const verdicts = cells.map((cell) => judgeGuess(key, { kind: 'cell', cell }, nobody));
  const reachable = new Set(verdicts.flatMap((verdict) => (verdict.kind === 'found' ? [verdict.differenceId] : [])));
  expect(reachable).toEqual(new Set(key.differences.map(({ id }) => id)));
  for (const difference of key.differences) {
    const [first] = pixelsOf(difference, key.width);
    const point = { x: first % key.width, y: Math.floor(first / key.width) };
    const verdict = judgeGuess(key, { kind: 'point', point }, nobody);
    expect(verdict).toEqual({ kind: 'found', differenceId: difference.id });
  }
}

/** Someone who is shown the two pictures and told nothing finds each difference once and nothing else. */
export function expectSpottable(key: AnswerKey, original: RgbImage, altered: RgbImage): void {
  const { differences, registration } = findDifferences(original, altered);
  expect(registration.model).toBe('identity');
  const owners = differences.map(({ placed: { box } }) => {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const holds = (each: KeyDifference) =>
      x >= each.box.x && y >= each.box.y && x < each.box.x + each.box.width && y < each.box.y + each.box.height;
    return key.differences.filter(holds).map(({ id }) => id);
  });
  expect(owners.flat().sort((a, b) => a - b)).toEqual(key.differences.map(({ id }) => id));
}

/** Checks all that the contract says of a puzzle whose pictures are PNG files of full size. */
export async function expectSoundPuzzle(puzzle: PuzzleResult, options: PuzzleOptions): Promise<void> {
  const { key, engine, timings } = puzzle;
  const [original, altered] = await Promise.all([puzzle.original, puzzle.altered].map(({ bytes }) => decodeRgb(bytes)));
  expect(key).toMatchObject({ version: 1, seed: options.seed, level: options.level, grid: gridFor(key) });
  for (const image of [original, altered, puzzle.original, puzzle.altered]) {
    expect([image.width, image.height]).toEqual([key.width, key.height]);
  }
  expect(Number.isInteger(key.difficulty) && key.difficulty >= 0 && key.difficulty <= 100).toBe(true);
  expect(key.differences.map(({ id }) => id)).toEqual(Array.from({ length: options.differences }, (_, at) => at + 1));
  const places = key.differences.map(({ box }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
  const order = places.map((place) => cellAt(place, key.grid, key).row * key.width + place.x);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  for (const difference of key.differences) expectSoundMask(difference, key);
  expectLevelRules(key.differences, options.level, key);
  expectTrueMasks(key, original, altered);
  expectPlayable(key);
  expectSpottable(key, original, altered);
  expect(engine.edits - engine.rejectedEdits).toBe(options.differences);
  const { totalMs, ...steps } = timings;
  expect(totalMs).toBeGreaterThanOrEqual(Math.max(...Object.values(steps)));
  // A key is stored and sent as JSON.
  expect(JSON.parse(JSON.stringify(key))).toEqual(key);
}
