import type { JobProgress } from '../../contract/messages.ts';
import type { Translate } from '../../i18n.ts';
import { textView, type View } from './view.ts';

/** What people see while a picture is fetched. */
export const fetchingView = (t: Translate): View => textView(t('progress.fetching'));

/** How far the work on a picture is. */
export function progressView({ stage, ratio }: JobProgress, t: Translate): View {
  return textView(t(`progress.${stage}`, { ratio }));
}
