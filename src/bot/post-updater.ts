import { translator } from '../i18n.ts';
import type { Logger } from '../log.ts';
import { isUnreachablePost } from './discord-errors.ts';
import type { GameStores } from './game-stores.ts';
import { ProgressEditor } from './progress-editor.ts';
import { retryTransient } from './retry.ts';
import { puzzlePostView } from './views/puzzle-post.ts';
import type { View } from './views/view.ts';

/** Several finds in a row show as one edit; Discord allows about five edits in five seconds in a channel. */
const PAUSE_BETWEEN_UPDATES_MS = 2000;

/** Edits a message of a channel with the bot's own token, long after the interaction that made it. */
export type EditMessage = (channelId: string, messageId: string, view: View) => Promise<unknown>;

/** What an updater needs. */
export interface PostUpdaterParts {
  readonly stores: Pick<GameStores, 'rounds' | 'puzzles'>;
  readonly editMessage: EditMessage;
  readonly log: Logger;
  readonly pauseMs?: number;
}

/** Keeps the posts of puzzles up to date. What cannot be updated is logged; the game goes on without. */
export class PostUpdater {
  readonly #parts: PostUpdaterParts;
  readonly #editors = new Map<string, ProgressEditor<string>>();

  constructor(parts: PostUpdaterParts) {
    this.#parts = parts;
  }

  /** Brings the post of a round up to date soon. */
  refresh(roundId: string): void {
    const { pauseMs = PAUSE_BETWEEN_UPDATES_MS } = this.#parts;
    const editor = this.#editors.get(roundId) ?? new ProgressEditor<string>((id) => this.#update(id), pauseMs);
    this.#editors.set(roundId, editor);
    editor.show(roundId);
    void editor.whenIdle().then(() => this.#forget(roundId, editor));
  }

  /** Shows what is not shown yet and stops. */
  async close(): Promise<void> {
    await Promise.all([...this.#editors.values()].map((editor) => editor.flush()));
  }

  #forget(roundId: string, editor: ProgressEditor<string>): void {
    if (editor.isIdle && this.#editors.get(roundId) === editor) this.#editors.delete(roundId);
  }

  async #update(roundId: string): Promise<void> {
    const { log } = this.#parts;
    try {
      await this.#edit(roundId);
    } catch (error) {
      if (isUnreachablePost(error)) log.warn({ roundId, err: error }, 'post cannot be updated');
      else log.error({ roundId, err: error }, 'updating a post failed');
    }
  }

  async #edit(roundId: string): Promise<void> {
    const { stores, editMessage } = this.#parts;
    const round = await stores.rounds.get(roundId);
    const puzzle = round && (await stores.puzzles.get(round.puzzleId));
    if (!round?.messageId || !puzzle) return;
    const { channelId, messageId } = round;
    const view = puzzlePostView(round, puzzle, translator(round.locale));
    await retryTransient(() => editMessage(channelId, messageId, view));
  }
}
