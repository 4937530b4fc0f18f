import type { APIMessage, APIUser } from 'discord.js';
import type { Faults } from './faults.ts';
import type { MessageTest } from './interaction-handle.ts';
import type { Person } from './person.ts';
import type { PlaygroundClock } from './playground-clock.ts';
import type { RequestLog } from './request-log.ts';

export interface PlaygroundOptions {
  /** 0 takes any free port (tests). */
  readonly port: number;
  /** The token that the bot must present. */
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

/** Levers on the gateway, for tests of reconnecting. */
export interface GatewayControl {
  /** Cuts all connections without a word (the client sees 1006). */
  killSockets(): void;
  /** op 7: asks all clients to reconnect and resume. */
  requestReconnect(): void;
  /** op 9: ends all sessions; with `resumable` they may be resumed. */
  invalidateSessions(resumable: boolean): void;
  /** Closes all connections with a code such as 4004 or 4014 and forgets the sessions. */
  closeWith(code: number): void;
  /** Sends nothing more (events are kept, heartbeats go unanswered) until `release`. */
  hold(): void;
  release(): void;
  /** Refuses new connections while true. */
  setDown(isDown: boolean): void;
}

/** The people and places of the playground; ids are snowflakes. */
export interface PlaygroundPlaces {
  readonly guildId: string;
  /** The channel where people act unless they say otherwise. */
  readonly channelId: string;
  readonly otherChannelId: string;
  /** Owns the guild and may do everything. */
  readonly owner: APIUser;
  /** Has Manage Messages. */
  readonly moderator: APIUser;
  /** Two people without special rights. */
  readonly players: readonly [APIUser, APIUser];
  /** The channel of direct messages between this person and the bot. */
  directChannelId(user: APIUser): string;
}

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
  readonly places: PlaygroundPlaces;
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
