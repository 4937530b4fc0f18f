// How soon the bot answers small things while it works on pictures. The bot runs as an operator starts it, in a process
// of its own; this one is Discord and everybody who uses it.
//   npm run bench:ack
import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIMessage, APIUser } from 'discord.js';
import { createRandom } from '../../src/imaging/random.ts';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { postOf } from '../e2e/bot-in-a-box.ts';
import { toSharp } from '../support/encode.ts';
import { detailedPicture } from './detailed-picture.ts';
import { type Goal, judge } from './goals.ts';
import { startBotProcess } from './start-bot-process.ts';
import { percentile, rounded } from './statistics.ts';

const MAX_P99_MS = 100;
const IDLE_INTERACTIONS = 300;
const BUSY_INTERACTIONS = 600;
/** Time between two interactions: about 20 a second, never in step with anything. */
const GAP_MS = { min: 25, max: 75 };
/** A queue of pictures takes its time. */
const PATIENCE_MS = 180_000;
const NANOSECONDS_PER_MS = 1_000_000;
const NO_CELL = 'Z99';

interface Scene {
  readonly server: PlaygroundServer;
  readonly post: APIMessage;
}
/** Uses the bot once; gives the milliseconds to its first answer. */
type Interaction = (scene: Scene, user: APIUser) => Promise<number>;

const INTERACTIONS: Readonly<Record<string, Interaction>> = {
  'guess, no cell': ({ server }, user) => server.as(user).command('guess', { cell: NO_CELL }).acknowledged(),
  'guess, a cell': ({ server }, user) => server.as(user).command('guess', { cell: 'A1' }).acknowledged(),
  'Guess button': ({ server, post }, user) => server.as(user).click(post, 'Guess').acknowledged(),
  'Hint button': ({ server, post }, user) => server.as(user).click(post, 'Hint').acknowledged(),
  'modal sent': async ({ server, post }, user) => {
    const modal = await server.as(user).click(post, 'Guess').modal();
    return server.as(user).submitModal(modal, { cell: NO_CELL }).acknowledged();
  },
};

const random = createRandom('ack');
const everybody = ({ places }: PlaygroundServer): APIUser[] => [places.owner, places.moderator, ...places.players];

/** Sends interactions of all kinds in turn, at uneven times, without waiting for the answers. */
async function interact(scene: Scene, count: number): Promise<Map<string, number[]>> {
  const kinds = Object.entries(INTERACTIONS);
  const users = everybody(scene.server);
  const answers = new Map<string, number[]>(kinds.map(([name]) => [name, []]));
  const pending: Promise<unknown>[] = [];
  for (let index = 0; index < count; index++) {
    const [name, use] = kinds[index % kinds.length];
    pending.push(use(scene, users[index % users.length]).then((ms) => answers.get(name)?.push(ms)));
    await sleep(random.integer(GAP_MS.min, GAP_MS.max));
  }
  await Promise.all(pending);
  return answers;
}

/** Keeps everybody's puzzles coming until told to stop. */
function keepMaking(server: PlaygroundServer, picture: Uint8Array, done: AbortSignal) {
  const finished = { puzzles: 0 };
  const begin = (user: APIUser) => server.as(user).command('puzzle', puzzleOf(picture));
  const make = async (user: APIUser) => {
    while (!done.aborted) {
      await postOf(begin(user));
      finished.puzzles++;
    }
  };
  const all = Promise.all(everybody(server).map(make));
  return { finished, all };
}

const puzzleOf = (bytes: Uint8Array) => ({ image: { name: 'picture.jpg', bytes }, differences: 3 });

async function openScene(): Promise<{ scene: Scene; picture: Uint8Array; stop: () => Promise<void> }> {
  const server = await startPlaygroundServer({ port: 0, waitTimeoutMs: PATIENCE_MS });
  const bot = await startBotProcess(server);
  const stop = async () => {
    bot.process.kill('SIGTERM');
    await bot.ended;
    await server.close();
    if (bot.said.err !== '') throw new Error(`The bot complained:\n${bot.said.err}`);
    server.log.assertNoViolations();
  };
  const picture = await toSharp(detailedPicture({ width: 1200, height: 800 }, 'ack'))
    .jpeg({ quality: 92 })
    .toBuffer();
  const post = await postOf(server.as(server.places.owner).command('puzzle', puzzleOf(picture)));
  return { scene: { server, post }, picture, stop };
}

/** A line for each kind of interaction and one for all. */
function tabulate(answers: ReadonlyMap<string, readonly number[]>) {
  const line = (values: readonly number[]) => ({
    count: values.length,
    p50: rounded(percentile(values, 0.5)),
    p95: rounded(percentile(values, 0.95)),
    p99: rounded(percentile(values, 0.99)),
    max: rounded(Math.max(...values)),
  });
  const kinds = [...answers].map(([name, values]) => [name, line(values)] as const);
  return { ...Object.fromEntries(kinds), all: line([...answers.values()].flat()) };
}

console.log(`bench:ack on ${availableParallelism()} cores; milliseconds from an interaction to its acknowledgement`);
const { scene, picture, stop } = await openScene();
// The first of each kind are answered by code that has never run: they are no measure of load.
await interact(scene, Object.keys(INTERACTIONS).length * 4);

const idle = tabulate(await interact(scene, IDLE_INTERACTIONS));
console.log('Idle:');
console.table(idle);

const done = new AbortController();
const work = keepMaking(scene.server, picture, done.signal);
const ownDelay = monitorEventLoopDelay({ resolution: 5 });
ownDelay.enable();
const busy = tabulate(await interact(scene, BUSY_INTERACTIONS));
ownDelay.disable();
done.abort();
console.log(`While puzzles are made (${work.finished.puzzles} were finished meanwhile):`);
console.table(busy);
const share = (name: 'p50' | 'p95' | 'p99') => rounded(busy.all[name] / idle.all[name]);
console.log(`Busy to idle: p50 x ${share('p50')}, p95 x ${share('p95')}, p99 x ${share('p99')}.`);
const delayMs = rounded(ownDelay.percentile(99) / NANOSECONDS_PER_MS);
console.log(`This process, Discord's side, was itself late by up to ${delayMs} ms (p99).`);
await work.all;
await stop();

const goals: Goal[] = [
  { what: 'acknowledgement p99 while puzzles are made', value: busy.all.p99, limit: MAX_P99_MS, unit: 'ms' },
];
judge(goals);
if (work.finished.puzzles === 0) throw new Error('No puzzle was finished: nothing was measured under load.');
process.exit();
