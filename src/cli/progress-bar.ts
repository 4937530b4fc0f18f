import process from 'node:process';
import { SingleBar } from 'cli-progress';
import type { JobProgress } from '../contract/messages.ts';
import type { Translate } from '../i18n.ts';

/** Shows how far a job is. */
export interface ProgressBar {
  show(progress: JobProgress): void;
  stop(): void;
}

/** A bar on standard error when that is a terminal; silent in a pipe. */
export function createProgressBar(t: Translate): ProgressBar {
  if (!process.stderr.isTTY) return { show: () => {}, stop: () => {} };
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{bar} {stage}',
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(1, 0, { stage: t('cli.stage.decode') });
  return {
    show: ({ ratio, stage }) => bar.update(ratio, { stage: t(`cli.stage.${stage}`) }),
    stop: () => {
      bar.update(1);
      bar.stop();
    },
  };
}
