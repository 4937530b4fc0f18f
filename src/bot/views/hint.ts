import { ContainerBuilder } from 'discord.js';
import { cellName } from '../../contract/grid.ts';
import type { EncodedPicture } from '../../contract/messages.ts';
import type { GivenHint, HintView } from '../../game/hints.ts';
import type { Translate } from '../../i18n.ts';
import { pictureOf } from './attached-picture.ts';
import { partName } from './places.ts';
import { textView, type View, view } from './view.ts';

function hintText(hint: HintView, t: Translate): string {
  switch (hint.kind) {
    case 'quadrant':
      return t(`hint.quadrant.${hint.quadrant}`);
    case 'cell':
      return t('hint.cell', { cell: cellName(hint.cell) });
    case 'circle':
      return t('hint.circle', { place: partName(hint.cell, hint.part) });
  }
}

/** What a hint tells: a quarter of the picture, then a cell, then the very place; and what it cost. */
export function hintView({ hint, price }: Pick<GivenHint, 'hint' | 'price'>, t: Translate): View {
  const text = hintText(hint, t);
  return textView(price === 0 ? text : t('hint.price', { hint: text, price }));
}

/** The circle of a hint, drawn in both pictures. */
export function circleView(
  picture: EncodedPicture,
  { cell, part }: Extract<HintView, { kind: 'circle' }>,
  t: Translate,
): View {
  const { file, gallery } = pictureOf('hint', picture, t('alt.circle', { place: partName(cell, part) }));
  return view([new ContainerBuilder().addMediaGalleryComponents(gallery)], [file]);
}
