import { PassThrough } from 'node:stream';
import { Keyv } from 'keyv';
import { pino } from 'pino';
import { Dailies } from '../../src/bot/dailies.ts';
import { PostUpdater } from '../../src/bot/post-updater.ts';
import { RoundClock } from '../../src/bot/round-clock.ts';
import type { BotServices } from '../../src/bot/services.ts';
import { ZoomCache } from '../../src/bot/zoom-cache.ts';
import type { PuzzleRecord } from '../../src/game/puzzle-record.ts';
import type { Round } from '../../src/game/round.ts';
import { KeyvDailyStore } from '../../src/store/keyv-daily-store.ts';
import { KeyvDraftStore } from '../../src/store/keyv-draft-store.ts';
import { KeyvPlayerStore } from '../../src/store/keyv-player-store.ts';
import { samplePuzzle, sampleRound } from './sample-game.ts';

const never = async (): Promise<never> => {
  throw new Error('not part of this test');
};

/** A round store in memory, behind the same port as the real one. */
export function memoryRounds(...rounds: Round[]): BotServices['stores']['rounds'] {
  const kept = new Map(rounds.map((round) => [round.id, round]));
  return {
    get: async (id) => kept.get(id),
    create: async (round) => void kept.set(round.id, round),
    update: async (id, change) => {
      const round = kept.get(id);
      if (round !== undefined) kept.set(id, change(round));
      return kept.get(id);
    },
    openIn: async (channelId) =>
      [...kept.values()].filter((round) => round.channelId === channelId && round.ended === null).reverse(),
    newestOpen: async (channelId) =>
      [...kept.values()].filter((round) => round.channelId === channelId && round.ended === null).at(-1),
    delete: async (id) => void kept.delete(id),
    async *all() {
      yield* kept.values();
    },
  };
}

function memoryPuzzles(...puzzles: PuzzleRecord[]): BotServices['stores']['puzzles'] {
  const kept = new Map(puzzles.map((puzzle) => [puzzle.id, puzzle]));
  return {
    get: async (id) => kept.get(id),
    put: async (puzzle) => void kept.set(puzzle.id, puzzle),
    delete: async (id) => void kept.delete(id),
    async *all() {
      yield* kept.values();
    },
  };
}

/** A log whose lines can be read. */
export function readableLog() {
  const stream = new PassThrough();
  const log = pino({ level: 'debug' }, stream);
  const lines = (): { level: number; msg: string; [key: string]: unknown }[] =>
    String(stream.read() ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return { log, lines };
}

/** Services with the sample game in memory, without pixels and without Discord. */
export function fakeServices(changes: Partial<BotServices> = {}) {
  const { log, lines } = readableLog();
  const rounds = memoryRounds(sampleRound({ channelId: 'channel-1' }));
  const pictures = {
    put: never,
    get: async () => new Uint8Array([1]),
    holds: async () => false,
    delete: never,
    async *names() {},
  };
  const noResults = { get: async () => undefined, put: async () => undefined, async *all() {} };
  const results = { ...noResults, ofMonth: async () => [], monthsOf: async () => [] };
  const dailies = new KeyvDailyStore({ servers: new Keyv(), claims: new Keyv(), secrets: new Keyv() });
  const players = new KeyvPlayerStore(new Keyv(), new Keyv());
  const drafts = new KeyvDraftStore(new Keyv());
  const stores = { rounds, puzzles: memoryPuzzles(samplePuzzle), results, dailies, players, drafts, pictures };
  const refreshed: string[] = [];
  const editMessage = async (_channelId: string, messageId: string) => refreshed.push(messageId);
  const webhooks = { edit: never, post: never };
  const runner = { run: never, load: { running: 0, waiting: 0 }, close: async () => undefined };
  const messages = { edit: editMessage, post: never, since: never, direct: never };
  const botId = '900000000000000009';
  const sight = () => ({ botId, mayReadHistory: () => true, mayPost: () => true });
  const stopping = new AbortController().signal;
  const tools = { stores, runner, messages, sight, log, stopping };
  const services: BotServices = {
    ...tools,
    dailies: new Dailies({ ...tools, botId: () => botId, now: Date.now }),
    downloads: { fetch: never, active: 0 },
    posts: new PostUpdater({
      stores,
      messages: { edit: editMessage, post: never },
      webhooks,
      log,
      pauseMs: 0,
      now: () => 0,
    }),
    webhooks,
    zooms: new ZoomCache(),
    clock: new RoundClock(() => undefined),
    retentionDays: 30,
    ...changes,
  };
  return { services, refreshed, lines };
}
