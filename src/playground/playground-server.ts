import { randomBytes } from 'node:crypto';
import { getRequestListener } from '@hono/node-server';
import type { APIMessage, APIUser } from 'discord.js';
import { translator } from '../i18n.ts';
import { Faults } from './faults.ts';
import { Gateway } from './gateway/gateway.ts';
import type { GatewayControl } from './gateway/gateway-control.ts';
import { type LoopbackServer, listenOnLoopback } from './loopback-http.ts';
import { createPageApp } from './page/page-app.ts';
import type { MessageTest } from './people/interaction-handle.ts';
import { Person } from './people/person.ts';
import { PlaygroundClock } from './playground-clock.ts';
import { RequestLog } from './request-log.ts';
import { createRestApp } from './rest/rest-app.ts';
import { DEFAULT_FILE_BYTES } from './validation/limits.ts';
import type { Places } from './world/places.ts';
import { World } from './world/world.ts';

export interface PlaygroundOptions {
  /** 0 takes any free port (tests). */
  readonly port: number;
  /** The token that the bot must present; a random one by default. */
  readonly token?: string;
  readonly clock?: PlaygroundClock;
  /** Intents that this application was not granted: asking for one closes the gateway with 4014. */
  readonly disallowedIntents?: number;
  /** The answer of GET /gateway/bot. */
  readonly shards?: number;
  readonly maxConcurrency?: number;
  readonly sessionStartsLeft?: number;
  readonly heartbeatIntervalMs?: number;
  /** Bytes per uploaded file. */
  readonly attachmentSizeLimit?: number;
  /** How long a person waits before giving up with an Error. */
  readonly waitTimeoutMs?: number;
}

const SECRET_BYTES = 24;
const DEFAULTS = {
  disallowedIntents: 0,
  shards: 1,
  maxConcurrency: 1,
  sessionStartsLeft: 1000,
  // What Discord sends.
  heartbeatIntervalMs: 41_250,
  attachmentSizeLimit: DEFAULT_FILE_BYTES,
  waitTimeoutMs: 10_000,
} as const;

/**
 * A Discord in a box on loopback: REST v10, gateway, CDN and people who use the bot. It is strict: whatever Discord
 * would refuse is refused in the same way and kept in `log.violations`.
 *
 * @example
 * const server = await startPlaygroundServer({ port: 0 });
 * const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: server.apiUrl } });
 * await client.login(server.token);                      // register commands with the same base and token
 * await server.botReady();
 * const handle = server.as(server.places.owner).command('puzzle', { image: { name: 'cat.png', bytes } });
 * await handle.acknowledged();                           // milliseconds
 * const post = await handle.reply((message) => message.attachments.length === 3);
 * const bytes = server.fileBytes(post.attachments[0].url);
 * const modal = await server.as(server.places.players[0]).click(post, 'Guess').modal();
 * await server.as(server.places.players[0]).submitModal(modal, { cell: 'B4' }).reply();
 * server.log.assertNoViolations();                       // in afterEach
 * await server.close();
 */
export interface PlaygroundServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`: the page. */
  readonly url: string;
  /** `http://127.0.0.1:PORT/api`: what discord.js takes as `rest.api`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  /** `host:port` of the CDN, for the bot's allow-list. */
  readonly attachmentHosts: readonly string[];
  readonly clock: PlaygroundClock;
  readonly places: Places;
  readonly faults: Faults;
  readonly gateway: GatewayControl;
  readonly log: RequestLog;
  /** Acts as this person. */
  as(user: APIUser): Person;
  /** Resolves once a bot is connected (READY sent) and has registered commands. */
  botReady(): Promise<void>;
  /** Resolves with the newest message of a channel that passes the test, now or later; edits count. */
  message(isWanted: MessageTest, channelId?: string): Promise<APIMessage>;
  /** Sets what the bot may do in a channel (Discord's permission bits) and tells the bot so. */
  setBotPermissions(channelId: string, permissions: bigint): void;
  /** The bytes behind a CDN address that this server handed out. @throws Error for an unknown one */
  fileBytes(url: string): Uint8Array;
  close(): Promise<void>;
}

