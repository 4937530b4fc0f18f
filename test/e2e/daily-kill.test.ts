import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dailyRoundId } from '../../src/game/daily.ts';
import { addDays, instantOf } from '../../src/game/wall-clock.ts';
import { createLog } from '../../src/log.ts';
import { PlaygroundClock } from '../../src/playground/playground-clock.ts';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { openStore } from '../../src/store/open-store.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { sampleServer } from './daily-settings.ts';

const BOT = fileURLToPath(new URL('fixtures/daily-bot.ts', import.meta.url));
const DAYS = 60;
const FIRST = '2026-02-20';
/** A daily takes about this long from claim to confirmation. */
const MAX_LIFE_MS = 250;
/** Starting a process takes its time, so it is not killed on every day. */
const KILL_SHARE = 0.2;
const MIN_KILLS = 8;
const TIMEOUT_MS = 400_000;
const MINUTE_MS = 60_000;
/** Discord forgets nonces within minutes. */
const DOWNTIMES_MS = [0, 3 * MINUTE_MS, 45 * MINUTE_MS];

const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)] as Item;

/** A bot in a process of its own. */
class Bot {
  readonly #process: ChildProcess;
  #said = '';

  constructor({ apiUrl, token }: PlaygroundServer, dataDir: string) {
    this.#process = spawn(process.execPath, ['--import', 'tsx', BOT, apiUrl, token, dataDir], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#process.stdout?.on('data', (chunk: Buffer) => {
      this.#said += chunk.toString();
    });
  }

  async says(line: string): Promise<void> {
    while (!this.#said.includes(`${line}\n`)) {
      if (this.#process.stdout === null || this.#process.exitCode !== null) throw new Error('The bot ended.');
      await once(this.#process.stdout, 'data');
    }
  }

  /** Says what time it is. */
  tick(now: number): void {
    this.#process.stdin?.write(`${now}\n`);
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await once(this.#process, 'close');
  }
}

describe('a bot that is killed', () => {
  const folder = temporaryFolder();
  let server: PlaygroundServer;
  let now = 0;

  beforeAll(async () => {
    server = await startPlaygroundServer({ port: 0, clock: new PlaygroundClock(() => now) });
  });
  afterAll(() => server.close());

  /** How many posts of a day are in the channel. */
  function posts(guildId: string, dayKey: string): number {
    const messages = server.as(server.places.owner).messages();
    const roundId = dailyRoundId(guildId, dayKey);
    return messages.filter(({ components }) => JSON.stringify(components).includes(`"guess:${roundId}"`)).length;
  }

  it(`at random moments during ${DAYS} dailies doubles none and misses none`, { timeout: TIMEOUT_MS }, async () => {
    const { guildId, channelId, owner } = server.places;
    const settings = { channelId, adminId: owner.id };
    const store = await openStore({ dataDir: folder.path, log: createLog('silent') });
    await store.dailies.update(guildId, () => sampleServer(settings, { guildId }));
    await store.close();

    let kills = 0;
    let repaired = 0;
    let bot = new Bot(server, folder.path);
    await bot.says('ready');
    for (let day = 0; day < DAYS; day++) {
      const dayKey = addDays(FIRST, day);
      now = instantOf(dayKey, '20:00', 'Europe/Berlin') ?? 0;
      while (Math.random() < KILL_SHARE || (day === DAYS - 1 && kills < MIN_KILLS)) {
        bot.tick(now);
        await sleep(Math.random() * MAX_LIFE_MS);
        await bot.kill();
        kills++;
        repaired += posts(guildId, dayKey);
        now += pick(DOWNTIMES_MS);
        bot = new Bot(server, folder.path);
        await bot.says('ready');
      }
      bot.tick(now);
      await bot.says(String(now));
      expect([dayKey, posts(guildId, dayKey)]).toEqual([dayKey, 1]);
    }
    await bot.kill();

    // Otherwise nothing was tested: some were killed before their post, some after.
    expect(kills).toBeGreaterThanOrEqual(MIN_KILLS);
    expect(repaired).toBeGreaterThan(0);
    const after = await openStore({ dataDir: folder.path, log: createLog('silent') });
    const { claimedKeys, current } = await after.dailies.get(guildId);
    expect(claimedKeys).toEqual(Array.from({ length: DAYS }, (_, day) => addDays(FIRST, day)));
    expect(current).toMatchObject({ state: 'posted', messageId: expect.any(String) });
    await after.close();
    server.log.assertNoViolations();
  });
});
