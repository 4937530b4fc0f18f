// How long people wait for the bot's first answer while it makes puzzles without a pause: `npm run bench:ack`.
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIUser } from 'discord.js';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { isPost } from '../e2e/bot-in-a-box.ts';
import { startProgram } from '../e2e/program.ts';
import { shapesPicture } from '../e2e/shapes-picture.ts';

const GOAL_P99_MS = 100;
const GUESSES = 400;
const PAUSE_MS = 50;
const PATIENCE_MS = 120_000;

/** Makes puzzles one after the other until the work is done; returns how many. */
async function keepBusy(server: PlaygroundServer, user: APIUser, work: AbortSignal): Promise<number> {
  const image = { name: 'shapes.png', bytes: await shapesPicture() };
  let made = 0;
  for (; !work.aborted; made++) {
    await server.as(user).command('puzzle', { image }, { channelId: server.places.otherChannelId }).reply(isPost);
  }
  return made;
}

async function measureGuesses(server: PlaygroundServer): Promise<number[]> {
  const [, player] = server.places.players;
  const times: number[] = [];
  for (let index = 0; index < GUESSES; index++) {
    times.push(await server.as(player).command('guess', { cell: 'A1' }).acknowledged());
    await sleep(PAUSE_MS);
  }
  return times.sort((a, b) => a - b);
}

const server = await startPlaygroundServer({ port: 0, waitTimeoutMs: PATIENCE_MS });
const settings = {
  DISCORD_TOKEN: server.token,
  DISCORD_API_URL: server.apiUrl,
  ATTACHMENT_HOSTS: server.attachmentHosts.join(','),
  ALLOW_CUSTOM_API: '1',
};
await startProgram('dist/deploy-commands.js', settings).ended;
const bot = startProgram('dist/src/index.js', settings);
await bot.firstLine();

// A puzzle to guess in, so that every answer includes reading, judging and writing.
const image = { name: 'shapes.png', bytes: await shapesPicture() };
await server.as(server.places.owner).command('puzzle', { image }).reply(isPost);

const work = new AbortController();
const busy = [server.places.owner, server.places.moderator].map((user) => keepBusy(server, user, work.signal));
const times = await measureGuesses(server);
work.abort();
const made = (await Promise.all(busy)).reduce((sum, count) => sum + count, 0);
bot.process.kill('SIGTERM');
await bot.ended;
await server.close();
server.log.assertNoViolations();

const percentile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map(percentile) as [number, number, number, number];
const shown = { guesses: times.length, puzzlesMeanwhile: made, p50, p95, p99, max };
console.log(JSON.stringify(shown, (_key, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value)));
if (p99 >= GOAL_P99_MS) {
  console.error(`p99 is ${p99.toFixed(1)} ms; the goal is below ${GOAL_P99_MS} ms.`);
  process.exitCode = 1;
}
