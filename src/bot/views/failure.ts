import type { CodedFailure } from '../../contract/coded-error.ts';
import { describeFailure, type Translate } from '../../i18n.ts';
import { textView, type View } from './view.ts';

/** An expected failure as a person reads it. */
export const failureView = (failure: CodedFailure, t: Translate): View => textView(describeFailure(failure, t));

/** A bug as a person reads it: an excuse and the id under which the log has the rest. */
export function bugView(errorId: string, t: Translate): View {
  const sentence = describeFailure({ code: 'internal', details: {} }, t);
  return textView(t('failure.reference', { sentence, id: errorId }));
}
