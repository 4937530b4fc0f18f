import type { LivePost } from '../game/round.ts';
import { translator } from '../i18n.ts';
import type { Logger } from '../log.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { isUnreachablePost } from './discord-errors.ts';
import type { Game } from './find-round.ts';
import type { GameStores } from './game-stores.ts';
import { ProgressEditor } from './progress-editor.ts';
import { TOKEN_LIFE_MS, webhookOf } from './reach.ts';
import { type Answerable, followUpPublicly } from './replies.ts';
import { retryTransient } from './retry.ts';
import { puzzlePostView } from './views/puzzle-post.ts';
import { summaryView } from './views/summary.ts';
import type { WebhookMessages } from './webhook-messages.ts';

/** Several finds in a row show as one edit; Discord allows about five edits in five seconds in a channel. */
const PAUSE_BETWEEN_UPDATES_MS = 2000;
/** Messages older than an hour take few edits; and what is begun shall also end in time. */
const EDITABLE_MS = 60 * 60 * 1000;
const MARGIN_MS = 30_000;

/** What an updater needs. */
export interface PostUpdaterParts {
  readonly stores: Pick<GameStores, 'rounds' | 'puzzles'>;
  readonly messages: Pick<ChannelMessages, 'edit' | 'post'>;
  readonly webhooks: Pick<WebhookMessages, 'edit'>;
  readonly log: Logger;
  readonly pauseMs?: number;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

/** The rounds whose posts are being brought up to date. */
interface Refreshing {
  readonly editor: ProgressEditor<string>;
  /** Through which a new message can be posted where the bot may not post itself. */
  carrier: Answerable | undefined;
}

/**
 * Keeps the posts of puzzles up to date. A post that is too old for edits is followed by a summary, which is edited from
 * then on. What cannot be updated is logged; the game goes on without.
 */
export class PostUpdater {
  readonly #parts: PostUpdaterParts;
  readonly #refreshing = new Map<string, Refreshing>();

  constructor(parts: PostUpdaterParts) {
    this.#parts = parts;
  }

  /** Brings the post of a round up to date soon. @param carrier the interaction that changed the round */
  refresh(roundId: string, carrier?: Answerable): void {
    const refreshing = this.#refreshing.get(roundId) ?? this.#begin(roundId);
    refreshing.carrier = carrier ?? refreshing.carrier;
    const { editor } = refreshing;
    editor.show(roundId);
    void editor.whenIdle().then(() => {
      if (editor.isIdle && this.#refreshing.get(roundId) === refreshing) this.#refreshing.delete(roundId);
    });
  }

  /** Shows what is not shown yet and stops. */
  async close(): Promise<void> {
    await Promise.all([...this.#refreshing.values()].map(({ editor }) => editor.flush()));
  }

  #begin(roundId: string): Refreshing {
    const { pauseMs = PAUSE_BETWEEN_UPDATES_MS } = this.#parts;
    const editor = new ProgressEditor<string>((id) => this.#update(id), pauseMs);
    const refreshing = { editor, carrier: undefined };
    this.#refreshing.set(roundId, refreshing);
    return refreshing;
  }

  async #update(roundId: string): Promise<void> {
    const { log } = this.#parts;
    try {
      await this.#show(roundId);
    } catch (error) {
      if (isUnreachablePost(error)) log.warn({ roundId, err: error }, 'post cannot be updated');
      else log.error({ roundId, err: error }, 'updating a post failed');
    }
  }

  async #show(roundId: string): Promise<void> {
    const { stores } = this.#parts;
    const round = await stores.rounds.get(roundId);
    const puzzle = round && (await stores.puzzles.get(round.puzzleId));
    if (!round?.live || !puzzle) return;
    const game = { round, puzzle };
    if (this.#isEditable(round.live)) await this.#edit(game, round.live);
    else await this.#postAnew(game);
    const isOnlyPost = round.live.messageId === round.messageId && this.#isEditable(round.live);
    if (round.ended !== null && !isOnlyPost) await this.#closeFirstPost(game);
  }

  #isEditable({ at, webhook }: LivePost): boolean {
    const age = (this.#parts.now ?? Date.now)() - at;
    return age < (webhook === null ? EDITABLE_MS : TOKEN_LIFE_MS) - MARGIN_MS;
  }

  async #edit({ round, puzzle }: Game, { messageId, webhook }: LivePost): Promise<void> {
    const { messages, webhooks } = this.#parts;
    const draw = messageId === round.messageId ? puzzlePostView : summaryView;
    const view = draw(round, puzzle, translator(round.locale));
    await retryTransient(() =>
      webhook === null ? messages.edit(round.channelId, messageId, view) : webhooks.edit(webhook, messageId, view),
    );
  }

  /** Not repeated by us when the connection breaks: it could show twice. */
  async #postAnew({ round, puzzle }: Game): Promise<void> {
    const { messages, stores, now = Date.now } = this.#parts;
    const view = summaryView(round, puzzle, translator(round.locale));
    const carrier = this.#refreshing.get(round.id)?.carrier;
    // Whoever guesses next brings another token along; their own answer tells how it stands meanwhile.
    if (round.reach === 'token' && carrier === undefined) return;
    const { id } =
      round.reach === 'token' && carrier !== undefined
        ? await followUpPublicly(carrier, view)
        : await messages.post(round.channelId, view);
    const webhook = carrier === undefined ? null : webhookOf(carrier, round.reach);
    await stores.rounds.update(round.id, (before) => ({ ...before, live: { messageId: id, at: now(), webhook } }));
  }

  /** One edit of an old post is allowed: its buttons shall not look as if there was something left to find. */
  async #closeFirstPost({ round, puzzle }: Game): Promise<void> {
    const { messageId, channelId, reach } = round;
    if (messageId === null || reach === 'token') return;
    const view = puzzlePostView(round, puzzle, translator(round.locale));
    await retryTransient(() => this.#parts.messages.edit(channelId, messageId, view));
  }
}
