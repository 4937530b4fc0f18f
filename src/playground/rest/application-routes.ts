import type { Hono } from 'hono';
import { checkCommands } from './checked-body.ts';
import { unknownApplication, unknownGuild } from './discord-error.ts';
import { botGuard, type RestContext, type RestEnv, type RestParts } from './rest-context.ts';

/** What GET /gateway/bot tells. */
export interface GatewayInfo {
  readonly url: () => string;
  readonly shards: number;
  readonly maxConcurrency: number;
  readonly sessionStartsLeft: number;
}

/** Discord allows this many session starts per day. */
const SESSION_STARTS_PER_DAY = 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** /gateway/bot, /users/@me, /applications/...: who the bot is and what it can do. */
export function addApplicationRoutes(app: Hono<RestEnv>, parts: RestParts, gateway: GatewayInfo): void {
  const { world } = parts;
  const requireBot = botGuard(parts);

  /** The guild of the path, or undefined on global routes. */
  function findScope(c: RestContext): string | undefined {
    requireBot(c);
    if (c.req.param('app') !== world.places.bot.id) throw unknownApplication();
    const guildId = c.req.param('guild');
    if (guildId !== undefined && guildId !== world.places.guildId) throw unknownGuild();
    return guildId;
  }

  async function replaceCommands(c: RestContext): Promise<Response> {
    const guildId = findScope(c);
    const commands = world.commands.replace(await checkCommands(c.get('entry').body), guildId);
    world.announce({ kind: 'commands-registered' });
    return c.json(commands);
  }

  function listCommands(c: RestContext): Response {
    const commands = world.commands.list(findScope(c));
    if (c.req.query('with_localizations') === 'true') return c.json(commands);
    return c.json(
      JSON.parse(JSON.stringify(commands), (key, value: unknown) =>
        key.endsWith('_localizations') ? undefined : value,
      ),
    );
  }

  app.get('/gateway/bot', (c) => {
    requireBot(c);
    const { url, shards, maxConcurrency, sessionStartsLeft } = gateway;
    const limit = {
      total: SESSION_STARTS_PER_DAY,
      remaining: sessionStartsLeft,
      reset_after: DAY_MS,
      max_concurrency: maxConcurrency,
    };
    return c.json({ url: url(), shards, session_start_limit: limit });
  });
  app.get('/users/@me', (c) => {
    requireBot(c);
    return c.json(world.places.bot);
  });
  for (const path of ['/applications/@me', '/oauth2/applications/@me']) {
    app.get(path, (c) => {
      requireBot(c);
      const { bot, owner } = world.places;
      return c.json({
        id: bot.id,
        name: bot.global_name,
        icon: null,
        description: '',
        bot_public: true,
        bot_require_code_grant: false,
        owner,
        bot,
        flags: 0,
        verify_key: '',
        team: null,
      });
    });
  }
  for (const scope of ['/applications/:app', '/applications/:app/guilds/:guild']) {
    app.put(`${scope}/commands`, replaceCommands);
    app.get(`${scope}/commands`, listCommands);
  }
}
