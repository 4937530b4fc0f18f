import { cellName } from '../../contract/grid.ts';
import type { HintView } from '../../game/hints.ts';
import type { Translate } from '../../i18n.ts';
import { textView, type View } from './view.ts';

/** What a hint tells: a quarter of the picture, then a cell. */
export function hintView(hint: HintView, t: Translate): View {
  return hint.kind === 'quadrant'
    ? textView(t(`hint.quadrant.${hint.quadrant}`))
    : textView(t('hint.cell', { cell: cellName(hint.cell) }));
}
