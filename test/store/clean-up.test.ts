import { describe, expect, it } from 'vitest';
import type { PuzzleRecord } from '../../src/game/puzzle-record.ts';
import { createLog } from '../../src/log.ts';
import { cleanUp } from '../../src/store/clean-up.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { newRound } from '../game/rounds.ts';
import { puzzleRecord } from './store-conformance.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DAY_MS = 86_400_000;
const NOW = 1_000 * DAY_MS;

/** Stores a puzzle with its round; of its pictures the original is shared, the others are its own. */
async function addPuzzle({ pictures, puzzles, rounds }: Store, number: number, createdAt: number) {
  const put = (...bytes: number[]) => pictures.put(Uint8Array.from(bytes), 'image/png');
  const puzzle: PuzzleRecord = {
    ...puzzleRecord(`p${number}`),
    createdAt,
    pictures: {
      original: await put(0),
      altered: await put(number, 1),
      board: await put(number, 2),
      answers: await put(number, 3),
    },
  };
  await puzzles.put(puzzle);
  await rounds.create(newRound({ id: `r${number}`, puzzleId: puzzle.id, startedAt: createdAt }));
  return puzzle;
}

describe('cleanUp', () => {
  const folder = temporaryFolder();

  it('deletes what is old and leaves the rest in working order', async () => {
    const store = await openStore({ dataDir: folder.path, log: createLog('silent') });
    const old = await addPuzzle(store, 1, NOW - 11 * DAY_MS);
    const current = await addPuzzle(store, 2, NOW - 9 * DAY_MS);

    const { altered, board, answers } = old.pictures;
    expect(await cleanUp(store, NOW, 10)).toEqual({
      roundIds: ['r1'],
      puzzleIds: ['p1'],
      pictures: [altered, board, answers],
    });
    expect(await store.rounds.get('r1')).toBeUndefined();
    expect(await store.puzzles.get('p1')).toBeUndefined();
    await expect(store.pictures.get(board)).rejects.toMatchObject({ code: 'picture-file-missing' });

    expect((await store.rounds.newestOpen('channel-1'))?.id).toBe('r2');
    expect(await store.puzzles.get('p2')).toEqual(current);
    for (const name of Object.values(current.pictures)) await expect(store.pictures.get(name)).resolves.toBeDefined();

    expect(await cleanUp(store, NOW, 10)).toEqual({ roundIds: [], puzzleIds: [], pictures: [] });
    await store.close();
  });
});
