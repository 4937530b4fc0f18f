import { describe, expect, it } from 'vitest';
import { BOARD_COLOURS } from '../../../src/imaging/board/board-colours.ts';
import { onPaper, plainPaper } from '../../../src/imaging/board/paper.ts';
import { createMask } from '../../../src/imaging/image.ts';
import { flat } from '../../support/pictures.ts';

const SIZE = { width: 7, height: 5 };
const PAPER = [...Buffer.from(BOARD_COLOURS.paper.slice(1), 'hex')];

describe('onPaper', () => {
  it('keeps what is shown and is paper elsewhere, in a copy', () => {
    const image = flat(SIZE, [1, 2, 3]);
    const shown = createMask(SIZE.width, SIZE.height);
    shown.data.set([1, 0, 1], 2 * SIZE.width);
    const { data } = onPaper(image, shown);
    const rows = Array.from({ length: 35 }, (_, pixel) => [...data.subarray(pixel * 3, pixel * 3 + 3)]);
    expect(rows.slice(14, 17)).toEqual([[1, 2, 3], PAPER, [1, 2, 3]]);
    expect(rows.filter((colour) => colour[0] === 1)).toHaveLength(2);
    expect(image.data).toEqual(flat(SIZE, [1, 2, 3]).data);
  });
});

describe('plainPaper', () => {
  it('is of the size and colour that boards are', () => {
    expect(plainPaper(SIZE)).toEqual(flat(SIZE, [PAPER[0], PAPER[1], PAPER[2]]));
  });
});
