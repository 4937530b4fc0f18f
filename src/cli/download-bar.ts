import process from 'node:process';
import { SingleBar } from 'cli-progress';
import type { Translate } from '../i18n.ts';
import type { DownloadProgress } from '../inference/download.ts';

const BYTES_PER_MEGABYTE = 1_000_000;

/** Shows how much of a file has arrived. */
export interface DownloadBar {
  show(progress: DownloadProgress): void;
  stop(): void;
}

/** A bar on standard error when that is a terminal; silent in a pipe. */
export function createDownloadBar(model: string, t: Translate): DownloadBar {
  if (!process.stderr.isTTY) return { show: () => {}, stop: () => {} };
  const format = `{bar} ${t('cli.models.downloading', { model })}`;
  const bar = new SingleBar({ stream: process.stderr, format, clearOnComplete: true, hideCursor: true });
  const inMegabytes = (bytes: number) => Math.round(bytes / BYTES_PER_MEGABYTE);
  bar.start(1, 0);
  return {
    show({ bytes, totalBytes }) {
      if (totalBytes !== undefined) bar.setTotal(inMegabytes(totalBytes));
      bar.update(inMegabytes(bytes));
    },
    stop: () => bar.stop(),
  };
}
