import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RequestLog } from '../request-log.ts';
import { guildPayload } from '../world/place-payloads.ts';
import type { WorldEvent } from '../world/records.ts';
import { shardOf } from '../world/snowflakes.ts';
import type { World } from '../world/world.ts';
import {
  type Admission,
  type ClientPacket,
  IDENTIFIED_TWICE,
  type IdentifyData,
  objectionTo,
  parsePacket,
  type ResumeData,
  WHOLE_BOT,
} from './client-packets.ts';
import type { GatewayControl } from './gateway-control.ts';
import { type EventAudience, gatewayEvent, isFor } from './gateway-events.ts';
import { GatewaySession } from './gateway-session.ts';

export interface GatewayOptions extends Admission {
  readonly heartbeatIntervalMs: number;
  /** `ws://127.0.0.1:PORT/gateway`, known once the server listens. */
  readonly url: () => string;
}

/** 120 packets a minute are Discord's limit for what a client sends. */
const MAX_PACKETS_PER_WINDOW = 120;
const WINDOW_MS = 60_000;
const SESSION_ID_BYTES = 16;

interface Connection {
  readonly socket: WebSocket;
  session: GatewaySession | undefined;
  packets: number;
  windowStart: number;
}

/** The websocket side: identifies bots and tells them what happens in the world. */
export class Gateway implements GatewayControl {
  readonly #world: World;
  readonly #log: RequestLog;
  readonly #options: GatewayOptions;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #stopListening: () => void;
  #isHeld = false;
  #isDown = false;

  constructor(world: World, log: RequestLog, options: GatewayOptions) {
    this.#world = world;
    this.#log = log;
    this.#options = options;
    this.#stopListening = world.listen((event) => this.#tell(event));
  }

  /** True once a bot has identified itself and is connected. */
  get hasBot(): boolean {
    return [...this.#sessions.values()].some(({ socket }) => socket !== undefined);
  }

  /** Takes over an HTTP connection that asks for the gateway. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    if (this.#isDown) {
      stream.destroy();
      return;
    }
    this.#sockets.handleUpgrade(request, stream, head, (socket) => this.#open(socket));
  }

  killSockets(): void {
    for (const { socket } of this.#connections) socket.terminate();
  }

  requestReconnect(): void {
    for (const { socket } of this.#connections) send(socket, GatewayOpcodes.Reconnect, null);
  }

  invalidateSessions(isResumable: boolean): void {
    if (!isResumable) this.#forgetSessions();
    for (const { socket } of this.#connections) send(socket, GatewayOpcodes.InvalidSession, isResumable);
  }

  closeWith(code: number): void {
    this.#forgetSessions();
    for (const { socket } of this.#connections) socket.close(code);
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    for (const session of this.#sessions.values()) session.sendHeldBack();
  }

  dropGuild(isOutage: boolean): void {
    const { guildId } = this.#world.places;
    const data = { id: guildId, ...(isOutage ? { unavailable: true } : {}) };
    this.#dispatch(GatewayDispatchEvents.GuildDelete, data, { intent: GatewayIntentBits.Guilds, guildId });
  }

  setDown(isDown: boolean): void {
    this.#isDown = isDown;
  }

  close(): void {
    this.#stopListening();
    this.killSockets();
    this.#sockets.close();
  }

  #open(socket: WebSocket): void {
    const connection: Connection = { socket, session: undefined, packets: 0, windowStart: this.#world.clock.now() };
    this.#connections.add(connection);
    socket.on('close', () => {
      this.#connections.delete(connection);
      if (connection.session?.socket === socket) connection.session.socket = undefined;
      this.#world.changes.notify();
    });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => this.#receive(connection, String(data)));
    send(socket, GatewayOpcodes.Hello, { heartbeat_interval: this.#options.heartbeatIntervalMs });
  }

  #receive(connection: Connection, text: string): void {
    const packet = parsePacket(text);
    if (this.#isTooFast(connection)) this.#refuse(connection, GatewayCloseCodes.RateLimited, 'Too many packets');
    else if (packet === undefined) this.#refuse(connection, GatewayCloseCodes.DecodeError, 'Not a JSON packet');
    else this.#handle(connection, packet);
  }

  #handle(connection: Connection, { op, d }: ClientPacket): void {
    switch (op) {
      case GatewayOpcodes.Heartbeat:
        if (!this.#isHeld) send(connection.socket, GatewayOpcodes.HeartbeatAck, null);
        break;
      case GatewayOpcodes.Identify:
        this.#identify(connection, d as IdentifyData);
        break;
      case GatewayOpcodes.Resume:
        this.#resume(connection, d as ResumeData);
        break;
      case GatewayOpcodes.PresenceUpdate:
        if (connection.session === undefined) {
          this.#refuse(connection, GatewayCloseCodes.NotAuthenticated, 'Not identified');
        }
        break;
      default:
        this.#refuse(connection, GatewayCloseCodes.UnknownOpcode, `Opcode ${op} is not served here`);
    }
  }

  #isTooFast(connection: Connection): boolean {
    const now = this.#world.clock.now();
    if (now - connection.windowStart > WINDOW_MS) Object.assign(connection, { packets: 0, windowStart: now });
    connection.packets++;
    return connection.packets > MAX_PACKETS_PER_WINDOW;
  }

  /** Closes a connection whose bot broke the protocol, and keeps it as a violation. */
  #refuse(connection: Connection, code: GatewayCloseCodes, problem: string): void {
    this.#log.violations.push({ kind: 'gateway-protocol', where: `close ${code}`, problems: [problem] });
    connection.socket.close(code);
  }

