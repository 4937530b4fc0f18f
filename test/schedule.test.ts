import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Schedule, scheduleDaily } from '../src/schedule.ts';
import { readableLog } from './bot/fake-services.ts';

const EVERY_SECOND = '* * * * * *';
const schedules: Schedule[] = [];
afterEach(() => Promise.all(schedules.splice(0).map((schedule) => schedule.stop())));

function everySecond(run: () => Promise<object>) {
  const { log, lines } = readableLog();
  const schedule = scheduleDaily(run, { name: 'test', log, expression: EVERY_SECOND });
  schedules.push(schedule);
  return { schedule, lines };
}

describe('scheduleDaily', () => {
  it('runs, says what was done, and goes on after a failure', async () => {
    let runs = 0;
    const { lines } = everySecond(async () => {
      runs++;
      if (runs === 1) throw new Error('disk full');
      return { deleted: 3 };
    });
    while (runs < 2) await sleep(50);
    await sleep(20);
    expect(lines()).toMatchObject([
      { level: 50, job: 'test', msg: 'scheduled job failed' },
      { level: 30, job: 'test', deleted: 3, msg: 'scheduled job done' },
    ]);
  });

  it('never runs twice at once, and waits for a run when it is stopped', async () => {
    let running = 0;
    let most = 0;
    let done = 0;
    const { schedule } = everySecond(async () => {
      running++;
      most = Math.max(most, running);
      await sleep(1500);
      running--;
      done++;
      return {};
    });
    while (running === 0) await sleep(50);
    await sleep(1200);
    await schedule.stop();
    expect([most, running, done]).toEqual([1, 0, 1]);
  });
});
