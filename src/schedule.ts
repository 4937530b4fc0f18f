import cron from 'node-cron';
import type { Logger } from './log.ts';

/** When few people play: 04:17 of the machine's own time. Not on the hour, when everybody's jobs run. */
const DAILY_AT_NIGHT = '17 4 * * *';
/** The plan of the dailies knows what is due; the clock only asks. */
const EVERY_MINUTE = '* * * * *';

/** Something that happens at set times until it is stopped. */
export interface Schedule {
  /** Starts no more, and waits for what runs. */
  stop(): Promise<void>;
}

/** When to run something and what to say about it. */
export interface ScheduleOptions {
  readonly name: string;
  readonly log: Logger;
  /** A cron expression, for tests. */
  readonly expression?: string;
}

/** Does what is due. */
export interface Ticker {
  tick(): Promise<object>;
}

/**
 * Runs something once a day at night, never two at once. A run that fails is logged, and the next one comes all the same.
 *
 * @param run does the work and returns what is worth a line in the log
 */
export function scheduleDaily(run: () => Promise<object>, { name, log, expression }: ScheduleOptions): Schedule {
  return schedule(run, { name, log, expression: expression ?? DAILY_AT_NIGHT });
}

/** Asks every minute, and at once: something may have become due while the program was away. */
export function scheduleEveryMinute(ticker: Ticker, { name, log, expression }: ScheduleOptions): Schedule {
  const task = schedule(() => ticker.tick(), { name, log, expression: expression ?? EVERY_MINUTE, level: 'debug' });
  void task.start();
  return task;
}

interface Timetable extends Required<ScheduleOptions> {
  /** Of the line that says that it was done. */
  readonly level?: 'info' | 'debug';
}

function schedule(run: () => Promise<object>, { name, log, expression, level = 'info' }: Timetable) {
  let running: Promise<void> | undefined;
  const runOnce = async () => {
    try {
      log[level]({ job: name, ...(await run()) }, 'scheduled job done');
    } catch (err) {
      log.error({ job: name, err }, 'scheduled job failed');
    } finally {
      running = undefined;
    }
  };
  const start = () => {
    running ??= runOnce();
    return running;
  };
  const { debug, info, warn, error } = log;
  const logger = { debug: debug.bind(log), info: info.bind(log), warn: warn.bind(log), error: error.bind(log) };
  const task = cron.schedule(expression, start, { name, noOverlap: true, logger });
  return {
    start,
    async stop() {
      await task.destroy();
      await running;
    },
  };
}
