import { createHmac, randomUUID } from 'node:crypto';
import { DEFAULT_DIFFERENCES } from '../contract/answer-key.ts';
import { CodedError, type ErrorCode } from '../contract/coded-error.ts';
import type { PuzzleSource } from '../contract/messages.ts';
import { ANY_SCENE } from '../contract/scene-settings.ts';
import type { DailyServer, DailySettings, PoolPicture, PreparedDaily, SetAsidePicture } from '../game/daily.ts';
import type { DailyDate } from '../game/daily-plan.ts';
import { choosePicture, withoutPicture } from '../game/daily-round.ts';
import type { DailyParts } from './daily-parts.ts';
import { tellOfPicture } from './daily-troubles.ts';
import { keepPuzzle } from './keep-puzzle.ts';
import { maxPostFileBytes } from './post-size.ts';

/** The three pictures of today and the answers of yesterday are one message. */
const FILES_PER_POST = 4;
/** A seed whose scene has no room for so many differences is followed by others, the same ones on every server. */
const SEEDS_PER_DAY = 5;
/** Not the picture's fault: it keeps its turn. */
const BUSY: readonly ErrorCode[] = ['queue-full', 'too-many-jobs', 'job-cancelled', 'internal'];
const UINT32_RANGE = 2 ** 32;

/** Whether it is nobody's fault that a puzzle was not made: it is tried again a minute later. */
export const isBusy = (error: unknown): boolean => error instanceof CodedError && BUSY.includes(error.code);

type Wish = Pick<DailySettings, 'level' | 'differences'>;

/** Makes the puzzles of dailies. What is the same for many servers is made once. */
export class DailyPuzzles {
  readonly #parts: DailyParts;
  readonly #scenes = new Map<string, Promise<string>>();

  constructor(parts: DailyParts) {
    this.#parts = parts;
  }

  /**
   * Makes the puzzle of a day: of a picture of the pool, else of a scene. Pictures that give none are set aside.
   *
   * @throws CodedError when not even a scene could be made
   */
  async make(server: DailyServer, { dayKey }: DailyDate): Promise<PreparedDaily> {
    const { settings } = server;
    if (settings === null) throw new Error('A server whose daily is off needs no puzzle.');
    const wish = { level: settings.level, differences: settings.differences };
    const draw = this.#draw(`${server.guildId} ${dayKey}`, await this.#parts.stores.dailies.secret());
    for (let { pool } = server; ; ) {
      const picture = choosePicture(pool, settings.poolOrder, draw);
      if (picture === undefined) break;
      const puzzleId = await this.#fromPicture(server, picture, wish);
      if (puzzleId !== undefined) return { dayKey, puzzleId, pictureId: picture.id, ...wish };
      pool = (await this.#parts.stores.dailies.get(server.guildId)).pool;
    }
    return { dayKey, puzzleId: await this.#scene(dayKey, wish), pictureId: null, ...wish };
  }

  /** 0 to 1, and nobody can tell before. */
  #draw(text: string, secret: string): number {
    return createHmac('sha256', secret).update(text).digest().readUInt32BE() / UINT32_RANGE;
  }

  async #run(source: PuzzleSource, wish: Wish, seed: string) {
    const { runner, stopping } = this.#parts;
    const options = { ...wish, odd: 'picture' in source, seed, maxFileBytes: maxPostFileBytes(0, FILES_PER_POST) };
    return runner.run({ kind: 'make-puzzle', ...source, options }, { signal: stopping });
  }

  /** @returns undefined when the picture gave no puzzle; it is set aside then */
  async #fromPicture({ guildId }: DailyServer, picture: PoolPicture, wish: Wish): Promise<string | undefined> {
    const { stores } = this.#parts;
    try {
      const bytes = await stores.pictures.get(picture.picture);
      const made = await this.#run({ picture: bytes }, wish, randomUUID());
      return (await keepPuzzle(made, { id: randomUUID(), ownerId: picture.addedBy }, stores)).id;
    } catch (error) {
      if (!(error instanceof CodedError) || isBusy(error)) throw error;
      await this.#setAside(guildId, picture, error);
      return undefined;
    }
  }

  async #setAside(guildId: string, picture: PoolPicture, error: CodedError): Promise<void> {
    const aside: SetAsidePicture = { ...picture, reason: { code: error.code, details: error.details } };
    const server = await this.#parts.stores.dailies.update(guildId, (before) => ({
      ...withoutPicture(before, picture.id),
      setAside: [...before.setAside.filter(({ id }) => id !== picture.id), aside],
    }));
    await tellOfPicture(server, picture, error, this.#parts);
  }

  /** The scene of a day. Servers that want the same get the same, however many ask at once. */
  #scene(dayKey: string, wish: Wish): Promise<string> {
    const id = `scene-${dayKey}-${wish.level}-${wish.differences}`;
    const making = this.#scenes.get(id) ?? this.#makeScene(id, dayKey, wish);
    this.#scenes.set(id, making);
    // Whether it went well or not, the store knows more than this.
    void making.finally(() => this.#scenes.delete(id)).catch(() => undefined);
    return making;
  }

  async #makeScene(id: string, dayKey: string, wish: Wish): Promise<string> {
    const { stores, botId } = this.#parts;
    if ((await stores.puzzles.get(id)) !== undefined) return id;
    const seed = createHmac('sha256', await stores.dailies.secret())
      .update(dayKey)
      .digest('base64url');
    const tries = Array.from({ length: SEEDS_PER_DAY }, (_, index) => ({
      ...wish,
      seed: index === 0 ? seed : `${seed}-${index}`,
    }));
    tries.push({ ...wish, differences: Math.min(wish.differences, DEFAULT_DIFFERENCES[wish.level]), seed });
    for (const [index, { seed: current, ...options }] of tries.entries()) {
      try {
        const made = await this.#run({ scene: ANY_SCENE }, options, current);
        return (await keepPuzzle(made, { id, ownerId: botId() }, stores)).id;
      } catch (error) {
        const isLast = index === tries.length - 1;
        if (!(error instanceof CodedError) || isBusy(error) || isLast) throw error;
      }
    }
    throw new Error('The last try throws.');
  }
}
