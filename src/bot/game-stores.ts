import type {
  DailyStore,
  DraftStore,
  PictureStore,
  PlayerStore,
  PuzzleStore,
  ResultStore,
  RoundStore,
} from '../game/ports.ts';

/** Where the game is kept. */
export interface GameStores {
  readonly puzzles: PuzzleStore;
  readonly rounds: RoundStore;
  readonly results: ResultStore;
  readonly dailies: DailyStore;
  readonly players: PlayerStore;
  readonly drafts: DraftStore;
  readonly pictures: PictureStore;
}
