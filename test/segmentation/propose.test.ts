import { describe, expect, it } from 'vitest';
import type { Size } from '../../src/contract/geometry.ts';
import type { Mask } from '../../src/imaging/image.ts';
import { countSet, type PlacedMask } from '../../src/imaging/placed-mask.ts';
import { propose } from '../../src/segmentation/propose.ts';
import { drawShapes, flat, gridShapes, shadedGround, shapeMask, texture, withNoise } from '../support/pictures.ts';

const SIZE = { width: 420, height: 300 };
const SCENE = { ...SIZE, columns: 4, rows: 3, shapeSize: 46 };

/** Intersection over union of a placed mask and a mask of the whole image. */
function iou({ box, mask }: PlacedMask, truth: Mask): number {
  let both = 0;
  mask.data.forEach((value, pixel) => {
    const [x, y] = [box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width)];
    if (value && truth.data[y * truth.width + x]) both++;
  });
  return both / (countSet(mask) + countSet(truth) - both);
}

function expectInside({ box, mask }: PlacedMask, size: Size): void {
  expect([mask.width, mask.height]).toEqual([box.width, box.height]);
  expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(size.width);
  expect(box.y + box.height).toBeLessThanOrEqual(size.height);
  expect(mask.data.includes(1)).toBe(true);
}

describe('propose', () => {
  it('finds every coloured shape on a shaded, noisy ground', async () => {
    const shapes = gridShapes(SCENE);
    const image = withNoise(drawShapes(shadedGround(SIZE), shapes), 3, 'propose');
    const { size, proposals } = await propose(image);
    expect(size).toEqual(SIZE);
    for (const shape of shapes) {
      const truth = shapeMask(shape, SIZE);
      const best = Math.max(...proposals.map(({ placed }) => iou(placed, truth)));
      expect(best, `${shape.kind} at ${shape.centre.x}, ${shape.centre.y}`).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('finds a thing of two colours as a whole', async () => {
    const whole = { kind: 'disc', centre: { x: 210, y: 150 }, size: 80, colour: [190, 60, 50] } as const;
    const part = { kind: 'square', centre: { x: 210, y: 150 }, size: 30, colour: [225, 120, 60] } as const;
    const { proposals } = await propose(drawShapes(shadedGround(SIZE), [whole, part]));
    const truth = shapeMask(whole, SIZE);
    expect(Math.max(...proposals.map(({ placed }) => iou(placed, truth)))).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    ['plain', flat(SIZE, [180, 190, 200])],
    ['black', flat(SIZE, [0, 0, 0])],
    ['plain with noise', withNoise(flat(SIZE, [120, 120, 120]), 3, 'blank')],
    ['smoothly shaded', shadedGround(SIZE)],
  ])('finds nothing in a picture that is %s', async (_, image) => {
    expect((await propose(image)).proposals).toEqual([]);
  });

  it('gives scores in their ranges and masks inside the image', async () => {
    const { size, proposals } = await propose(texture(SIZE, 'scores'));
    expect(proposals.length).toBeGreaterThan(0);
    expect(proposals.length).toBeLessThanOrEqual(150);
    for (const { placed, areaRatio, solidity, objectness, ...scores } of proposals) {
      expectInside(placed, size);
      expect(areaRatio).toBeCloseTo(countSet(placed.mask) / (size.width * size.height), 9);
      expect(solidity).toBeGreaterThan(0);
      expect(solidity).toBeLessThanOrEqual(1);
      expect(objectness).toBeGreaterThanOrEqual(0);
      expect(objectness).toBeLessThanOrEqual(1);
      for (const score of [scores.ringRoughness, scores.ringContrast, scores.texture, scores.weakContrast]) {
        expect(Number.isFinite(score) && score >= 0).toBe(true);
      }
    }
  });

  it('works on a smaller image where the picture is large', async () => {
    const size = { width: 900, height: 700 };
    const shape = { kind: 'disc', centre: { x: 450, y: 350 }, size: 150, colour: [200, 40, 40] } as const;
    const result = await propose(drawShapes(flat(size, [215, 220, 210]), [shape]));
    expect(result.size.width).toBeLessThan(900);
    expect(result.size.width / result.size.height).toBeCloseTo(900 / 700, 2);
    const scale = result.size.width / 900;
    const truth = shapeMask({ ...shape, centre: { x: 450 * scale, y: 350 * scale }, size: 150 * scale }, result.size);
    expect(Math.max(...result.proposals.map(({ placed }) => iou(placed, truth)))).toBeGreaterThanOrEqual(0.9);
  });

  it('sees the same in the same picture', async () => {
    const image = texture({ width: 160, height: 120 }, 'twice');
    expect(await propose(image)).toEqual(await propose(image));
  });
});
