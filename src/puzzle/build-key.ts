import type { AnswerKey, ChangeKind, KeyDifference } from '../contract/answer-key.ts';
import type { Box, Size } from '../contract/geometry.ts';
import { cellAt, type Grid, gridFor } from '../contract/grid.ts';
import type { PuzzleOptions } from '../contract/messages.ts';
import { encodeRunLengths } from '../contract/run-length-mask.ts';
import { minimumEnclosingCircle } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { outlinePoints, type PlacedMask } from '../imaging/placed-mask.ts';
import { differenceDifficulty, puzzleDifficulty } from './difficulty.ts';
import { measureFeatures, wholeOf } from './measure-features.ts';

type Pair = readonly [RgbImage, RgbImage];

/** What a key says of a difference, before it is written down. */
export interface KeyEntry {
  readonly kind: ChangeKind;
  readonly box: Box;
  readonly placed: PlacedMask;
  readonly deltaE: number;
}

/** Reading order: by grid row of the centre, then from left to right. */
function inReadingOrder(made: readonly KeyEntry[], grid: Grid, image: Size): KeyEntry[] {
  const centre = ({ box }: KeyEntry) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const row = (difference: KeyEntry) => cellAt(centre(difference), grid, image).row;
  return [...made].sort((a, b) => row(a) - row(b) || centre(a).x - centre(b).x || centre(a).y - centre(b).y);
}

function keyDifference({ kind, placed, deltaE }: KeyEntry, index: number, [original, altered]: Pair): KeyDifference {
  const { box, mask } = placed;
  const features = measureFeatures(original, wholeOf(altered), placed, deltaE);
  const local = encodeRunLengths(mask.data, box.width, { x: 0, y: 0, width: box.width, height: box.height });
  return {
    id: index + 1,
    edit: kind,
    box,
    circle: minimumEnclosingCircle(outlinePoints(placed)),
    areaRatio: features.areaRatio,
    deltaE,
    mask: { box, counts: local.counts },
    difficulty: differenceDifficulty(kind, features),
    features,
  };
}

/** Writes down everything that is needed to judge guesses without the images. @param pair original and altered */
export function buildKey(
  made: readonly KeyEntry[],
  pair: Pair,
  options: Pick<PuzzleOptions, 'seed' | 'level'>,
): AnswerKey {
  const [image] = pair;
  const grid = gridFor(image);
  const differences = inReadingOrder(made, grid, image).map((difference, index) =>
    keyDifference(difference, index, pair),
  );
  const scores = differences.flatMap(({ difficulty }) => difficulty ?? []);
  return {
    version: 1,
    seed: options.seed,
    width: image.width,
    height: image.height,
    level: options.level,
    difficulty: puzzleDifficulty(scores),
    grid,
    differences,
  };
}
