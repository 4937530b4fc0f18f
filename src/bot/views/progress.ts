import type { JobProgress } from '../../contract/messages.ts';
import type { Translate } from '../../i18n.ts';
import { textView, type View } from './view.ts';

/** How far a picture is on its way to a puzzle: on its way here, waiting (a scene: queued), or being worked on. */
export type PictureProgress = 'fetching' | 'waiting' | 'queued' | JobProgress;

/** What people see meanwhile. */
export function progressView(progress: PictureProgress, t: Translate): View {
  if (typeof progress === 'string') return textView(t(`progress.${progress}`));
  const { stage, ratio } = progress;
  return textView(t(`progress.${stage}`, { ratio }));
}
