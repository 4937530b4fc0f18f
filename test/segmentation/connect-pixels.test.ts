import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectPixels } from '../../src/segmentation/connect-pixels.ts';

/** Labels of pixels whose L is told digit by digit, `step` apart; u and v are alike. */
function labelsOf(rows: readonly string[], step = 2) {
  const modes = Float32Array.from([...rows.join('')].flatMap((digit) => [Number(digit) * step, 7, -7]));
  return connectPixels(modes, { width: rows[0].length, height: rows.length });
}
const textOf = (rows: readonly string[], step?: number) => {
  const { data, width } = labelsOf(rows, step);
  return rows.map((_, y) => [...data.subarray(y * width, (y + 1) * width)].join(''));
};

/** The same, pixel by pixel. */
function floodPlainly(rows: readonly string[]): number[] {
  const [width, height] = [rows[0].length, rows.length];
  const labels: number[] = new Array(width * height).fill(-1);
  let count = 0;
  const flood = (x: number, y: number, label: number) => {
    labels[y * width + x] = label;
    for (let toY = Math.max(0, y - 1); toY <= Math.min(height - 1, y + 1); toY++) {
      for (let toX = Math.max(0, x - 1); toX <= Math.min(width - 1, x + 1); toX++) {
        if (labels[toY * width + toX] < 0 && rows[toY][toX] === rows[y][x]) flood(toX, toY, label);
      }
    }
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (labels[y * width + x] < 0) flood(x, y, count++);
  }
  return labels;
}

describe('connectPixels', () => {
  it('joins pixels that touch at a side or a corner', () => {
    expect(textOf(['00100', '01011', '00000'])).toEqual(['00100', '01011', '00000']);
    expect(textOf(['010', '222', '010'])).toEqual(['012', '333', '456']);
  });

  it('joins what meets further down', () => {
    expect(textOf(['101', '111'])).toEqual(['010', '000']);
  });

  it('joins modes that are less than 1 apart, and what a chain of them leads to', () => {
    expect(textOf(['0123'], 0.75)).toEqual(['0000']);
    expect(textOf(['0123'], 1)).toEqual(['0123']);
  });

  it('asks all three of L, u and v', () => {
    for (const channel of [0, 1, 2]) {
      const modes = new Float32Array(6);
      modes[3 + channel] = 1;
      expect(connectPixels(modes, { width: 2, height: 1 }).count).toBe(2);
    }
  });

  it('finds what a walk from pixel to pixel finds', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 7 }) });
    const grids = size.chain(({ width, height }) =>
      fc.array(
        fc.array(fc.constantFrom('0', '1', '2'), { minLength: width, maxLength: width }).map((row) => row.join('')),
        { minLength: height, maxLength: height },
      ),
    );
    fc.assert(
      fc.property(grids, (rows) => {
        expect([...labelsOf(rows).data]).toEqual(floodPlainly(rows));
      }),
    );
  });
});
