import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { RequestEntry, RequestLog } from '../request-log.ts';
import type { World } from '../world/world.ts';
import { unauthorized } from './discord-error.ts';

/** What travels with every request: the raw connection and its entry in the log. */
export interface RestEnv {
  Bindings: HttpBindings;
  Variables: { entry: RequestEntry };
}

export type RestContext = Context<RestEnv>;

/** What the routes work on. */
export interface RestParts {
  readonly world: World;
  readonly log: RequestLog;
  readonly token: string;
}

/**
 * Makes the guard of routes that only the bot may use.
 *
 * @returns throws 401 without the bot's token; forgetting the header altogether is a violation
 */
export function botGuard({ log, token }: RestParts): (c: RestContext) => void {
  return (c) => {
    const header = c.req.header('authorization');
    if (header === `Bot ${token}`) return;
    const { method, path } = c.get('entry');
    if (header === undefined || !header.startsWith('Bot ')) {
      const problem = 'The authorization header must be "Bot TOKEN"';
      log.violations.push({ kind: 'missing-authorization', where: `${method} ${path}`, problems: [problem] });
    }
    throw unauthorized();
  };
}
