import type { PuzzleRecord } from '../game/puzzle-record.ts';
import { findLeftovers, type Leftovers } from '../game/retention.ts';
import type { Round } from '../game/round.ts';
import type { Store } from './open-store.ts';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/**
 * Deletes what is older than the retention time: rounds first, so that none ever points to a puzzle that is gone.
 *
 * @param now milliseconds since 1970
 * @param retentionDays at least 1
 * @returns what was deleted
 */
export async function cleanUp(
  { rounds, puzzles, pictures }: Omit<Store, 'close'>,
  now: number,
  retentionDays?: number,
): Promise<Leftovers> {
  const allRounds = await collect<Round>(rounds.all());
  const allPuzzles = await collect<PuzzleRecord>(puzzles.all());
  const leftovers = findLeftovers(allRounds, allPuzzles, now, retentionDays);
  for (const id of leftovers.roundIds) await rounds.delete(id);
  for (const id of leftovers.puzzleIds) await puzzles.delete(id);
  for (const name of leftovers.pictures) await pictures.delete(name);
  return leftovers;
}
