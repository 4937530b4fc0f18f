import type { Keyv } from 'keyv';
import type { PuzzleStore } from '../game/ports.ts';
import type { PuzzleRecord } from '../game/puzzle-record.ts';
import { Shelf } from './shelf.ts';

/** Puzzles of rounds that are being played: everything that is measured of their masks stays at hand with them. */
const RECENT_PUZZLES = 100;

/** Keeps puzzles in Keyv. */
export class KeyvPuzzleStore implements PuzzleStore {
  readonly #puzzles: Shelf<PuzzleRecord>;

  constructor(keyv: Keyv) {
    this.#puzzles = new Shelf(keyv, [], RECENT_PUZZLES);
  }

  get(id: string): Promise<PuzzleRecord | undefined> {
    return this.#puzzles.get(id);
  }

  put(puzzle: PuzzleRecord): Promise<void> {
    return this.#puzzles.put(puzzle.id, puzzle);
  }

  delete(id: string): Promise<void> {
    return this.#puzzles.delete(id);
  }

  all(): AsyncIterable<PuzzleRecord> {
    return this.#puzzles.all();
  }
}
