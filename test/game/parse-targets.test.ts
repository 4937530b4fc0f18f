import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PLACES_PER_GUESS } from '../../src/contract/limits.ts';
import { parseTargets } from '../../src/game/parse-targets.ts';

const BOARD = { grid: { columns: 12, rows: 8 }, width: 1200, height: 800 };
const cell = (column: number, row: number) => ({ kind: 'cell', cell: { column, row } }) as const;
const part = (column: number, row: number, number: number) =>
  ({ kind: 'part', cell: { column, row }, part: number }) as const;
const point = (x: number, y: number) => ({ kind: 'point', point: { x, y } }) as const;

describe('parseTargets', () => {
  it.each(['B4', 'b 4', '4b', '4 b', 'B-4', 'b.4', 'Ｂ４', '  B04 '])('reads “%s” as a cell', (text) => {
    expect(parseTargets(text, BOARD)).toEqual([cell(1, 3)]);
  });

  it.each(['B4.7', 'b4,7', 'b 4 . 7', '4b.7', '4 B,7'])('reads “%s” as a part of a cell', (text) => {
    expect(parseTargets(text, BOARD)).toEqual([part(1, 3, 7)]);
  });

  it.each(['412,233', '412, 233', '(412; 233)', '412 233', ' 412x233 ', '412 X 233', '４１２，２３３'])(
    'reads “%s” as a point',
    (text) => {
      expect(parseTargets(text, BOARD)).toEqual([point(412, 233)]);
    },
  );

  it('reads the corners of the picture', () => {
    expect(parseTargets('0,799', BOARD)).toEqual([point(0, 799)]);
    expect(parseTargets('1199,0', BOARD)).toEqual([point(1199, 0)]);
  });

  it.each([
    ['B4 F2 H6', [cell(1, 3), cell(5, 1), cell(7, 5)]],
    ['b4, 2f; h 6', [cell(1, 3), cell(5, 1), cell(7, 5)]],
    ['B4, 7C', [cell(1, 3), cell(2, 6)]],
    ['B4,7 C5', [part(1, 3, 7), cell(2, 4)]],
    ['4B 2F', [cell(1, 3), cell(5, 1)]],
    ['412,233 & B4.9', [point(412, 233), part(1, 3, 9)]],
    ['412 233 500 100', [point(412, 233), point(500, 100)]],
    ['12x500 L8', [point(12, 500), cell(11, 7)]],
    ['B4 4b b-4', [cell(1, 3)]],
  ])('reads “%s” as several places, each once', (text, targets) => {
    expect(parseTargets(text, BOARD)).toEqual(targets);
  });

  it('reads back what it names, in any number and order', () => {
    const cells = fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 7 }));
    const places = fc.oneof(
      cells.map(([column, row]) => cell(column, row)),
      fc.tuple(cells, fc.integer({ min: 1, max: 9 })).map(([[column, row], number]) => part(column, row, number)),
      fc.tuple(fc.integer({ min: 13, max: 1199 }), fc.nat({ max: 799 })).map(([x, y]) => point(x, y)),
    );
    const name = (place: ReturnType<typeof cell> | ReturnType<typeof part> | ReturnType<typeof point>): string => {
      if (place.kind === 'point') return `${place.point.x},${place.point.y}`;
      const letter = String.fromCharCode('A'.charCodeAt(0) + place.cell.column);
      return `${letter}${place.cell.row + 1}${place.kind === 'part' ? `.${place.part}` : ''}`;
    };
    fc.assert(
      fc.property(fc.uniqueArray(places, { minLength: 1, maxLength: MAX_PLACES_PER_GUESS, selector: name }), (list) => {
        expect(parseTargets(list.map(name).join(' '), BOARD)).toEqual(list);
      }),
    );
  });

  it.each([
    ['is no place at all', 'the cat'],
    ['is empty', ''],
    ['could be a column and a row as well', '4,7'],
    ['has a minus', '-3,500'],
    ['has three numbers', '1,2,300'],
    ['has one number', '412'],
    ['has something behind a cell', 'B4 please'],
    ['has a part that no cell has', 'B4.0'],
    ['has two digits for a part', 'B4.77'],
    ['has a letter too many', 'B4C'],
    ['is far too long', 'B4 '.repeat(50).trim()],
  ])('refuses what %s', (_, text) => {
    expect(() => parseTargets(text, BOARD)).toThrow(expect.objectContaining({ code: 'cell-not-understood' }));
  });

  it.each([
    ['M1', 'M1'],
    ['B9', 'B9'],
    ['B4 z99 C1', 'Z99'],
    ['A0', 'A0'],
  ])('says of “%s” which cell there is not', (text, outside) => {
    expect(() => parseTargets(text, BOARD)).toThrow(
      expect.objectContaining({ code: 'cell-outside-grid', details: { cell: outside, lastCell: 'L8' } }),
    );
  });

  it.each([
    ['1200,5', { x: 1200, y: 5 }],
    ['B4 5,800', { x: 5, y: 800 }],
  ])('says of “%s” that the pixel lies outside', (text, at) => {
    expect(() => parseTargets(text, BOARD)).toThrow(
      expect.objectContaining({ code: 'point-outside-picture', details: { ...at, width: 1200, height: 800 } }),
    );
  });

  it('takes as many places as one guess may have, and no more', () => {
    expect(parseTargets('A1 A2 A3 A4 A5 A5', BOARD)).toHaveLength(5);
    expect(() => parseTargets('A1 A2 A3 A4 A5 A6', BOARD)).toThrow(
      expect.objectContaining({ code: 'too-many-places', details: { max: 5 } }),
    );
  });

  it('repeats what it did not understand as it was typed, a long text in part only, and never half a character', () => {
    expect(() => parseTargets(' the Cat', BOARD)).toThrow(
      expect.objectContaining({ details: { text: 'the Cat', lastCell: 'L8' } }),
    );
    expect(() => parseTargets('🐈'.repeat(100), BOARD)).toThrow(
      expect.objectContaining({ details: { text: `${'🐈'.repeat(39)}…`, lastCell: 'L8' } }),
    );
  });
});
