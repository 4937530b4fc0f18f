import { webcrypto } from 'node:crypto';
import { CodedError } from '../contract/coded-error.ts';
import type { GameStores } from './game-stores.ts';

/** Runs on the thread pool: hashing megabytes would hold up everybody's answers. */
async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Buffer.from(digest).toString('hex');
}

/** The names of all pictures of puzzles that are being played. */
async function picturesInPlay({ rounds, puzzles }: GameStores): Promise<string[]> {
  const names: string[] = [];
  for await (const round of rounds.all()) {
    const puzzle = round.ended === null ? await puzzles.get(round.puzzleId) : undefined;
    if (puzzle !== undefined) names.push(...Object.values(puzzle.pictures));
  }
  return names;
}

/**
 * Refuses pictures of a puzzle that is being played: its answers would come out.
 *
 * @throws CodedError `own-puzzle-picture`
 */
export async function refuseOpenPuzzles(pictures: readonly Uint8Array[], stores: GameStores): Promise<void> {
  const kept = await Promise.all(pictures.map((bytes) => stores.pictures.holds(bytes)));
  // Hardly ever is one kept: only then is it worth to look at all rounds.
  if (!kept.includes(true)) return;
  const digests = await Promise.all(pictures.map(digestOf));
  const names = await picturesInPlay(stores);
  const isInPlay = digests.some((digest) => names.some((name) => name.startsWith(digest)));
  if (isInPlay) throw new CodedError('own-puzzle-picture', {});
}
