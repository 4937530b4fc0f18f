import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/game/draft.ts';
import { createLog } from '../../src/log.ts';
import { cleanUp } from '../../src/store/clean-up.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { KEY } from '../game/rounds.ts';
import { puzzleRecord } from './store-conformance.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DAY_MS = 86_400_000;
const NOW = 1_000 * DAY_MS;

/** A draft with a picture that all share and two of its own. */
async function addDraft({ pictures, drafts }: Store, number: number, changes: Partial<Draft>): Promise<Draft> {
  const put = (...bytes: number[]) => pictures.put(Uint8Array.from(bytes), 'image/png');
  const draft: Draft = {
    id: `d${number}`,
    ownerId: 'ada',
    createdAt: NOW,
    key: KEY,
    kept: [1],
    pictures: { original: await put(0), altered: await put(number, 1), preview: await put(number, 2) },
    mode: 'race',
    timeLimitMs: null,
    state: { kind: 'open' },
    ...changes,
  };
  await drafts.put(draft);
  return draft;
}

const isThere = ({ pictures }: Store, name: string) =>
  pictures.get(name).then(
    () => true,
    () => false,
  );

describe('cleaning up drafts', () => {
  const folder = temporaryFolder();

  it('deletes those that are done or a day old, with the pictures that nothing else needs', async () => {
    const store = await openStore({ dataDir: folder.path, log: createLog('silent') });
    const open = await addDraft(store, 1, { createdAt: NOW - DAY_MS / 2 });
    const old = await addDraft(store, 2, { createdAt: NOW - 2 * DAY_MS });
    const posted = await addDraft(store, 3, { state: { kind: 'done' } });
    const { original, altered } = posted.pictures;
    await store.puzzles.put({
      ...puzzleRecord('p1'),
      createdAt: NOW,
      pictures: { original, altered, board: altered, answers: altered },
    });
    await cleanUp(store, NOW, 10);
    expect(await store.drafts.get('d1')).toEqual(open);
    expect([await store.drafts.get('d2'), await store.drafts.get('d3')]).toEqual([undefined, undefined]);
    const names = [original, open.pictures.preview, altered, old.pictures.altered, posted.pictures.preview];
    expect(await Promise.all(names.map((name) => isThere(store, name)))).toEqual([true, true, true, false, false]);
    await store.close();
  });

  it('keeps the pictures of an open draft when a puzzle that shares them goes', async () => {
    const store = await openStore({ dataDir: folder.path, log: createLog('silent') });
    const { pictures } = await addDraft(store, 4, {});
    const { altered } = pictures;
    await store.puzzles.put({
      ...puzzleRecord('p2'),
      createdAt: 0,
      pictures: { original: altered, altered, board: altered, answers: altered },
    });
    await cleanUp(store, NOW, 10);
    expect(await store.puzzles.get('p2')).toBeUndefined();
    expect(await isThere(store, altered)).toBe(true);
    await store.close();
  });
});
