import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { sampleServer } from '../e2e/daily-settings.ts';
import { newRound, play } from '../game/rounds.ts';
import { puzzleRecord } from '../store/store-conformance.ts';
import { runProgram, testFolder } from './run-engine.ts';

const folder = testFolder();
const dataDir = join(folder, 'data');
const log = createLog('silent');
const store = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runProgram(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'store', ...args], {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...settings,
  });

beforeAll(async () => {
  const opened = await openStore({ dataDir, log });
  await opened.puzzles.put(puzzleRecord('puzzle-1'));
  await opened.rounds.create(play(newRound(), 'ada A1'));
  await opened.pictures.put(new Uint8Array([1, 2, 3]), 'image/png');
  await opened.dailies.update('guild-1', () => sampleServer({}, { guildId: 'guild-1' }));
  const claim = { guildId: 'guild-1', dayKey: '2026-11-20', state: 'claimed', at: 1, channelId: 'channel-1' } as const;
  await opened.dailies.putClaim({ ...claim, puzzleId: 'puzzle-1', messageId: null, retryAt: null });
  await opened.players.update('guild-1', 'ada', (before) => ({ ...before, isGlobal: true }));
  await opened.close();
});

describe('engine store', () => {
  it('backs up, restores elsewhere and rebuilds', async () => {
    const backup = join(folder, 'backup');
    const copied = { code: 0, out: 'Copied: 5 values, 1 pictures.\n', err: '' };
    expect(await store(['backup', backup])).toMatchObject(copied);
    const elsewhere = { DATA_DIR: join(folder, 'elsewhere') };
    expect(await store(['restore', backup], elsewhere)).toMatchObject({ code: 0, err: '' });
    expect(await store(['restore', backup], elsewhere)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^store-not-empty: .+\n$/),
    });
    expect(await store(['restore', '--replace', backup], elsewhere)).toMatchObject({ code: 0 });
    expect(await store(['rebuild'], elsewhere)).toMatchObject({ code: 0, out: 'The indexes are rebuilt.\n' });
    const restored = await openStore({ dataDir: elsewhere.DATA_DIR, log });
    expect((await restored.rounds.newestOpen('channel-1'))?.guesses).toHaveLength(1);
    await restored.close();
  }, 60_000);

  it('exports what people can read', async () => {
    const target = join(folder, 'export');
    expect(await store(['export', target])).toMatchObject({ code: 0, err: '' });
    const read = (name: string) => JSON.parse(readFileSync(join(target, name), 'utf8')) as { id?: string }[];
    expect(read('puzzles.json').map(({ id }) => id)).toEqual(['puzzle-1']);
    expect(read('rounds.json').map(({ id }) => id)).toEqual(['round-1']);
    expect(read('results.json')).toEqual([]);
    expect(read('dailies.json')).toMatchObject([{ guildId: 'guild-1' }]);
    expect(read('claims.json')).toMatchObject([{ guildId: 'guild-1', dayKey: '2026-11-20' }]);
    expect(read('players.json')).toMatchObject([{ playerId: 'ada', isGlobal: true }]);
  }, 60_000);

  it.each([
    [['backup'], 'usage'],
    [['restore', '/nowhere/at/all'], 'backup-damaged'],
  ])(
    '%j ends with a code',
    async (args, code) => {
      expect(await store(args)).toMatchObject({ code: 2, err: expect.stringMatching(new RegExp(`^${code}: .+\\n$`)) });
    },
    60_000,
  );

  it('says when the server of the store is not there', async () => {
    const ended = await store(['rebuild'], { STORE_URL: 'redis://:secret@127.0.0.1:9' });
    expect(ended).toMatchObject({ code: 2, err: expect.stringMatching(/^store-unreachable: .+\n$/) });
    expect(ended.err).not.toContain('secret');
  }, 60_000);
});
