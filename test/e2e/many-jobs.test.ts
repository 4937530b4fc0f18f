import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { CodedError } from '../../src/contract/coded-error.ts';
import type { JobRunner } from '../../src/contract/job-runner.ts';
import { PATIENCE_MS, smallPicture, startBotInABox } from './bot-in-a-box.ts';

vi.setConfig({ testTimeout: PATIENCE_MS });

/** One more than Node takes for a leak. */
const JOBS = 11;
const warned = vi.fn();
process.on('warning', warned);
afterEach(() => {
  process.off('warning', warned);
});

it('lets all jobs that wait listen for the end of the bot, and nobody is warned of a leak', async () => {
  let waiting = 0;
  const runner: JobRunner = {
    run: (_, { signal } = {}) => {
      waiting++;
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new CodedError('job-cancelled', {})));
      });
    },
    load: { running: 0, waiting: 0 },
    close: async () => undefined,
  };
  const box = await startBotInABox(runner);
  const image = await smallPicture();
  for (let job = 0; job < JOBS; job++) box.server.as(box.server.places.owner).command('puzzle', { image });
  while (waiting < JOBS) await sleep(10);
  await box.close();
  expect(warned).not.toHaveBeenCalled();
});
