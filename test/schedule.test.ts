import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Schedule, scheduleDaily, scheduleEveryMinute } from '../src/schedule.ts';
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

describe('scheduleEveryMinute', () => {
  it('asks at once and then at its times, and says nothing of it unless asked to', async () => {
    const { log, lines } = readableLog();
    let asked = 0;
    const tick = async () => ({ due: asked++ });
    const options = { name: 'dailies', log, expression: EVERY_SECOND };
    schedules.push(scheduleEveryMinute({ tick }, options));
    expect(asked).toBe(1);
    while (asked < 3) await sleep(50);
    await sleep(20);
    expect(lines()).toMatchObject([0, 1, 2].map((due) => ({ level: 20, job: 'dailies', due })));
  });

  it('goes on after a failure', async () => {
    const { log, lines } = readableLog();
    let asked = 0;
    const tick = async () => {
      if (asked++ === 0) throw new Error('the store is away');
      return {};
    };
    schedules.push(scheduleEveryMinute({ tick }, { name: 'dailies', log, expression: EVERY_SECOND }));
    while (asked < 2) await sleep(50);
    expect(lines()[0]).toMatchObject({ level: 50, msg: 'scheduled job failed' });
  });
});
