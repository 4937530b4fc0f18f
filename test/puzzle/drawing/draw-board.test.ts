import { beforeAll, describe, expect, it } from 'vitest';
import type { AnswerKey } from '../../../src/contract/answer-key.ts';
import type { Point } from '../../../src/contract/geometry.ts';
import { gridFor } from '../../../src/contract/grid.ts';
import { encodeRunLengths } from '../../../src/contract/run-length-mask.ts';
import { BOARD_COLOURS } from '../../../src/imaging/board/board-colours.ts';
import { type BoardLayout, layOutBoard } from '../../../src/imaging/board/board-layout.ts';
import { drawFrame } from '../../../src/imaging/board/draw-panels.ts';
import type { RgbImage } from '../../../src/imaging/image.ts';
import { cropImage } from '../../../src/imaging/patch.ts';
import { drawAnswers, drawBoard } from '../../../src/puzzle/drawing/draw-board.ts';
import { texture } from '../../support/pictures.ts';
import { sameBytes } from '../../support/same-bytes.ts';

const SIZE = { width: 300, height: 220 };
const original = texture(SIZE, 'A');
const altered = texture(SIZE, 'B');
const CIRCLES = [
  { x: 80, y: 60, radius: 22 },
  { x: 230, y: 160, radius: 30 },
];

const key: AnswerKey = {
  version: 1,
  seed: 'board',
  ...SIZE,
  level: 'easy',
  difficulty: 10,
  grid: gridFor(SIZE),
  differences: CIRCLES.map((circle, index) => {
    const box = { x: circle.x - 10, y: circle.y - 10, width: 20, height: 20 };
    const mask = encodeRunLengths(new Uint8Array(SIZE.width * SIZE.height).fill(1), SIZE.width, box);
    return { id: index + 1, edit: 'remove', box, circle, areaRatio: 0.006, deltaE: 30, mask };
  }),
};

const pixel = ({ data, width }: RgbImage, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];
const colour = (hex: string) => [...Buffer.from(hex.slice(1), 'hex')];
const isDark = ([r, g, b]: readonly number[]) => Math.max(r, g, b) < 110;

/** How many dark pixels a rectangle of the board holds: what is written there. */
function ink(board: RgbImage, x: number, y: number, width: number, height: number): number {
  let dark = 0;
  for (let row = Math.round(y); row < y + height; row++) {
    for (let column = Math.round(x); column < x + width; column++) if (isDark(pixel(board, column, row))) dark++;
  }
  return dark;
}

function cutPanel(board: RgbImage, { x, y }: Point): RgbImage {
  return cropImage(board, { x, y, ...SIZE }).image;
}

/** Whether a pixel of a panel may be covered by a ring or a number. */
const isNearRing = (x: number, y: number) =>
  CIRCLES.some((circle) => Math.abs(Math.hypot(x - circle.x, y - circle.y) - circle.radius) < 24);

