import type { PuzzleResult } from '../contract/messages.ts';
import { PICTURE_ROLES, type PictureName, type PictureRole, type PuzzleRecord } from '../game/puzzle-record.ts';
import type { GameStores } from './game-stores.ts';

/** Stores a puzzle that was made: its pictures first, so that no puzzle ever names one that is not there. */
export async function keepPuzzle(
  made: PuzzleResult,
  { id, ownerId }: Pick<PuzzleRecord, 'id' | 'ownerId'>,
  { pictures, puzzles }: Pick<GameStores, 'pictures' | 'puzzles'>,
): Promise<PuzzleRecord> {
  const names = await Promise.all(
    PICTURE_ROLES.map(async (role) => [role, await pictures.put(made[role].bytes, made[role].mediaType)]),
  );
  const about = {
    id,
    ownerId,
    createdAt: Date.now(),
    key: made.key,
    pictures: Object.fromEntries(names) as Record<PictureRole, PictureName>,
  };
  const { scene } = made.engine;
  const puzzle: PuzzleRecord = scene === undefined ? about : { ...about, scene };
  await puzzles.put(puzzle);
  return puzzle;
}
