import type { JobRunner } from '../contract/job-runner.ts';
import type { Logger } from '../log.ts';
import type { AttachmentDownloads } from './attachments.ts';
import type { ChannelMessages } from './channel-messages.ts';
import type { ChannelSight } from './channel-sight.ts';
import type { Dailies } from './dailies.ts';
import type { GameStores } from './game-stores.ts';
import type { PostUpdater } from './post-updater.ts';
import type { RoundClock } from './round-clock.ts';
import type { WebhookMessages } from './webhook-messages.ts';
import type { ZoomCache } from './zoom-cache.ts';

/** What commands and buttons work with. */
export interface BotServices {
  readonly stores: GameStores;
  readonly runner: JobRunner;
  readonly downloads: AttachmentDownloads;
  readonly posts: PostUpdater;
  readonly messages: ChannelMessages;
  readonly webhooks: WebhookMessages;
  readonly clock: RoundClock;
  readonly zooms: ZoomCache;
  readonly dailies: Dailies;
  /** Once the bot is logged in. */
  readonly sight: () => ChannelSight;
  readonly log: Logger;
  /** Days until stored games are deleted, 0 for never: people are told. */
  readonly retentionDays: number;
  /** The server that paints by prompts, to which parts of pictures are sent then: people are told. */
  readonly promptServer?: string | undefined;
  /** Aborted when the bot shuts down: long work stops and says so. */
  readonly stopping: AbortSignal;
}
