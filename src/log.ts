import { type Logger, pino } from 'pino';

export type { Logger };

/**
 * Makes the program's log: JSON lines on standard error, so that standard output stays free for answers.
 *
 * @param level trace, debug, info, warn, error, fatal or silent
 */
export function createLog(level: string): Logger {
  return pino({ level, redact: ['token', '*.token', 'authorization', '*.authorization'] }, pino.destination(2));
}
