import { isStale } from '../game/draft.ts';
import type { PictureName } from '../game/puzzle-record.ts';
import type { Store } from './open-store.ts';

type Pictured = { readonly pictures: Readonly<Record<string, PictureName>> };

async function namesOf(items: AsyncIterable<Pictured>): Promise<Set<PictureName>> {
  const names = new Set<PictureName>();
  for await (const { pictures } of items) for (const name of Object.values(pictures)) names.add(name);
  return names;
}

/**
 * Deletes the drafts that are done with, and the pictures that only they used.
 *
 * @returns the pictures of the drafts that stay
 */
export async function cleanUpDrafts(
  { drafts, puzzles, pictures }: Pick<Store, 'drafts' | 'puzzles' | 'pictures'>,
  now: number,
): Promise<ReadonlySet<PictureName>> {
  const stale = [];
  for await (const draft of drafts.all()) if (isStale(draft, now)) stale.push(draft);
  for (const { id } of stale) await drafts.delete(id);
  const drafted = await namesOf(drafts.all());
  if (stale.length === 0) return drafted;
  const played = await namesOf(puzzles.all());
  const left = new Set(stale.flatMap((draft) => Object.values(draft.pictures)));
  for (const name of left) if (!drafted.has(name) && !played.has(name)) await pictures.delete(name);
  return drafted;
}