  #identify(connection: Connection, data: IdentifyData): void {
    const objection = connection.session === undefined ? objectionTo(data, this.#options) : IDENTIFIED_TWICE;
    if (objection !== undefined) {
      // A wrong token or a missing grant is the owner's mistake, not the program's.
      if (objection.problem === undefined) connection.socket.close(objection.code);
      else this.#refuse(connection, objection.code, objection.problem);
      return;
    }
    const [shard, shards] = data.shard ?? WHOLE_BOT;
    const session = new GatewaySession(randomBytes(SESSION_ID_BYTES).toString('hex'), data.intents, shard, shards);
    this.#sessions.set(session.id, session);
    this.#attach(connection, session);
    this.#welcome(session);
  }

  #welcome(session: GatewaySession): void {
    const { bot, guildId } = this.#world.places;
    const isHome = shardOf(guildId, session.shards) === session.shard;
    this.#send(session, GatewayDispatchEvents.Ready, {
      v: 10,
      user: bot,
      guilds: isHome ? [{ id: guildId, unavailable: true }] : [],
      session_id: session.id,
      resume_gateway_url: this.#options.url(),
      shard: [session.shard, session.shards],
      application: { id: bot.id, flags: 0 },
    });
    const audience = { intent: GatewayIntentBits.Guilds, guildId };
    if (isHome && isFor(session, audience)) {
      this.#send(session, GatewayDispatchEvents.GuildCreate, guildPayload(this.#world.places));
    }
    this.#world.changes.notify();
  }

  #resume(connection: Connection, data: ResumeData): void {
    const session = this.#sessions.get(data.session_id);
    if (data.token !== this.#options.token) {
      connection.socket.close(GatewayCloseCodes.AuthenticationFailed);
    } else if (session?.canReplayAfter(data.seq) === true) {
      this.#attach(connection, session);
      session.replayAfter(data.seq);
      this.#send(session, GatewayDispatchEvents.Resumed, {});
      this.#world.changes.notify();
    } else {
      send(connection.socket, GatewayOpcodes.InvalidSession, false);
    }
  }

  #attach(connection: Connection, session: GatewaySession): void {
    session.socket?.close();
    session.socket = connection.socket;
    connection.session = session;
  }

  #send(session: GatewaySession, name: string, data: unknown): void {
    session.dispatch(name, data, this.#isHeld);
  }

  #forgetSessions(): void {
    this.#sessions.clear();
    for (const connection of this.#connections) connection.session = undefined;
  }

  #dispatch(name: string, data: unknown, audience: EventAudience): void {
    for (const session of this.#sessions.values()) {
      if (isFor(session, audience)) this.#send(session, name, data);
    }
  }

  #tell(event: WorldEvent): void {
    const told = gatewayEvent(this.#world.places, event);
    if (told !== undefined) this.#dispatch(told.name, told.data, told.audience);
  }
}

function send(socket: WebSocket, op: number, d: unknown): void {
  socket.send(JSON.stringify({ op, d, s: null, t: null }));
}
