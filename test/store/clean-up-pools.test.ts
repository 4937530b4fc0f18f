import { describe, expect, it } from 'vitest';
import { newDailyServer, type PoolPicture } from '../../src/game/daily.ts';
import { withoutPicture } from '../../src/game/daily-round.ts';
import { createLog } from '../../src/log.ts';
import { cleanUp } from '../../src/store/clean-up.ts';
import { openStore } from '../../src/store/open-store.ts';
import { puzzleRecord } from './store-conformance.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('pictures of pools', () => {
  const folder = temporaryFolder();

  it('go when they are used up, unless another pool or a puzzle has them', async () => {
    const store = await openStore({ dataDir: folder.path, log: createLog('silent') });
    const put = (text: string) => store.pictures.put(new TextEncoder().encode(text), 'image/gif');
    const [used, shared, shown, waiting] = await Promise.all(['used', 'shared', 'shown', 'waiting'].map(put));
    const picture = (id: string, name = ''): PoolPicture => ({ id, picture: name, name: id, addedBy: '1', addedAt: 0 });
    const pool = [picture('a', used), picture('b', shared), picture('c', shown), picture('d', waiting)];
    await store.dailies.update('1', () => ['a', 'b', 'c'].reduce(withoutPicture, { ...newDailyServer('1'), pool }));
    await store.dailies.update('2', () => ({ ...newDailyServer('2'), pool: [picture('e', shared)] }));
    const puzzle = puzzleRecord('p1');
    await store.puzzles.put({ ...puzzle, createdAt: Date.now(), pictures: { ...puzzle.pictures, board: shown ?? '' } });

    await cleanUp(store, Date.now());
    const left: string[] = [];
    for await (const name of store.pictures.names()) left.push(name);
    expect(left.sort()).toEqual([shared, shown, waiting].sort());
    expect((await store.dailies.get('1')).discarded).toEqual([]);
    await store.close();
  });
});
