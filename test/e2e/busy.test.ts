import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createThreadJobRunner } from '../../src/jobs/thread-job-runner.ts';
import { readableLog } from '../bot/fake-services.ts';
import type { FakeCommand } from '../jobs/fake-job.ts';
import { type BotInABox, PATIENCE_MS, smallPicture, startBotInABox, textOf } from './bot-in-a-box.ts';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const WORKER = fileURLToPath(new URL('../jobs/fixtures/fake-worker.ts', import.meta.url));

const LIMITS = { threads: 1, maxWaiting: 2, maxPerUser: 2, timeoutMs: 1500 };

const runner = createThreadJobRunner({ ...LIMITS, log: readableLog().log, workerEntry: WORKER });
let box: BotInABox;
beforeAll(async () => {
  box = await startBotInABox(runner);
});
afterAll(async () => {
  await box.close();
  box.server.log.assertNoViolations();
});

/** Starts a job that does this, and gives the sentence it ends with. */
async function run(command: FakeCommand, user = box.server.places.players[0]): Promise<string> {
  const options = { image: await smallPicture(), seed: JSON.stringify(command) };
  const handle = box.server.as(user).command('puzzle', options);
  expect(await handle.acknowledged()).toBeLessThan(3000);
  return textOf(await handle.reply((message) => !textOf(message).includes('…')));
}

it.each([
  ['crashes', { do: 'exit' }, 'Something broke while I worked on this picture.'],
  ['has a bug', { do: 'bug' }, 'Something went wrong on my side.'],
  ['finds no objects', { do: 'fail' }, 'This picture has room for only 2 differences; 5 were asked for.'],
] as const)('a worker that %s is told in one sentence', async (_what, command, sentence) => {
  expect(await run(command)).toContain(sentence);
});

/** Waits until this many jobs run or wait. */
async function untilBusy(jobs: number): Promise<void> {
  while (runner.load.running + runner.load.waiting < jobs) await sleep(10);
}

it('one person may have two pictures in the works; a full queue refuses; the others end in their turn', async () => {
  const { moderator, players } = box.server.places;
  const slow = { do: 'spin', heartbeatFile: '/dev/null' } as const;
  const begun: Promise<string>[] = [];
  for (const user of [players[0], players[0], players[1]]) {
    begun.push(run(slow, user));
    await untilBusy(begun.length);
  }
  const someoneWaits = box.server.message((message) => textOf(message).includes('waits for its turn'));
  expect(await run(slow, players[0])).toBe('You already have 2 pictures in the works. Please wait until one is done.');
  expect(await run(slow, moderator)).toContain('Many puzzles are being made right now (2 are waiting).');
  await someoneWaits;
  for (const sentence of await Promise.all(begun)) expect(sentence).toContain('took longer than 1.5 seconds');
});
