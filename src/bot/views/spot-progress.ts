import type { JobProgress } from '../../contract/messages.ts';
import type { Translate } from '../../i18n.ts';
import { textView, type View } from './view.ts';

/** How far pictures are on their way to being compared: on their way here, waiting, or being worked on. */
export type SpotProgress = 'fetching' | 'waiting' | JobProgress;

/**
 * What people see meanwhile.
 *
 * @param pictures how many there are
 */
export function spotProgressView(progress: SpotProgress, pictures: number, t: Translate): View {
  if (typeof progress === 'string') return textView(t(`spot.${progress}`, { count: pictures }));
  const { stage, ratio } = progress;
  // Whatever lies between reading and drawing is the search.
  return textView(t(`spot.${stage === 'decode' || stage === 'draw' ? stage : 'search'}`, { ratio }));
}
