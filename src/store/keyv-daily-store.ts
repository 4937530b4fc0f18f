import { randomBytes } from 'node:crypto';
import type { Keyv } from 'keyv';
import { type DailyClaim, type DailyServer, newDailyServer } from '../game/daily.ts';
import type { DailyStore } from '../game/ports.ts';
import type { DayKey } from '../game/wall-clock.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import { Shelf } from './shelf.ts';

/** Servers are looked at every minute: as many as one process serves stay at hand. */
const RECENT_SERVERS = 5000;
const SECRET_BYTES = 32;
/** The one secret. */
const DAILY_SECRET = 'daily';

/** What the Keyvs of a daily store hold. */
export interface DailyKeyvs {
  readonly servers: Keyv;
  readonly claims: Keyv;
  readonly secrets: Keyv;
}

/** Keeps dailies in Keyv: a server is one value, so a change is one write. */
export class KeyvDailyStore implements DailyStore {
  readonly #servers: Shelf<DailyServer>;
  readonly #claims: Shelf<DailyClaim>;
  readonly #secrets: Shelf<string>;
  readonly #locks = new KeyedMutex();

  constructor({ servers, claims, secrets }: DailyKeyvs) {
    this.#servers = new Shelf(servers, [], RECENT_SERVERS);
    this.#claims = new Shelf(claims);
    this.#secrets = new Shelf(secrets);
  }

  async get(guildId: string): Promise<DailyServer> {
    return (await this.#servers.get(guildId)) ?? newDailyServer(guildId);
  }

  update(guildId: string, change: (server: DailyServer) => DailyServer): Promise<DailyServer> {
    return this.#locks.run(guildId, async () => {
      const before = await this.get(guildId);
      const after = change(before);
      if (after !== before) await this.#servers.put(guildId, after);
      return after;
    });
  }

  all(): AsyncIterable<DailyServer> {
    return this.#servers.all();
  }

  putClaim(claim: DailyClaim): Promise<void> {
    return this.#claims.put(`${claim.guildId}:${claim.dayKey}`, claim);
  }

  getClaim(guildId: string, dayKey: DayKey): Promise<DailyClaim | undefined> {
    return this.#claims.get(`${guildId}:${dayKey}`);
  }

  claims(): AsyncIterable<DailyClaim> {
    return this.#claims.all();
  }

  secret(): Promise<string> {
    return this.#locks.run(DAILY_SECRET, async () => {
      const known = await this.#secrets.get(DAILY_SECRET);
      if (known !== undefined) return known;
      const made = randomBytes(SECRET_BYTES).toString('base64url');
      await this.#secrets.put(DAILY_SECRET, made);
      return made;
    });
  }
}
