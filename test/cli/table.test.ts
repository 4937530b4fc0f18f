import { expect, it } from 'vitest';
import { formatTable } from '../../src/cli/table.ts';

it('lines words up on the left and numbers on the right', () => {
  const table = formatTable([
    [{ text: 'Name' }, { text: 'Count', isNumber: true }, { text: 'Model' }],
    [{ text: 'café' }, { text: '7', isNumber: true }, { text: 'affine' }],
    [{ text: 'e\u0301te\u0301' }, { text: '12', isNumber: true }],
  ]);
  expect(table).toBe('Name  Count  Model\ncafé      7  affine\ne\u0301te\u0301      12\n');
});

it('of no rows is empty', () => {
  expect(formatTable([])).toBe('');
});