function createWorld(clock: PlaygroundClock, attachmentSizeLimit: number): World {
  const t = translator('en');
  const names = {
    guild: t('playground.places.guild'),
    channel: t('playground.places.channel'),
    otherChannel: t('playground.places.otherChannel'),
    bot: t('playground.places.bot'),
    people: [
      t('playground.places.owner'),
      t('playground.places.moderator'),
      t('playground.places.firstPlayer'),
      t('playground.places.secondPlayer'),
    ],
  } as const;
  return new World(clock, names, attachmentSizeLimit);
}

/** What a started server does for its users, apart from its addresses. */
function serviceOf(world: World, gateway: Gateway, waitTimeoutMs: number) {
  return {
    as: (user: APIUser) => new Person(world, user, waitTimeoutMs),
    botReady: async () => {
      const isReady = () =>
        gateway.hasBot && world.commands.usable(world.places.guildId).length > 0 ? true : undefined;
      await world.changes.until('a bot with commands', waitTimeoutMs, isReady);
    },
    message: (isWanted: MessageTest, channelId = world.places.channelId) =>
      world.changes.until('a message', waitTimeoutMs, () =>
        world.messages
          .in(channelId)
          .map(({ message }) => message)
          .findLast(isWanted),
      ),
    setBotPermissions: (channelId: string, permissions: bigint) => {
      const place = world.places.place(channelId);
      if (place === undefined) throw new Error(`There is no channel ${channelId}.`);
      world.places.setBotPermissions(place, permissions);
      world.announce({ kind: 'channel-changed', place });
    },
    fileBytes: (url: string) => {
      const file = world.files.find(url);
      if (file === undefined) throw new Error(`No file is kept under ${url}.`);
      return file.bytes;
    },
  };
}

/**
 * A random token that begins as Discord's do, with the application's id: discord.js cuts `Bot` off the front of a token,
 * which random letters alone begin with once in a while.
 */
function newToken(applicationId: string): string {
  const parts = [Buffer.from(applicationId), randomBytes(SECRET_BYTES)];
  return parts.map((part) => part.toString('base64url')).join('.');
}

/**
 * Starts a playground on 127.0.0.1.
 *
 * @throws CodedError `port-taken`
 */
export async function startPlaygroundServer(options: PlaygroundOptions): Promise<PlaygroundServer> {
  const settings = { ...DEFAULTS, ...options };
  const { port, clock = new PlaygroundClock() } = settings;
  const world = createWorld(clock, settings.attachmentSizeLimit);
  const { token = newToken(world.places.bot.id) } = settings;
  const log = new RequestLog();
  const faults = new Faults();
  const gatewayUrl = () => `ws://127.0.0.1:${http.port}/gateway`;
  const gateway = new Gateway(world, log, { ...settings, token, url: gatewayUrl });
  const api = createRestApp({ world, log, token }, faults, { ...settings, url: gatewayUrl });
  const page = createPageApp(world);
  const isForPage = (path: string) => path === '/' || path.startsWith('/playground/');
  const http: LoopbackServer = await listenOnLoopback(port, {
    request: getRequestListener(
      (request, env) => (isForPage(new URL(request.url).pathname) ? page : api).fetch(request, env),
      { overrideGlobalObjects: false },
    ),
    upgrade: (request, stream, head) => gateway.accept(request, stream, head),
  });
  const url = `http://127.0.0.1:${http.port}`;
  world.files.origin = url;
  return {
    port: http.port,
    url,
    apiUrl: `${url}/api`,
    token,
    applicationId: world.places.bot.id,
    attachmentHosts: [`127.0.0.1:${http.port}`],
    clock,
    places: world.places,
    faults,
    gateway,
    log,
    ...serviceOf(world, gateway, settings.waitTimeoutMs),
    close: async () => {
      gateway.close();
      world.close();
      await http.close();
    },
  };
}
