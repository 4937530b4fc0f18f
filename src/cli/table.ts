const COLUMN_GAP = '  ';

const segmenter = new Intl.Segmenter();

/** Letters as people count them, accents and joined emoji included. */
function lengthOf(text: string): number {
  return [...segmenter.segment(text)].length;
}

/** A cell: words are lined up on the left, numbers (already written as the language does) on the right. */
export interface Cell {
  readonly text: string;
  readonly isNumber?: boolean;
}

/** Lines up the cells of rows under each other. Rows may be of different lengths. @returns lines, each with its end */
export function formatTable(rows: readonly (readonly Cell[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => lengthOf(row[column]?.text ?? ''))),
  );
  const pad = ({ text, isNumber = false }: Cell, column: number) => {
    const room = ' '.repeat(widths[column] - lengthOf(text));
    return isNumber ? room + text : text + room;
  };
  return rows.map((row) => `${row.map(pad).join(COLUMN_GAP).trimEnd()}\n`).join('');
}
