import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scatter } from '../../../../src/puzzle/edits/clearing/scatter.ts';

describe('scatter', () => {
  it('keeps everything, whatever the length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (length) => {
        const list = Array.from({ length }, (_, index) => index);
        expect(scatter(list).sort((a, b) => a - b)).toEqual(list);
      }),
    );
  });

  it('lets the first few stand for all', () => {
    const list = Array.from({ length: 240 }, (_, index) => index);
    const tenths = new Set(
      scatter(list)
        .slice(0, 20)
        .map((value) => Math.floor(value / 24)),
    );
    expect(tenths.size).toBe(10);
  });
});
