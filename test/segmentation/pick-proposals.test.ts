import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/imaging/image.ts';
import { pickProposals } from '../../src/segmentation/pick-proposals.ts';
import type { Union } from '../../src/segmentation/proposal.ts';

/** A full box as a proposal. */
function block(id: number, objectness: number, x: number, y: number, width: number, height: number): Union {
  const mask = createMask(width, height, new Uint8Array(width * height).fill(1));
  const scores = { areaRatio: 0.01, persistence: 1, solidity: 1, axisRatio: 1, weakContrast: 20 };
  return {
    id,
    objectness,
    placed: { box: { x, y, width, height }, mask },
    area: width * height,
    lab: [50, 0, 0],
    ...scores,
  };
}

const named = (picked: readonly Union[]) => picked.map(({ id, objectness }) => [id, objectness]);

describe('pickProposals', () => {
  it('gives the best first', () => {
    const picked = pickProposals([block(0, 0.3, 0, 0, 5, 4), block(1, 0.9, 20, 0, 5, 4), block(2, 0.6, 40, 0, 5, 4)]);
    expect(named(picked)).toEqual([
      [1, 0.9],
      [2, 0.6],
      [0, 0.3],
    ]);
  });

  it('drops what is nearly the same, and keeps the better one', () => {
    expect(named(pickProposals([block(0, 0.5, 0, 0, 10, 8), block(1, 0.7, 1, 0, 10, 8)]))).toEqual([[1, 0.7]]);
  });

  it('puts a part behind other things, once for each whole that it lies in', () => {
    const whole = block(0, 0.9, 0, 0, 20, 10);
    const half = block(1, 0.8, 0, 0, 10, 10);
    const quarter = block(2, 0.8, 0, 0, 5, 10);
    const other = block(3, 0.5, 40, 0, 6, 6);
    expect(named(pickProposals([whole, half, quarter, other]))).toEqual([
      [0, 0.9],
      [3, 0.5],
      [1, 0.4],
      [2, 0.2],
    ]);
  });

  it('puts a whole behind its better part', () => {
    expect(named(pickProposals([block(0, 0.6, 0, 0, 20, 10), block(1, 0.8, 0, 0, 10, 10)]))).toEqual([
      [1, 0.8],
      [0, 0.3],
    ]);
  });

  it('leaves neighbours alone that overlap a little', () => {
    const picked = pickProposals([block(0, 0.8, 0, 0, 10, 10), block(1, 0.6, 6, 0, 10, 10)]);
    expect(named(picked)).toEqual([
      [0, 0.8],
      [1, 0.6],
    ]);
  });

  it('picks 150 at most, and none from none', () => {
    const many = Array.from({ length: 160 }, (_, at) => block(at, 0.5, at * 4, 0, 3, 2));
    expect(pickProposals(many).map(({ id }) => id)).toEqual(Array.from({ length: 150 }, (_, at) => at));
    expect(pickProposals([])).toEqual([]);
  });
});
