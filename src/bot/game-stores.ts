import type { PictureStore, PuzzleStore, ResultStore, RoundStore } from '../game/ports.ts';

/** Where the game is kept. */
export interface GameStores {
  readonly puzzles: PuzzleStore;
  readonly rounds: RoundStore;
  readonly results: ResultStore;
  readonly pictures: PictureStore;
}
