import { join } from 'node:path';
import { Keyv } from 'keyv';
import type {
  DailyStore,
  DraftStore,
  PictureStore,
  PlayerStore,
  PuzzleStore,
  ResultStore,
  RoundStore,
} from '../game/ports.ts';
import type { Logger } from '../log.ts';
import { KeyvDailyStore } from './keyv-daily-store.ts';
import { KeyvDraftStore } from './keyv-draft-store.ts';
import { KeyvPlayerStore } from './keyv-player-store.ts';
import { KeyvPuzzleStore } from './keyv-puzzle-store.ts';
import { KeyvResultStore } from './keyv-result-store.ts';
import { KeyvRoundStore } from './keyv-round-store.ts';
import { openBackend } from './open-backend.ts';
import { PictureFiles } from './picture-files.ts';
import { settleMissing } from './settle-results.ts';

/** Namespaces in which values are kept, and those of indexes that can be rebuilt from them. */
export const VALUE_NAMESPACES = [
  'puzzles',
  'rounds',
  'drafts',
  'results',
  'dailies',
  'claims',
  'players',
  'secrets',
] as const;
export const INDEX_NAMESPACES = ['channels', 'months', 'server-months', 'global-players'] as const;
type Namespace = (typeof VALUE_NAMESPACES)[number] | (typeof INDEX_NAMESPACES)[number];

/** Everything the bot remembers. */
export interface Store {
  readonly puzzles: PuzzleStore;
  readonly rounds: RoundStore;
  readonly results: ResultStore;
  readonly dailies: DailyStore;
  readonly players: PlayerStore;
  readonly drafts: DraftStore;
  readonly pictures: PictureStore;
  /** Afterwards nothing more is read or written: every try rejects. */
  close(): Promise<void>;
}

/** Where to keep it, and whom to tell of failures. */
export interface StoreOptions {
  readonly dataDir: string;
  /** A server for all but the pictures; a SQLite file in the folder when absent. */
  readonly url?: string | undefined;
  readonly log: Logger;
}

/** The values of a store as they lie, for copying them. */
export interface RawStore {
  readonly pictures: PictureFiles;
  namespace(name: Namespace): Keyv;
  close(): Promise<void>;
}

/**
 * Opens what a store is made of: `store.sqlite` of the folder or the server of the URL, and the folder's `pictures/`.
 *
 * @throws CodedError `folder-unwritable`, `store-unreachable`
 */
export async function openRawStore(options: StoreOptions): Promise<RawStore> {
  const backend = await openBackend(options);
  const opened = new Map<Namespace, Keyv>();
  const open = (name: Namespace): Keyv => {
    const keyv = new Keyv({ store: backend.adapter(), namespace: name, throwOnErrors: true });
    keyv.on('error', (error) => options.log.error({ err: error, namespace: name }, 'the store failed'));
    opened.set(name, keyv);
    return keyv;
  };
  const namespace = (name: Namespace) => opened.get(name) ?? open(name);
  try {
    const pictures = await PictureFiles.open(join(options.dataDir, 'pictures'));
    return { pictures, namespace, close: () => backend.close() };
  } catch (error) {
    await backend.close();
    throw error;
  }
}

/**
 * Opens the store.
 *
 * @throws CodedError `folder-unwritable`, `store-unreachable`
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { pictures, namespace, close } = await openRawStore(options);
  try {
    const puzzles = new KeyvPuzzleStore(namespace('puzzles'));
    const rounds = new KeyvRoundStore(namespace('rounds'), namespace('channels'));
    const results = new KeyvResultStore(namespace('results'), namespace('months'), namespace('server-months'));
    const players = new KeyvPlayerStore(namespace('players'), namespace('global-players'));
    const dailies = new KeyvDailyStore({
      servers: namespace('dailies'),
      claims: namespace('claims'),
      secrets: namespace('secrets'),
    });
    const drafts = new KeyvDraftStore(namespace('drafts'));
    await rounds.prepare();
    await results.prepare();
    await players.prepare();
    await settleMissing({ puzzles, rounds, results, players });
    return { puzzles, rounds, results, dailies, players, drafts, pictures, close };
  } catch (error) {
    await close();
    throw error;
  }
}
