import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_DIFFERENCES, type Level } from '../../../src/contract/answer-key.ts';
import { CodedError } from '../../../src/contract/coded-error.ts';
import { decodePicture } from '../../../src/imaging/codec.ts';
import { boxGap } from '../../../src/imaging/geometry.ts';
import { copyRgbImage, createMask, type Mask, type RgbImage } from '../../../src/imaging/image.ts';
import { createRandom, type Random } from '../../../src/imaging/random.ts';
import { PROJECT_ROOT } from '../../../src/project-root.ts';
import { createPuzzle } from '../../../src/puzzle/create-puzzle.ts';
import { keptPair } from './pair-cache.ts';
import { type Blob, boxOfBlob, editBlob, PHOTO_EDITS, type PhotoEditKind } from './photo-edits.ts';
import { changedMask, isSeen, mergeGap, placedOf, type TrueDifference, type TruePair } from './true-pair.ts';

const FOLDER = join(PROJECT_ROOT, '..', 'shared', 'images');
const MAX_EDITED_SIDE = 1200;
const MAX_PUZZLE_SIDE = 1600;
const MIN_DIFFERENCES = 3;
const MAX_DIFFERENCES = 8;
/** Share of the picture that an edit covers: as in real puzzles, small ones are common. */
const AREA_RATIOS = [0.0004, 0.012] as const;
const PLACES_TRIED = 60;
/** As for scenes: pairs whose changes are nearly as near as the gap are no fair question. */
const CLEARLY_APART = 2;

/** The photographs beside the project; none when the folder is missing. */
export function photoFiles(): string[] {
  return existsSync(FOLDER)
    ? readdirSync(FOLDER)
        .filter((name) => name.startsWith('dev'))
        .sort()
    : [];
}

const readPhoto = (file: string) => readFileSync(join(FOLDER, file));

function randomBlob({ width, height }: RgbImage, random: Random): Blob {
  const [least, most] = AREA_RATIOS.map(Math.log);
  const area = Math.exp(random.between(least, most)) * width * height;
  return {
    centre: { x: random.integer(0, width - 1), y: random.integer(0, height - 1) },
    radius: Math.sqrt(area / Math.PI),
    dents: random.integer(2, 5),
    depth: random.between(0.05, 0.3),
    turn: random.between(0, 2 * Math.PI),
  };
}

interface Edited {
  readonly b: RgbImage;
  readonly truth: TrueDifference;
}

/** The picture with one more edit, when it is clearly seen and apart from the others. */
function tryEdit(a: RgbImage, b: RgbImage, others: readonly TrueDifference[], random: Random): Edited | undefined {
  const blob = randomBlob(a, random);
  const least = CLEARLY_APART * mergeGap(a);
  if (others.some(({ placed }) => boxGap(placed.box, boxOfBlob(blob)) <= least)) return undefined;
  const kind = random.pick(Object.keys(PHOTO_EDITS) as PhotoEditKind[]);
  const edited = copyRgbImage(b);
  editBlob(edited, a, blob, kind, random);
  const placed = placedOf(changedMask(b, edited));
  return placed && isSeen(b, edited, placed) ? { b: edited, truth: { kind: `photo-${kind}`, placed } } : undefined;
}

async function makeEdited(name: string, file: string) {
  const { image: a } = await decodePicture(readPhoto(file), MAX_EDITED_SIDE);
  const random = createRandom(`spot/${name}`);
  const wanted = random.integer(MIN_DIFFERENCES, MAX_DIFFERENCES);
  const truth: TrueDifference[] = [];
  let b = a;
  for (let tried = 0; tried < PLACES_TRIED && truth.length < wanted; tried++) {
    const edited = tryEdit(a, b, truth, random);
    if (!edited) continue;
    truth.push(edited.truth);
    b = edited.b;
  }
  return truth.length > 0 ? { a, b, truth } : undefined;
}

/** A photo with edits that people make in paint programs. The same name gives the same pair. */
export function editedPair(file: string): Promise<TruePair | undefined> {
  const name = `edited-${file}`;
  return keptPair(name, 'photo', () => makeEdited(name, file));
}

const PUZZLE_LEVEL: Level = 'hard';

/** The pixels of one mask in the box of a difference. */
function within(changed: Mask, { x, y, width, height }: { x: number; y: number; width: number; height: number }): Mask {
  const mask = createMask(changed.width, changed.height);
  for (let row = y; row < y + height; row++) {
    const from = row * changed.width + x;
    mask.data.set(changed.data.subarray(from, from + width), from);
  }
  return mask;
}

async function makePuzzle(name: string, file: string) {
  const options = { level: PUZZLE_LEVEL, seed: `spot/${name}` };
  for (let differences = DEFAULT_DIFFERENCES[PUZZLE_LEVEL]; differences > 0; ) {
    try {
      const { original, altered, key } = await createPuzzle(readPhoto(file), { ...options, differences });
      const pictures = [original, altered].map(({ bytes }) => decodePicture(bytes, MAX_PUZZLE_SIDE));
      const [a, b] = (await Promise.all(pictures)).map(({ image }) => image);
      const changed = changedMask(a, b);
      const truth = key.differences.flatMap(({ edit, box }) => {
        const placed = placedOf(within(changed, box));
        return placed ? [{ kind: `puzzle-${edit}`, placed }] : [];
      });
      return { a, b, truth };
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'too-few-objects') return undefined;
      differences = (error as CodedError<'too-few-objects'>).details.possible;
    }
  }
  return undefined;
}

/**
 * A puzzle that we made from a photo, hard level. Its differences have passed our own check, so it tells less than the
 * other pairs do. @returns undefined when no puzzle can be made
 */
export function puzzlePair(file: string): Promise<TruePair | undefined> {
  const name = `puzzle-${file}`;
  return keptPair(name, 'puzzle', () => makePuzzle(name, file));
}
