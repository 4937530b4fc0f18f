import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DailyServer } from '../game/daily.ts';
import { type DailyDate, type DailyPlan, planDaily } from '../game/daily-plan.ts';
import { claimDay } from '../game/daily-round.ts';
import type { DailyParts } from './daily-parts.ts';
import { postClaimed, postRefused, repairClaim } from './daily-post.ts';
import { DailyPuzzles, isBusy } from './daily-puzzles.ts';
import { tellOnce } from './daily-troubles.ts';
import { WorkQueue } from './work-queue.ts';

/**
 * Posts under way at the same time. Each holds its pictures in memory and takes this thread some ten milliseconds in one
 * turn, which people's answers wait for; fewer, and a slow line to Discord would make the last of a thousand late.
 */
const POSTS_AT_ONCE = 2;
/** People who wait for a puzzle of their own go first: only one is prepared at a time. */
const PREPARATIONS_AT_ONCE = 1;
/** Servers looked at before others have their turn on this thread. */
const SERVERS_PER_TURN = 100;

type Due = NonNullable<DailyPlan['now']>;

/**
 * The dailies of all servers: asked every minute, does what the plan says. A server is worked on by one at a time;
 * whatever fails is logged and looked at again a minute later.
 */
export class Dailies {
  readonly #parts: DailyParts;
  readonly #puzzles: DailyPuzzles;
  readonly #posts: WorkQueue;
  readonly #preparations: WorkQueue;
  /** Those whose daily is on. */
  readonly #guildIds = new Set<string>();

  constructor(parts: DailyParts) {
    this.#parts = parts;
    this.#puzzles = new DailyPuzzles(parts);
    const onError = (guildId: string, err: unknown) => parts.log.error({ err, guildId }, 'a daily failed');
    this.#posts = new WorkQueue(POSTS_AT_ONCE, onError);
    this.#preparations = new WorkQueue(PREPARATIONS_AT_ONCE, onError);
  }

  /** Reads which servers have a daily. To be called once before the first tick. */
  async start(): Promise<void> {
    for await (const { guildId, settings } of this.#parts.stores.dailies.all()) {
      if (settings !== null) this.#guildIds.add(guildId);
    }
  }

  /** Tells that the daily of a server was switched on or off, or was changed. */
  noteChange({ guildId, settings }: DailyServer): void {
    if (settings === null) this.#guildIds.delete(guildId);
    else this.#guildIds.add(guildId);
  }

  /**
   * Begins what is due now. It does not wait for it: the next tick comes in a minute, and finds out itself.
   *
   * @returns how much was begun
   */
  async tick(): Promise<{ readonly servers: number; readonly due: number; readonly prepared: number }> {
    const now = this.#parts.now();
    let due = 0;
    let prepared = 0;
    let seen = 0;
    for (const guildId of [...this.#guildIds]) {
      const plan = planDaily(await this.#parts.stores.dailies.get(guildId), now);
      if (plan.now !== undefined && this.#post(guildId, plan.now)) due++;
      if (plan.prepare !== undefined && this.#prepare(guildId, plan.prepare)) prepared++;
      if (++seen % SERVERS_PER_TURN === 0) await nextTurn();
    }
    return { servers: seen, due, prepared };
  }

  /** Posts a day that nobody has claimed, whenever it is due. Resolves when that is done, or has failed. */
  async postNow(guildId: string, date: DailyDate): Promise<void> {
    this.#post(guildId, { what: 'post', date });
    await this.#posts.done(guildId);
  }

  /** Posts again what the bot could not verify or post, because somebody says so. */
  async postAgain(guildId: string): Promise<void> {
    this.#posts.add(guildId, async () => postRefused(await this.#parts.stores.dailies.get(guildId), this.#parts));
    await this.#posts.done(guildId);
  }

  /** Begins nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    await Promise.all([this.#posts.close(), this.#preparations.close()]);
  }

  /** Resolves when nothing is under way. */
  async whenIdle(): Promise<void> {
    await Promise.all([this.#posts.whenIdle(), this.#preparations.whenIdle()]);
  }

  #post(guildId: string, due: Due): boolean {
    return this.#posts.add(guildId, () => this.#do(guildId, due));
  }

  async #do(guildId: string, { what, date }: Due): Promise<void> {
    const server = await this.#parts.stores.dailies.get(guildId);
    if (what === 'repair') await repairClaim(server, this.#parts);
    else if (what === 'retry') await postRefused(server, this.#parts);
    else await this.#claimAndPost(server, date);
  }

  async #claimAndPost(server: DailyServer, date: DailyDate): Promise<void> {
    const { guildId, settings } = server;
    if (settings === null) return;
    const { puzzleId, pictureId } = await this.#ready(server, date);
    const { now, stores } = this.#parts;
    let isMine = false;
    const claimed = await stores.dailies.update(guildId, (before) => {
      if (before.settings === null) return before;
      const { channelId } = before.settings;
      const after = claimDay(before, { date, channelId, puzzleId, pictureId, at: now() });
      isMine = after !== before;
      return after;
    });
    if (isMine) await postClaimed(claimed, this.#parts);
  }

  /** The puzzle of a day: the one that was prepared, or one that is made now. */
  async #ready(server: DailyServer, date: DailyDate) {
    const { prepared, settings } = server;
    const isReady =
      prepared?.dayKey === date.dayKey &&
      prepared.level === settings?.level &&
      prepared.differences === settings.differences;
    return isReady ? prepared : this.#make(server, date);
  }

  async #make(server: DailyServer, date: DailyDate) {
    try {
      return await this.#puzzles.make(server, date);
    } catch (error) {
      if (!isBusy(error)) await tellOnce(server.guildId, 'puzzle-failed', this.#parts);
      throw error;
    }
  }

  #prepare(guildId: string, date: DailyDate): boolean {
    return this.#preparations.add(guildId, async () => {
      const { stores } = this.#parts;
      const server = await stores.dailies.get(guildId);
      // It may have been posted while this waited for its turn.
      if (server.settings === null || server.claimedKeys.includes(date.dayKey)) return;
      const prepared = await this.#make(server, date);
      await stores.dailies.update(guildId, (before) =>
        before.claimedKeys.includes(date.dayKey) ? before : { ...before, prepared },
      );
    });
  }
}
