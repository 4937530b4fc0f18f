import type { PictureStore, PuzzleStore, RoundStore } from '../game/ports.ts';

/** Where the game is kept. */
export interface GameStores {
  readonly puzzles: PuzzleStore;
  readonly rounds: RoundStore;
  readonly pictures: PictureStore;
}
