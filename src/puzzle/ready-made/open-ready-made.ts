import type { Level } from '../../contract/answer-key.ts';
import { CodedError } from '../../contract/coded-error.ts';
import type { Box } from '../../contract/geometry.ts';
import { MAX_DIFFERENCES, MIN_PICTURE_SIDE_PX } from '../../contract/limits.ts';
import type { JobStage, ReadyMade, RecipeContext } from '../../contract/messages.ts';
import { type DifferenceReport, findDifferences } from '../../diff/find-differences.ts';
import { type OpenedPictures, openPictures } from '../../diff/open-pictures.ts';
import { dropSlivers } from '../../diff/panels/drop-slivers.ts';
import { encodeWithin } from '../../imaging/encode-within.ts';
import { createMask, type RgbImage } from '../../imaging/image.ts';
import { cropImage } from '../../imaging/patch.ts';
import { countSet, type PlacedMask, trimMask } from '../../imaging/placed-mask.ts';
import { buildKey, type KeyEntry } from '../build-key.ts';
import { drawAnswers } from '../drawing/draw-board.ts';
import { medianDeltaE } from '../visibility.ts';
import { shownBox } from './shown-box.ts';

/** What a ready-made puzzle is opened with. */
interface OpenOptions {
  /** By the difficulty when absent. */
  readonly level?: Level;
  readonly maxFileBytes?: number;
}

/** The same bytes always give the same key: there is nothing to choose. */
const SEED = 'ready-made';
/** A puzzle that is no harder than this is of that level; what is harder is for experts. */
const MAX_DIFFICULTY = { easy: 30, medium: 45, hard: 60 } as const;
/** Of a difference that the border of the puzzle cuts, at least this share has to be seen. */
const MIN_SEEN_SHARE = 0.5;

/** The part of a mask that lies in a box, in its pixels; undefined when too little does. */
function cutMask({ box, mask }: PlacedMask, within: Box): PlacedMask | undefined {
  const cut = createMask(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const [px, py] = [box.x + x - within.x, box.y + y - within.y];
      const isInside = px >= 0 && py >= 0 && px < within.width && py < within.height;
      if (isInside) cut.data[y * box.width + x] = mask.data[y * box.width + x];
    }
  }
  if (countSet(cut) < MIN_SEEN_SHARE * countSet(mask)) return undefined;
  return trimMask({ box: { ...box, x: box.x - within.x, y: box.y - within.y }, mask: cut });
}

/** How much the pictures differ within a mask: what lies around it may differ a little, as copies do. */
function contrastOf({ box, mask }: PlacedMask, original: RgbImage, altered: RgbImage): number {
  const before = cropImage(original, box).image;
  const after = cropImage(altered, box).image;
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    if (mask.data[pixel]) continue;
    after.data.set(before.data.subarray(pixel * 3, pixel * 3 + 3), pixel * 3);
  }
  return medianDeltaE(before, after);
}

/** On a page that lies askew, what is found between a panel and its upright box is no difference. */
function withoutSlivers({ differences, registration, laid, map }: DifferenceReport, { a, b, page }: OpenedPictures) {
  if (page === undefined || registration.model === 'failed') return differences;
  const finds = differences.map(({ placed, circle, score }) => ({ box: placed.box, circle, contours: [], score }));
  const { model, matrix } = registration;
  const kept = dropSlivers({ finds, model, matrix, overlap: 1, laid, map }, a, b);
  const boxes = new Set(kept.finds.map(({ box }) => box));
  return differences.filter(({ placed }) => boxes.has(placed.box));
}

function refuseCount(found: number): void {
  if (found === 0) throw new CodedError('no-differences-found', {});
  if (found > MAX_DIFFERENCES) throw new CodedError('too-many-differences', { found, max: MAX_DIFFERENCES });
}

function levelOf(difficulty: number): Level {
  const levels = ['easy', 'medium', 'hard'] as const;
  return levels.find((level) => difficulty <= MAX_DIFFICULTY[level]) ?? 'expert';
}

/** The pictures as far as both show the same, and what differs there. */
function compare(opened: OpenedPictures): { original: RgbImage; altered: RgbImage; entries: KeyEntry[] } {
  const report = findDifferences(opened.a.image, opened.b.image);
  const box = shownBox(report.registration.overlap);
  if (Math.min(box.width, box.height) < MIN_PICTURE_SIDE_PX) {
    throw new CodedError('picture-too-small', { width: box.width, height: box.height, minSide: MIN_PICTURE_SIDE_PX });
  }
  const original = cropImage(opened.a.image, box).image;
  const altered = cropImage(report.laid, box).image;
  const entries = withoutSlivers(report, opened)
    .map(({ placed }) => cutMask(placed, box))
    .filter((placed) => placed !== undefined)
    .map((placed) => ({
      kind: 'unknown' as const,
      box: placed.box,
      placed,
      deltaE: contrastOf(placed, original, altered),
    }));
  return { original, altered, entries };
}

/**
 * Makes a puzzle of two pictures that somebody altered themselves: the diff engine finds the answer key.
 *
 * @param a encoded bytes of the original
 * @param b encoded bytes of the altered picture; none when A holds both as panels
 * @returns the pictures cut to what both show, the altered one as it lies on the original
 * @throws CodedError `no-differences-found`, `too-many-differences`, `picture-too-small`, `pictures-unrelated`,
 * `no-panels`, those of decodePicture; the signal's reason when aborted
 */
export async function openReadyMade(
  a: Uint8Array,
  b: Uint8Array | undefined,
  { level, maxFileBytes }: OpenOptions,
  { signal, onProgress }: RecipeContext = {},
): Promise<ReadyMade> {
  const enter = (stage: JobStage, ratio: number) => {
    signal?.throwIfAborted();
    onProgress?.({ stage, ratio });
  };
  enter('decode', 0);
  const opened = await openPictures(a, b);

  enter('check', 0.3);
  const { original, altered, entries } = compare(opened);
  refuseCount(entries.length);
  const key = buildKey(entries, [original, altered], { seed: SEED, level: level ?? 'medium' });

  enter('draw', 0.7);
  const [[first, second], [preview]] = await Promise.all([
    encodeWithin([original, altered], maxFileBytes),
    drawAnswers(original, altered, key).then((drawn) => encodeWithin([drawn], maxFileBytes)),
  ]);
  return { original: first, altered: second, preview, key: { ...key, level: level ?? levelOf(key.difficulty) } };
}
