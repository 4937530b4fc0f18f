import { describe, expect, it } from 'vitest';
import { createMask } from '../../../../src/imaging/image.ts';
import { Surroundings } from '../../../../src/puzzle/edits/looking/surroundings.ts';
import { flat } from '../../../support/pictures.ts';

const SIZE = { width: 22, height: 40 };
const thing = { box: { x: 8, y: 12, width: 6, height: 16 }, mask: createMask(6, 16, new Uint8Array(96).fill(1)) };
const around = new Surroundings(flat(SIZE, [120, 120, 120]), thing, 13);
const columnOf = (pixel: number) => pixel % around.width;

describe('a way over what stands around a thing', () => {
  const part = [...around.ring(3).data.keys()].filter((pixel) => around.ring(3).data[pixel] && columnOf(pixel) >= 16);

  it('ends at the border of the picture, and does not go on in the next row', () => {
    const way = around.walk(part, (pixel) => columnOf(pixel) >= 16 || columnOf(pixel) === 0, 3, 12);
    const columns = new Set([...(way ?? [])].map(columnOf));
    expect([...columns].sort((a, b) => a - b)).toEqual([16, 17, 18, 19, 20, 21]);
  });

  it('leads nowhere where it ends before, and away where it ends at the border', () => {
    const isMiddle = (pixel: number) => Math.abs(pixel / around.width - 20) < 6;
    const walkTo = (last: number) =>
      around.walk(part.filter(isMiddle), (pixel) => isMiddle(pixel) && columnOf(pixel) <= last, 3, 20);
    expect(walkTo(20)).toBeUndefined();
    expect(walkTo(21)).toBeDefined();
  });
});

describe('the rim of a thing', () => {
  it('lies so deep in it, and is empty where the thing is too thin', () => {
    const { data } = around.rim(2);
    const columns = new Set([...data.keys()].filter((pixel) => data[pixel] === 1).map(columnOf));
    expect([...columns].sort((a, b) => a - b)).toEqual([9, 10, 11, 12]);
    expect(data.filter((value) => value === 1)).toHaveLength(4 * 14);
    expect(around.rim(4).data.includes(1)).toBe(false);
  });
});
