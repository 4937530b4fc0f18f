import { ageOf, findLeftovers, type Leftovers, type PuzzleAge } from '../game/retention.ts';
import { cleanUpDrafts } from './clean-up-drafts.ts';
import { cleanUpPools } from './clean-up-pools.ts';
import type { Store } from './open-store.ts';
import { settleMissing } from './settle-results.ts';

async function collect<Item, Part>(items: AsyncIterable<Item>, part: (item: Item) => Part): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const item of items) parts.push(part(item));
  return parts;
}

/**
 * Deletes what is older than the retention time: rounds first, so that none ever points to a puzzle that is gone.
 *
 * @param now milliseconds since 1970
 * @param retentionDays at least 1
 * @returns what was deleted
 */
export async function cleanUp(
  { rounds, puzzles, results, players, dailies, drafts, pictures }: Omit<Store, 'close'>,
  now: number,
  retentionDays?: number,
): Promise<Leftovers> {
  const roundAges = await collect(rounds.all(), ageOf);
  const puzzleAges = await collect(
    puzzles.all(),
    (puzzle): PuzzleAge => ({ id: puzzle.id, createdAt: puzzle.createdAt, pictures: puzzle.pictures }),
  );
  // What counts for the leaderboards stays when the rounds go.
  await settleMissing({ rounds, puzzles, results, players });
  const drafted = await cleanUpDrafts({ drafts, puzzles, pictures }, now);
  const shown = new Set([...puzzleAges.flatMap((puzzle) => Object.values(puzzle.pictures)), ...drafted]);
  const pooled = await cleanUpPools({ dailies, pictures }, shown);
  const leftovers = findLeftovers(roundAges, puzzleAges, now, retentionDays);
  for (const id of leftovers.roundIds) await rounds.delete(id);
  for (const id of leftovers.puzzleIds) await puzzles.delete(id);
  const isNeeded = (name: string) => drafted.has(name) || pooled.has(name);
  for (const name of leftovers.pictures) if (!isNeeded(name)) await pictures.delete(name);
  return leftovers;
}
