import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../src/game/parse-target.ts';

const BOARD = { grid: { columns: 12, rows: 8 }, width: 1200, height: 800 };

describe('parseTarget', () => {
  it.each(['B4', 'b 4', '4b'])('reads “%s” as a cell', (text) => {
    expect(parseTarget(text, BOARD)).toEqual({ kind: 'cell', cell: { column: 1, row: 3 } });
  });

  it.each(['412,233', '412, 233', '(412; 233)', '412 233', ' 412x233 ', '412 X 233', '４１２，２３３'])(
    'reads “%s” as a point',
    (text) => {
      expect(parseTarget(text, BOARD)).toEqual({ kind: 'point', point: { x: 412, y: 233 } });
    },
  );

  it('reads the corners of the picture', () => {
    expect(parseTarget('0,799', BOARD)).toEqual({ kind: 'point', point: { x: 0, y: 799 } });
    expect(parseTarget('1199,0', BOARD)).toEqual({ kind: 'point', point: { x: 1199, y: 0 } });
  });

  it.each([
    ['is no place at all', 'the cat'],
    ['is empty', ''],
    ['is a cell outside the grid', 'M1'],
    ['is a point outside the picture', '1200,5'],
    ['is a point below the picture', '5,800'],
    ['could be a column and a row as well', '4,7'],
    ['has a minus', '-3,500'],
    ['has three numbers', '1,2,300'],
    ['has one number', '412'],
  ])('refuses what %s', (_, text) => {
    expect(() => parseTarget(text, BOARD)).toThrow(
      expect.objectContaining({ code: 'cell-not-understood', details: { text, lastCell: 'L8' } }),
    );
  });

  it('repeats a long text in part only, and never half a character', () => {
    expect(() => parseTarget('🐈'.repeat(100), BOARD)).toThrow(
      expect.objectContaining({ details: { text: `${'🐈'.repeat(39)}…`, lastCell: 'L8' } }),
    );
  });
});
