import type { DailyStore, PictureStore } from '../game/ports.ts';
import type { PictureName } from '../game/puzzle-record.ts';

/**
 * Deletes the pictures of pools that are used up or taken out. One file can be in several pools, and can be a picture of
 * a puzzle as well: then it stays.
 *
 * @param shown pictures of puzzles
 * @returns the pictures that are in pools
 */
export async function cleanUpPools(
  { dailies, pictures }: { readonly dailies: DailyStore; readonly pictures: PictureStore },
  shown: ReadonlySet<PictureName>,
): Promise<ReadonlySet<PictureName>> {
  const pooled = new Set<PictureName>();
  const discarded = new Map<string, readonly PictureName[]>();
  for await (const server of dailies.all()) {
    for (const { picture } of server.pool) pooled.add(picture);
    if (server.discarded.length > 0) discarded.set(server.guildId, server.discarded);
  }
  const unwanted = new Set([...discarded.values()].flat().filter((name) => !pooled.has(name) && !shown.has(name)));
  for (const name of unwanted) await pictures.delete(name);
  for (const [guildId, names] of discarded) {
    await dailies.update(guildId, (server) => ({
      ...server,
      discarded: server.discarded.filter((name) => !names.includes(name)),
    }));
  }
  return pooled;
}
