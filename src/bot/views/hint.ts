import { cellName } from '../../contract/grid.ts';
import type { HintView } from '../../game/hints.ts';
import type { Translate } from '../../i18n.ts';
import { partName } from './places.ts';
import { textView, type View } from './view.ts';

/** What a hint tells: a quarter of the picture, then a cell, then the very place. */
export function hintView(hint: HintView, t: Translate): View {
  switch (hint.kind) {
    case 'quadrant':
      return textView(t(`hint.quadrant.${hint.quadrant}`));
    case 'cell':
      return textView(t('hint.cell', { cell: cellName(hint.cell) }));
    case 'circle':
      return textView(t('hint.circle', { place: partName(hint.cell, hint.part) }));
  }
}
