// How soon 200 players are answered who guess at one moment in one round, and whether the score is what it would be had
// they guessed one after the other; and how soon 50 players see what they zoom in on while puzzles are made. The bot runs
// as an operator starts it, in a process of its own.
//   npm run bench:guess
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { APIMessage, APIUser } from 'discord.js';
import { cellName } from '../../src/contract/grid.ts';
import type { Round } from '../../src/game/round.ts';
import { applyGuesses } from '../../src/game/round-rules.ts';
import { scoreRound } from '../../src/game/scoring.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { createLog } from '../../src/log.ts';
import type { InteractionHandle } from '../../src/playground/people/interaction-handle.ts';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { postOf } from '../e2e/bot-in-a-box.ts';
import { freshFolder } from '../e2e/program.ts';
import { judge } from './goals.ts';
import { startBotProcess } from './start-bot-process.ts';
import { percentile, rounded } from './statistics.ts';

const PLAYERS = 200;
const ROUNDS = 5;
const MAX_P99_MS = 300;
const PATIENCE_MS = 180_000;
/** What the program counts for an answer that Discord no longer took. */
const TOO_LATE_MS = 3000;
const ZOOMERS = 50;
const MAX_ZOOM_MS = 1500;
/** Of that grid; see src/bot/views/zoom.ts. */
const ZOOM_PARTS = ['A1–D4', 'E1–H4', 'I1–L4', 'A5–D8', 'E5–H8', 'I5–L8'];
/** Between rounds: what the last one left to do (edits of its post) is done then. */
const PAUSE_MS = 3000;
/** Linux counts the time of processes in hundredths of a second. */
const MS_PER_TICK = 10;
/** Of a 3:2 picture, the left half: what differs in the right one keeps the round open until all have guessed. */
const GUESSED = { columns: 6, rows: 8 };

const random = createRandom('guess');

function playerNumber(number: number, like: APIUser): APIUser {
  return { ...like, id: String(900_000_000_000_000_000n + BigInt(number)), username: `player-${number}` };
}

/** Milliseconds of processor time that a process has used, or undefined where nobody tells. */
function processorMs(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    // User and system time; the first two fields are cut off.
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return undefined;
  }
}

/**
 * Milliseconds to each answer. They are noted when they arrive, and asked for one after the other: two hundred who look
 * whether anything happened whenever something does would take as long as what is measured.
 */
async function answersTo(questions: readonly InteractionHandle[]): Promise<number[]> {
  const times: number[] = [];
  for (const question of questions) times.push(await question.acknowledged().catch(() => TOO_LATE_MS));
  return times;
}

/** Everybody guesses a cell of their own choice at one moment. Milliseconds to each answer. */
async function guessAtOnce(server: PlaygroundServer, players: readonly APIUser[]): Promise<number[]> {
  const guesses = players.map((player) => {
    const cell = { column: random.integer(0, GUESSED.columns - 1), row: random.integer(0, GUESSED.rows - 1) };
    return server.as(player).command('guess', { cell: cellName(cell) });
  });
  return answersTo(guesses);
}

/** Everybody asks for help at one moment: what answering so many takes before a guess is judged and stored. */
async function askAtOnce(server: PlaygroundServer, players: readonly APIUser[]): Promise<number[]> {
  return answersTo(players.map((player) => server.as(player).command('help')));
}

/** Everybody looks at a part of a post of which nobody has zoomed in yet. Milliseconds until each sees it. */
async function zoomAtOnce(server: PlaygroundServer, players: readonly APIUser[], post: APIMessage): Promise<number[]> {
  const choices = await Promise.all(players.map((player) => server.as(player).click(post, 'Zoom').reply()));
  return Promise.all(
    choices.map(async (choice, index) => {
      const startedAt = performance.now();
      const pressed = server.as(players[index]).click(choice, ZOOM_PARTS[index % ZOOM_PARTS.length]);
      await pressed.updated(({ attachments }) => attachments.length === 1);
      return performance.now() - startedAt;
    }),
  );
}

/** The round as it would be had its guesses come one after the other. */
async function replayed(round: Round, { puzzles }: Store): Promise<Round> {
  const puzzle = await puzzles.get(round.puzzleId);
  if (puzzle === undefined) throw new Error('A round has a puzzle.');
  const start: Round = { ...round, guesses: [], ended: null };
  const after = round.guesses.reduce(
    (before, { id, playerId, target, at }) =>
      applyGuesses(before, puzzle.key, { id, playerId, targets: [target], at }).round,
    start,
  );
  if (!isDeepStrictEqual(scoreRound(after, puzzle.key), scoreRound(round, puzzle.key))) {
    throw new Error('The scores differ from those of a sequential replay.');
  }
  return after;
}

