import type { JobRunner } from '../contract/job-runner.ts';
import type { Logger } from '../log.ts';
import type { ChannelMessages } from './channel-messages.ts';
import type { ChannelSight } from './channel-sight.ts';
import type { GameStores } from './game-stores.ts';

/** What the dailies work with. */
export interface DailyParts {
  readonly stores: GameStores;
  readonly runner: JobRunner;
  readonly messages: ChannelMessages;
  /** The bot's own user; known once it is logged in. */
  readonly botId: () => string;
  readonly sight: () => ChannelSight;
  readonly log: Logger;
  /** Aborted when the bot shuts down. */
  readonly stopping: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
