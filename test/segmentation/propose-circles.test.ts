import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/imaging/random.ts';
import { PROPOSAL_SOURCES } from '../../src/segmentation/proposal-sources.ts';
import { proposeCircles } from '../../src/segmentation/propose-circles.ts';
import { flat, texture } from '../support/pictures.ts';

const SIZE = { width: 160, height: 100 };

describe('proposeCircles', () => {
  it('throws many circles that neither overlap nor leave the image', async () => {
    const { size, proposals } = await proposeCircles(texture(SIZE, 'circles'), createRandom('circles'));
    expect(size).toEqual(SIZE);
    expect(proposals.length).toBeGreaterThan(10);
    const taken = new Uint8Array(SIZE.width * SIZE.height);
    for (const { placed, area, solidity } of proposals) {
      const { box, mask } = placed;
      expect(Math.min(box.x, box.y)).toBeGreaterThan(0);
      expect(box.x + box.width).toBeLessThan(SIZE.width);
      expect(box.y + box.height).toBeLessThan(SIZE.height);
      expect(area).toBeGreaterThan(0);
      expect(solidity).toBeGreaterThan(0.5);
      mask.data.forEach((isSet, at) => {
        if (isSet) taken[(box.y + Math.floor(at / box.width)) * SIZE.width + box.x + (at % box.width)]++;
      });
    }
    expect(Math.max(...taken)).toBe(1);
  });

  it('throws the same circles by the same seed, others by another', async () => {
    const image = flat(SIZE, [90, 120, 150]);
    const boxes = async (seed: string) => {
      const { proposals } = await PROPOSAL_SOURCES.circles(image, createRandom(seed));
      return proposals.map(({ placed }) => placed.box);
    };
    const one = await boxes('one');
    expect(await boxes('one')).toEqual(one);
    expect(await boxes('two')).not.toEqual(one);
  });

  it('knows their colour', async () => {
    const { proposals } = await proposeCircles(flat(SIZE, [255, 255, 255]), createRandom('white'));
    expect(proposals[0].lab[0]).toBeCloseTo(100, 1);
  });
});