describe('drawBoard', () => {
  let layout: BoardLayout;
  let board: RgbImage;
  beforeAll(async () => {
    layout = layOutBoard(SIZE);
    board = await drawBoard(original, altered, key);
  });

  it('shows both images byte for byte', () => {
    expect([board.width, board.height]).toEqual([layout.width, layout.height]);
    expect(sameBytes(cutPanel(board, layout.panels[0]).data, original.data)).toBe(true);
    expect(sameBytes(cutPanel(board, layout.panels[1]).data, altered.data)).toBe(true);
  });

  it('letters every column and numbers every row of both panels', () => {
    const { ruler } = layout;
    const { columns, rows } = key.grid;
    for (const { x, y } of layout.panels) {
      const [cellWidth, cellHeight] = [SIZE.width / columns, SIZE.height / rows];
      for (let column = 0; column < columns; column++) {
        expect(ink(board, x + (column + 0.2) * cellWidth, y - ruler, cellWidth * 0.6, ruler)).toBeGreaterThan(8);
      }
      for (let row = 0; row < rows; row++) {
        expect(ink(board, x - ruler, y + (row + 0.2) * cellHeight, ruler, cellHeight * 0.6)).toBeGreaterThan(4);
      }
    }
  });

  it('names the panels in their corners, differently', () => {
    const { ruler } = layout;
    const [a, b] = layout.panels.map(({ x, y }) => {
      return cropImage(board, { x: x - ruler, y: y - ruler, width: ruler, height: ruler }).image;
    });
    for (const badge of [a, b]) {
      expect(pixel(badge, 1, 1)).toEqual(colour(BOARD_COLOURS.ink));
      expect(badge.data.some((value) => value > 240)).toBe(true);
    }
    expect(sameBytes(a.data, b.data)).toBe(false);
  });

  it('stands as is asked', async () => {
    for (const layout of ['side', 'stacked'] as const) {
      const asked = layOutBoard(SIZE, layout);
      const [a, b] = asked.panels;
      expect(layout === 'side' ? [a.y === b.y, b.x > a.x] : [a.x === b.x, b.y > a.y]).toEqual([true, true]);
      const drawn = await drawBoard(original, altered, key, { layout });
      expect([drawn.width, drawn.height]).toEqual([asked.width, asked.height]);
      expect(sameBytes(cutPanel(drawn, b).data, altered.data)).toBe(true);
    }
  });

  it('draws the lines of its grid over both panels only when asked', async () => {
    const lined = await drawBoard(original, altered, key, { grid: 'lines' });
    const { columns, rows } = key.grid;
    for (const [index, image] of [original, altered].entries()) {
      const panel = cutPanel(lined, layout.panels[index]);
      const touched = new Set<string>();
      for (let at = 0; at < panel.data.length; at += 3) {
        const isSame = [0, 1, 2].every((channel) => panel.data[at + channel] === image.data[at + channel]);
        const [x, y] = [(at / 3) % SIZE.width, Math.floor(at / 3 / SIZE.width)];
        const nearest = (value: number, cell: number) => Math.abs(value + 0.5 - Math.round(value / cell) * cell);
        const isNearLine = nearest(x, SIZE.width / columns) <= 2.5 || nearest(y, SIZE.height / rows) <= 2.5;
        if (!isSame) touched.add(String(isNearLine));
      }
      expect(touched).toEqual(new Set(['true']));
    }
  });

  it('lies on paper', () => {
    expect(pixel(board, 0, 0)).toEqual(colour(BOARD_COLOURS.paper));
    expect(pixel(board, board.width - 1, board.height - 1)).toEqual(colour(BOARD_COLOURS.paper));
  });

  it('is the same on a frame that was drawn before', async () => {
    const framed = drawFrame(SIZE, key.grid);
    const [drawn, other] = [
      await drawBoard(original, altered, key, {}, framed),
      await drawBoard(altered, original, key, {}, framed),
    ];
    expect(sameBytes(drawn.data, board.data)).toBe(true);
    expect(sameBytes(cutPanel(other, layout.panels[1]).data, original.data)).toBe(true);
  });

  it('is the same to the byte every time', async () => {
    expect(sameBytes((await drawBoard(original, altered, key)).data, board.data)).toBe(true);
  });
});

describe('drawAnswers', () => {
  it('rings every difference in both images and leaves all else byte for byte', async () => {
    const { panels, ...size } = layOutBoard(SIZE);
    const answers = await drawAnswers(original, altered, key);
    expect([answers.width, answers.height]).toEqual([size.width, size.height]);
    [original, altered].forEach((image, side) => {
      const panel = cutPanel(answers, panels[side]);
      const touched = Array.from({ length: SIZE.width * SIZE.height }, (_, at) => at).filter((at) =>
        [0, 1, 2].some((channel) => panel.data[at * 3 + channel] !== image.data[at * 3 + channel]),
      );
      const place = (at: number) => [at % SIZE.width, Math.floor(at / SIZE.width)] as const;
      expect(touched.filter((at) => !isNearRing(...place(at)))).toEqual([]);
      for (const { x, y, radius } of CIRCLES) {
        const around = touched.map(place).filter(([px, py]) => Math.abs(Math.hypot(px - x, py - y) - radius) < 10);
        // The ring's own length: it goes all the way around.
        expect(around.length).toBeGreaterThan(2 * Math.PI * radius);
        expect(touched.map(place).some(([px, py]) => Math.hypot(px - x, py - y) < radius - 8)).toBe(false);
      }
    });
  });

  it('does not draw over the rulers or the other panel where a ring crosses the border', async () => {
    const atEdge = { ...key, differences: [{ ...key.differences[0], circle: { x: 5, y: 5, radius: 30 } }] };
    const [board, answers] = [await drawBoard(original, altered, key), await drawAnswers(original, altered, atEdge)];
    const { panels, ruler } = layOutBoard(SIZE);
    for (const { x, y } of panels) {
      const band = { x: x - ruler, y: y - ruler, width: SIZE.width + ruler, height: ruler };
      expect(sameBytes(cropImage(answers, band).image.data, cropImage(board, band).image.data)).toBe(true);
    }
  });
});
