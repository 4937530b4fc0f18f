import type { AnswerKey } from '../../src/contract/answer-key.ts';
import type { EncodedPicture, JobKinds, PuzzleResult } from '../../src/contract/messages.ts';

export type PuzzleRequest = Extract<JobKinds['make-puzzle']['request'], { readonly picture: Uint8Array }>;

/** What the fake worker is told to do; it travels in the seed of a puzzle request. */
export type FakeCommand =
  | { readonly do: 'echo'; readonly afterMs?: number; readonly thenThrowWhenIdle?: boolean }
  | { readonly do: 'fail' | 'bug' | 'reject' | 'silence' | 'exit' | 'throw-later' | 'hog-memory' }
  | { readonly do: 'spin'; readonly heartbeatFile: string };

/** A request that only the fake worker understands. */
export function fakeRequest(command: FakeCommand, picture: Uint8Array = new Uint8Array([1, 2, 3])): PuzzleRequest {
  return {
    kind: 'make-puzzle',
    picture,
    options: { level: 'easy', differences: 3, seed: JSON.stringify(command) },
  };
}

/** A result whose original picture is the request's picture, reversed. */
export function fakeResult({ picture, options }: PuzzleRequest): PuzzleResult {
  const encoded = (bytes: Uint8Array): EncodedPicture => ({ bytes, mediaType: 'image/png', width: 7, height: 5 });
  const empty = encoded(new Uint8Array());
  const key: AnswerKey = {
    version: 1,
    seed: options.seed,
    width: 7,
    height: 5,
    level: options.level,
    difficulty: 0,
    grid: { columns: 7, rows: 5 },
    differences: [],
  };
  const timings = { decodeMs: 0, proposeMs: 0, planMs: 0, editMs: 0, checkMs: 0, drawMs: 0, totalMs: 0 };
  return {
    original: encoded(picture.toReversed()),
    altered: empty,
    board: empty,
    answers: empty,
    key,
    engine: { name: 'fake', proposals: 0, edits: 0, rejectedEdits: 0 },
    timings,
  };
}
