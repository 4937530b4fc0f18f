import { GatewayCloseCodes, GatewayIntentBits } from 'discord.js';

/** What a bot sends. */
export interface ClientPacket {
  readonly op: number;
  readonly d: unknown;
}

/** op 2. */
export interface IdentifyData {
  readonly token: string;
  readonly intents: number;
  readonly shard?: readonly [number, number];
}

/** op 6. */
export interface ResumeData {
  readonly token: string;
  readonly session_id: string;
  readonly seq: number;
}

/** All intents that exist, as bits. */
const KNOWN_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);

/** The shard of a bot that names none: the only one. */
export const WHOLE_BOT = [0, 1] as const;

/** Why a bot is turned away; with a problem if it broke the protocol. */
interface Objection {
  readonly code: GatewayCloseCodes;
  readonly problem?: string;
}

/** Whom the gateway lets in. */
export interface Admission {
  readonly token: string;
  /** Intents that this application was not granted. */
  readonly disallowedIntents: number;
}

export const IDENTIFIED_TWICE: Objection = {
  code: GatewayCloseCodes.AlreadyAuthenticated,
  problem: 'Identified twice',
};

/** Why a bot that identifies itself like this is not let in, if it is not. */
export function objectionTo(data: IdentifyData, { token, disallowedIntents }: Admission): Objection | undefined {
  const { intents } = data;
  const [shard, shards] = data.shard ?? WHOLE_BOT;
  if (token !== data.token) return { code: GatewayCloseCodes.AuthenticationFailed };
  if (!Number.isInteger(intents) || (intents & ~KNOWN_INTENTS) !== 0) {
    return { code: GatewayCloseCodes.InvalidIntents, problem: `No such intents: ${intents}` };
  }
  if ((intents & disallowedIntents) !== 0) return { code: GatewayCloseCodes.DisallowedIntents };
  if (!(shard >= 0 && shard < shards)) {
    return { code: GatewayCloseCodes.InvalidShard, problem: `No such shard: ${shard} of ${shards}` };
  }
  return undefined;
}

/** Reads a packet; undefined if it is none. */
export function parsePacket(text: string): ClientPacket | undefined {
  try {
    const packet = JSON.parse(text) as Partial<ClientPacket> | null;
    return typeof packet?.op === 'number' ? { op: packet.op, d: packet.d } : undefined;
  } catch {
    return undefined;
  }
}
