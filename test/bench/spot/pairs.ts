import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Level } from '../../../src/contract/answer-key.ts';
import { CodedError } from '../../../src/contract/coded-error.ts';
import type { Box } from '../../../src/contract/geometry.ts';
import { decodePicture } from '../../../src/imaging/codec.ts';
import type { RgbImage } from '../../../src/imaging/image.ts';
import { PROJECT_ROOT } from '../../../src/project-root.ts';
import { createPuzzle } from '../../../src/puzzle/create-puzzle.ts';

/** Two aligned pictures and what differs between them. */
export interface TruePair {
  readonly name: string;
  readonly a: RgbImage;
  readonly b: RgbImage;
  readonly truth: readonly { readonly box: Box; readonly kind: string }[];
}

const WANTED: readonly (readonly [Level, number])[] = [
  ['medium', 5],
  ['hard', 7],
];
const MAX_SIDE = 1600;

async function fromPuzzle(
  name: string,
  picture: Uint8Array,
  level: Level,
  differences: number,
): Promise<TruePair | undefined> {
  for (let count = differences; count > 0; ) {
    try {
      const { original, altered, key } = await createPuzzle(picture, {
        level,
        differences: count,
        seed: `spot/${name}`,
      });
      const [a, b] = await Promise.all([original, altered].map(({ bytes }) => decodePicture(bytes, MAX_SIDE)));
      return {
        name: `${name}/${level}`,
        a: a.image,
        b: b.image,
        truth: key.differences.map(({ box, edit }) => ({ box, kind: edit })),
      };
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'too-few-objects') return undefined;
      count = (error as CodedError<'too-few-objects'>).details.possible;
    }
  }
  return undefined;
}

/** Pairs made from photographs beside the project, when they are there. @param wanted by `file/level` */
export async function* photoPairs(wanted: (name: string) => boolean): AsyncGenerator<TruePair> {
  const folder = join(PROJECT_ROOT, '..', 'shared', 'images');
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder).filter((name) => name.startsWith('dev'))) {
    for (const [level, differences] of WANTED) {
      if (!wanted(`${file}/${level}`)) continue;
      const pair = await fromPuzzle(file, readFileSync(join(folder, file)), level, differences);
      if (pair) yield pair;
    }
  }
}
