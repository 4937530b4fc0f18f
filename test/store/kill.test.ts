import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { temporaryFolder } from './temporary-folder.ts';

const WRITER = fileURLToPath(new URL('fixtures/guess-writer.ts', import.meta.url));
const GUESSES = 200;
/** Guesses that come at one moment and share one write. */
const CROWD = 40;
/** The first guesses of a life are slow, later ones take about a millisecond. */
const MAX_LIFE_MS = 400;
const MIN_KILLS = 3;
/** Starting a process takes its time. */
const TIMEOUT_MS = 240_000;

/** Lets the writer work for a random time after its first word and kills it without warning. */
async function writeAndKill(dataDir: string, first: number, crowd: number): Promise<string[]> {
  const writer = spawn(process.execPath, ['--import', 'tsx', WRITER, dataDir, String(first), String(crowd)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  writer.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(writer.stdout, 'data');
  await sleep(Math.random() * MAX_LIFE_MS);
  writer.kill('SIGKILL');
  await once(writer, 'close');
  // A line without an end was never said.
  return output.split('\n').slice(0, -1);
}

async function storedGuesses(dataDir: string): Promise<string[]> {
  const store = await openStore({ dataDir, log: createLog('silent') });
  const round = await store.rounds.get('round-1');
  await store.close();
  return round?.guesses.map(({ id }) => id) ?? [];
}

describe('a process that is killed', () => {
  const folder = temporaryFolder();

  it.each([
    ['one by one', 1],
    [`${CROWD} at a time`, CROWD],
  ])(
    `loses none of ${GUESSES} guesses acknowledged %s and doubles none, however often`,
    {
      timeout: TIMEOUT_MS,
    },
    async (_, crowd) => {
      let acknowledged: string[] = [];
      let kills = 0;
      while (acknowledged.length < GUESSES || kills < MIN_KILLS) {
        // The next one starts with the last guess again, as Discord delivers again what was not answered.
        const first = Math.max(0, acknowledged.length - 1);
        const fresh = await writeAndKill(folder.path, first, crowd);
        kills++;
        acknowledged = [...acknowledged.slice(0, first), ...fresh];

        const stored = await storedGuesses(folder.path);
        expect(stored.slice(0, acknowledged.length)).toEqual(acknowledged);
        expect(new Set(stored).size).toBe(stored.length);
        // Stored just before the end, and not acknowledged any more: at most those that were in work.
        expect(stored.length - acknowledged.length).toBeLessThanOrEqual(crowd);
      }
    },
  );
});
