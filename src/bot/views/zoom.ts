import { ActionRowBuilder, ButtonBuilder, ButtonStyle, ContainerBuilder } from 'discord.js';
import { type Cell, cellName, type Grid } from '../../contract/grid.ts';
import type { EncodedPicture } from '../../contract/messages.ts';
import type { Round } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';
import { buildCustomId } from '../custom-ids.ts';
import { pictureOf } from './attached-picture.ts';
import { text, type View, view } from './view.ts';

/** A part of the grid: its corner cells, both included. */
export interface GridPart {
  readonly from: Cell;
  readonly to: Cell;
}

/** Parts of at most so many cells a side: four rows of four buttons fit into a message, and nine parts cover any grid. */
const CELLS_A_SIDE = 4;

const cells = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The parts of a grid as equal as they can be, in rows from the top. */
export function gridParts({ columns, rows }: Grid): readonly (readonly GridPart[])[] {
  const cut = (count: number) => {
    const parts = Math.ceil(count / CELLS_A_SIDE);
    return cells(0, parts - 1).map((part) => ({
      from: Math.round((part * count) / parts),
      to: Math.round(((part + 1) * count) / parts) - 1,
    }));
  };
  return cut(rows).map((row) =>
    cut(columns).map((column) => ({
      from: { column: column.from, row: row.from },
      to: { column: column.to, row: row.to },
    })),
  );
}

const partName = ({ from, to }: GridPart): string => `${cellName(from)}–${cellName(to)}`;

function button(kind: 'zoom-part' | 'zoom-back' | 'tap', round: Round, label: string, argument?: string) {
  return new ButtonBuilder()
    .setCustomId(buildCustomId({ kind, roundId: round.id, ...(argument === undefined ? {} : { argument }) }))
    .setLabel(label)
    .setStyle(kind === 'tap' ? ButtonStyle.Primary : ButtonStyle.Secondary);
}

const rowOf = (buttons: readonly ButtonBuilder[]) => new ActionRowBuilder<ButtonBuilder>().addComponents(...buttons);

/** Asks which part of the picture to look at. */
export function zoomStartView(round: Round, grid: Grid, t: Translate): View {
  const parts = gridParts(grid);
  const rows = parts.map((row, rowIndex) =>
    rowOf(
      row.map((part, index) =>
        button('zoom-part', round, partName(part), String(rowIndex * (parts[0]?.length ?? 0) + index)),
      ),
    ),
  );
  return view([new ContainerBuilder().addTextDisplayComponents(text(t('zoom.start'))).addActionRowComponents(rows)]);
}

/** A part of both pictures, enlarged, and a button for each of its cells: pressing one guesses. */
export function zoomPartView(round: Round, part: GridPart, picture: EncodedPicture, t: Translate): View {
  const description = t('alt.zoom', { from: cellName(part.from), to: cellName(part.to) });
  const { file, gallery } = pictureOf('zoom', picture, description);
  const rows = cells(part.from.row, part.to.row).map((row) =>
    rowOf(
      cells(part.from.column, part.to.column).map((column) => {
        const cell = cellName({ column, row });
        return button('tap', round, cell, cell);
      }),
    ),
  );
  const container = new ContainerBuilder()
    .addMediaGalleryComponents(gallery)
    .addTextDisplayComponents(text(t('zoom.part')))
    .addActionRowComponents([...rows, rowOf([button('zoom-back', round, t('buttons.zoom-back'))])]);
  return view([container], [file]);
}