async function checkRounds(dataDir: string, guessed: number): Promise<void> {
  const store = await openStore({ dataDir, log: createLog('silent') });
  let stored = 0;
  for await (const round of store.rounds.all()) {
    if (!isDeepStrictEqual(await replayed(round, store), round)) throw new Error('A round differs from its replay.');
    if (new Set(round.guesses.map(({ id }) => id)).size !== round.guesses.length)
      throw new Error('A guess counts twice.');
    stored += round.guesses.length;
    // The puzzles that kept the bot busy were not played.
    const isComplete = round.ended !== null || round.guesses.length >= guessed || round.guesses.length === 0;
    if (!isComplete) throw new Error(`${round.guesses.length} of ${guessed} guesses are stored in an open round.`);
  }
  console.log(`${stored} guesses are stored; replayed one after the other they give the same rounds and scores.`);
  await store.close();
}

console.log(
  `bench:guess on ${availableParallelism()} cores; ${PLAYERS} players guess at once in one round, ${ROUNDS} times`,
);
const folder = freshFolder();
const server = await startPlaygroundServer({ port: 0, waitTimeoutMs: PATIENCE_MS });
const bot = await startBotProcess(server, { folder });

const owner = server.places.owner;
const players = Array.from({ length: PLAYERS }, (_, number) => playerNumber(number, owner));
/** A round of a puzzle that is the same in every run. */
const start = (seed: string): Promise<APIMessage> =>
  postOf(server.as(owner).command('puzzle', { scene: 'park', level: 'hard', differences: 6, seed }));

const answers: number[] = [];
for (let number = 0; number < ROUNDS; number++) {
  await start(`guess-${number}`);
  // The first guess of a process runs code that has never run; it is no measure of load.
  if (number === 0) await guessAtOnce(server, [owner]);
  await sleep(PAUSE_MS);
  const helped = await askAtOnce(server, players);
  await sleep(PAUSE_MS);
  const before = { bot: processorMs(bot.process.pid), discord: processorMs(process.pid) };
  const times = await guessAtOnce(server, players);
  const after = { bot: processorMs(bot.process.pid), discord: processorMs(process.pid) };
  const used = (who: 'bot' | 'discord') =>
    rounded(((after[who] ?? Number.NaN) - (before[who] ?? Number.NaN)) / PLAYERS);
  console.log(
    `round ${number + 1}: p50 ${rounded(percentile(times, 0.5))} ms, p99 ${rounded(percentile(times, 0.99))} ms; ` +
      `processor time a guess: bot ${used('bot')} ms, Discord's side ${used('discord')} ms; ` +
      `without a game (/help) p50 ${rounded(percentile(helped, 0.5))} ms`,
  );
  answers.push(...times);
}
const post = await start('zoom');
const busy = [owner, ...server.places.players].map((user, number) =>
  postOf(server.as(user).command('puzzle', { scene: 'any', level: 'hard', seed: `busy-${number}` })),
);
const zooms = await zoomAtOnce(server, players.slice(0, ZOOMERS), post);
console.log(
  `${ZOOMERS} players zoom at once while ${busy.length} puzzles are made: p50 ${rounded(percentile(zooms, 0.5))} ms, ` +
    `slowest ${rounded(Math.max(...zooms))} ms`,
);
await Promise.all(busy);
bot.process.kill('SIGTERM');
await bot.ended;
await server.close();
// Late answers are counted already.
const complaints = bot.said.err.split('\n').filter((line) => line !== '' && !line.includes('too late to answer'));
if (complaints.length > 0) throw new Error(`The bot complained:\n${complaints.join('\n')}`);
server.log.assertNoViolations();
await checkRounds(join(folder, 'data'), PLAYERS);
judge([
  { what: 'answer p99, 200 players at once', value: percentile(answers, 0.99), limit: MAX_P99_MS, unit: 'ms' },
  { what: 'slowest zoom, 50 players at once', value: Math.max(...zooms), limit: MAX_ZOOM_MS, unit: 'ms' },
]);
process.exit();
