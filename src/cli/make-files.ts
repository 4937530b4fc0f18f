import type { PuzzleResult } from '../contract/messages.ts';
import { toJson, writeFiles } from './files.ts';

/** puzzle.json: the answer key, how it came to be and how long that took. */
export function puzzleJson({ key, engine, timings }: PuzzleResult): string {
  return toJson({ ...key, engine, timings });
}

/** Writes the four pictures and puzzle.json of a puzzle. @throws CodedError `folder-unwritable` */
export async function writePuzzle(folder: string, puzzle: PuzzleResult): Promise<void> {
  const { original, altered, board, answers } = puzzle;
  await writeFiles(folder, {
    'original.png': original,
    'altered.png': altered,
    'board.png': board,
    'answers.png': answers,
    'puzzle.json': puzzleJson(puzzle),
  });
}
