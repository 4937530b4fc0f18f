// How long a thousand servers wait whose dailies are due in the same minute, how well Discord's limits are kept, and how
// soon the bot answers people meanwhile. The bot runs as an operator starts it, in a process of its own, with real
// pictures; this one is Discord and everybody who uses it.
//   npm run bench:daily

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIUser } from 'discord.js';
import { createRandom } from '../../src/imaging/random.ts';
import { createLog } from '../../src/log.ts';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { openStore } from '../../src/store/open-store.ts';
import { sampleServer } from '../e2e/daily-settings.ts';
import { freshFolder } from '../e2e/program.ts';
import { judge } from './goals.ts';
import { countPosts } from './post-counter.ts';
import { startBotProcess } from './start-bot-process.ts';
import { percentile, rounded } from './statistics.ts';

const SERVERS = 1000;
const MAX_SECONDS = 300;
const MAX_P99_MS = 100;
/** Discord's limit for one bot. */
const MAX_PER_SECOND = 50;
const GAP_MS = { min: 50, max: 150 };
const IDLE_INTERACTIONS = 100;
const PATIENCE_MS = 600_000;
const MINUTE_MS = 60_000;
const NANOSECONDS_PER_MS = 1_000_000;
/** Of Linux's own clock of processes. */
const MS_PER_TICK = 10;

const random = createRandom('daily');

/** `13:37` of a moment, by the clock of UTC. */
const wallTime = (at: number): string => new Date(at).toISOString().slice(11, 16);

/** A thousand servers that want theirs at the same minute. Each has a channel; the playground has one guild for all. */
async function fillStore(dataDir: string, server: PlaygroundServer, dueAt: number): Promise<void> {
  const store = await openStore({ dataDir, log: createLog('silent') });
  for (let number = 0; number < SERVERS; number++) {
    const guildId = String(500_000_000_000_000_000n + BigInt(number));
    const channelId = server.places.addChannel(`daily-${number}`);
    const settings = { channelId, adminId: server.places.owner.id, zone: 'UTC', time: wallTime(dueAt) };
    await store.dailies.update(guildId, () => sampleServer(settings, { guildId }));
  }
  await store.close();
}

/** Milliseconds that a process has used its processors for. Other work on the machine does not count, unlike in times. */
async function cpuMs(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

const INTERACTIONS: readonly ((server: PlaygroundServer, user: APIUser) => Promise<number>)[] = [
  (server, user) => server.as(user).command('guess', { cell: 'Z99' }).acknowledged(),
  (server, user) => server.as(user).command('help').acknowledged(),
  (server, user) => server.as(user).command('leaderboard').acknowledged(),
  (server, user) => server.as(user).command('daily').acknowledged(),
];

/** Uses the bot at uneven times until told to stop. Milliseconds to each first answer. */
async function interact(server: PlaygroundServer, isDone: (count: number) => boolean): Promise<number[]> {
  const people = [server.places.owner, server.places.moderator, ...server.places.players];
  const answers: Promise<number>[] = [];
  while (!isDone(answers.length)) {
    const use = INTERACTIONS[answers.length % INTERACTIONS.length];
    const person = people[answers.length % people.length];
    if (use !== undefined && person !== undefined) answers.push(use(server, person));
    await sleep(random.integer(GAP_MS.min, GAP_MS.max));
  }
  return Promise.all(answers);
}

/** The most requests of one second, whenever it begins. Answers to interactions are not bound to the limit. */
function busiestSecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));
}

console.log(`bench:daily on ${availableParallelism()} cores; ${SERVERS} servers whose daily is due in the same minute`);
const folder = freshFolder();
const server = await startPlaygroundServer({ port: 0, waitTimeoutMs: PATIENCE_MS });
const counter = await countPosts(server.url);
// Time to start, and to prepare the puzzle ahead.
const dueAt = Math.ceil((Date.now() + 1.5 * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
await fillStore(join(folder, 'data'), server, dueAt);
const bot = await startBotProcess(server, { apiUrl: counter.apiUrl, folder });
// The first of each kind are answered by code that has never run.
await interact(server, (count) => count >= INTERACTIONS.length * 2);
const idle = await interact(server, (count) => count >= IDLE_INTERACTIONS);
console.log(
  `idle: acknowledged after p50 ${rounded(percentile(idle, 0.5))} ms, p99 ${rounded(percentile(idle, 0.99))} ms`,
);

while (Date.now() < dueAt) await sleep(100);
const began = performance.now();
const cpuBefore = await cpuMs(bot.process.pid ?? 0);
const ownDelay = monitorEventLoopDelay({ resolution: 5 });
ownDelay.enable();
const busy = await interact(server, () => counter.posts.length >= SERVERS || performance.now() - began > PATIENCE_MS);
ownDelay.disable();
console.log(
  `the bot used ${rounded(((await cpuMs(bot.process.pid ?? 0)) - cpuBefore) / SERVERS)} ms of processor time a post`,
);
const times = counter.posts.map(({ at }) => at);
const seconds = ((times.at(-1) ?? Number.POSITIVE_INFINITY) - began) / 1000;
console.log(
  `${times.length} posts, the first after ${rounded((times[0] ?? 0) - began)} ms, the last after ${rounded(seconds)} s`,
);
console.log(
  `meanwhile ${busy.length} acknowledgements: p50 ${rounded(percentile(busy, 0.5))} ms, p99 ${rounded(percentile(busy, 0.99))} ms`,
);
const delayMs = rounded(ownDelay.percentile(99) / NANOSECONDS_PER_MS);
console.log(`This process, Discord's side, was itself late by up to ${delayMs} ms (p99).`);
// Some more time for a second post that there must not be.
await sleep(MINUTE_MS);
const channels = new Set(counter.posts.map(({ channelId }) => channelId)).size;
bot.process.kill('SIGTERM');
await bot.ended;
counter.close();
await server.close();
if (bot.said.err !== '') throw new Error(`The bot complained:\n${bot.said.err}`);
server.log.assertNoViolations();
if (counter.posts.length !== SERVERS || channels !== SERVERS) {
  throw new Error(`${counter.posts.length} posts in ${channels} channels for ${SERVERS} servers.`);
}
judge([
  { what: 'the last of a thousand dailies', value: seconds, limit: MAX_SECONDS, unit: 's' },
  { what: 'requests in one second', value: busiestSecond(times), limit: MAX_PER_SECOND + 1, unit: '' },
  { what: 'acknowledgement p99 meanwhile', value: percentile(busy, 0.99), limit: MAX_P99_MS, unit: 'ms' },
]);
process.exit();
