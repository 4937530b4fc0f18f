import { describe, expect, it } from 'vitest';
import type { Box, Circle } from '../../../src/contract/geometry.ts';
import { cleanedMask as blurMask, blurredGrey } from '../../../src/diff/presets/blur-threshold.ts';
import { CLASSIC_PRESETS } from '../../../src/diff/presets/registry.ts';
import { cleanedMask as ssimMask, stretchedDissimilarity } from '../../../src/diff/presets/ssim-quantile.ts';
import { copyRgbImage, createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { drawShapes, flat, type Shape, texture } from '../../support/pictures.ts';
import { goldenBytes, goldenJson, goldenPair } from '../golden-pictures.ts';

interface GoldenPart {
  readonly box: Box;
  readonly circle: Circle;
  readonly area: number;
}

const golden = goldenJson<Record<keyof typeof CLASSIC_PRESETS, GoldenPart[]>>('presets.json');
const [a, b] = await goldenPair('classic');
const SIZE = { width: 200, height: 140 };
const ground = texture(SIZE, 'presets');
const disc: Shape = { kind: 'disc', centre: { x: 60, y: 90 }, size: 24, colour: [250, 250, 250] };

const boxText = ({ x, y, width, height }: Box) => `${x},${y} ${width}x${height}`;
const differing = (one: Uint8Array, other: Uint8Array) => one.filter((value, at) => value !== other[at]).length;
const isMultiple = (mask: Uint8Array) => mask.map((value) => value * 255);

describe('blur-threshold', () => {
  it('blurs as OpenCV does, bit for bit', async () => {
    expect(differing(blurredGrey(b), await goldenBytes('blur-threshold-blurred.png'))).toBe(0);
  });

  it('cleans the mask as OpenCV does, bit for bit', async () => {
    const [greyA, greyB] = [blurredGrey(a), blurredGrey(b)];
    const differences = greyA.map((value, pixel) => Math.abs(value - greyB[pixel]));
    const mask = blurMask(differences, a.width, a.height, 10);
    expect(differing(isMultiple(mask.data), await goldenBytes('blur-threshold-mask.png'))).toBe(0);
  });

  it('finds what the recipe in OpenCV finds, circled whole', () => {
    const found = CLASSIC_PRESETS['blur-threshold'](a, b);
    const expected = [...golden['blur-threshold']].sort((one, other) => other.area - one.area);
    expect(found.map(({ box }) => boxText(box))).toEqual(expected.map(({ box }) => boxText(box)));
    found.forEach(({ circle }, at) => {
      // OpenCV encloses the middles of pixels, we enclose the pixels: half a pixel on, half a diagonal wider at most.
      const reference = expected[at].circle;
      expect(Math.abs((circle?.x ?? Number.NaN) - reference.x - 0.5)).toBeLessThan(0.5);
      expect(Math.abs((circle?.y ?? Number.NaN) - reference.y - 0.5)).toBeLessThan(0.5);
      expect((circle?.radius ?? Number.NaN) - reference.radius).toBeGreaterThan(0.3);
      expect((circle?.radius ?? Number.NaN) - reference.radius).toBeLessThan(0.8);
    });
  });

  it('takes less when the threshold rises, and the largest first', () => {
    const find = (threshold: number) => CLASSIC_PRESETS['blur-threshold'](a, b, { threshold });
    expect(find(60).length).toBeLessThan(find(10).length);
    expect(find(255)).toEqual([]);
    expect(CLASSIC_PRESETS['blur-threshold'](a, b, { max: 2 })).toEqual(find(10).slice(0, 2));
  });

  it('does not see a change of hue alone, as the recipe is', () => {
    const [one, other] = [flat(SIZE, [200, 90, 90]), flat(SIZE, [32, 165, 130])];
    expect(CLASSIC_PRESETS['blur-threshold'](one, other)).toEqual([]);
  });

  it.each([-1, 256, Number.NaN])('refuses the threshold %d', (threshold) => {
    expect(() => CLASSIC_PRESETS['blur-threshold'](a, b, { threshold })).toThrow(RangeError);
  });
});

describe('ssim-quantile', () => {
  it('gives the map that scikit-image and OpenCV give, to one step of 255', async () => {
    const [mine, reference] = [stretchedDissimilarity(a, b), await goldenBytes('ssim-quantile-map.png')];
    expect(Math.max(...mine.map((value, pixel) => Math.abs(value - reference[pixel])))).toBeLessThanOrEqual(1);
    expect(differing(mine, reference) / mine.length).toBeLessThan(0.001);
  });

  it('cleans the mask as OpenCV does, bit for bit', async () => {
    const mask = ssimMask(await goldenBytes('ssim-quantile-map.png'), a.width, a.height, 0.95);
    expect(differing(isMultiple(mask.data), await goldenBytes('ssim-quantile-mask.png'))).toBe(0);
  });

  it('finds what the recipe finds there', () => {
    const found = CLASSIC_PRESETS['ssim-quantile'](a, b);
    expect(found.map(({ box }) => boxText(box))).toEqual(golden['ssim-quantile'].map(({ box }) => boxText(box)));
  });

  it('takes more when the quantile falls, and the largest `max`', () => {
    const find = (quantile: number) => CLASSIC_PRESETS['ssim-quantile'](a, b, { quantile });
    expect(find(0.99).length).toBeLessThan(find(0.95).length);
    expect(CLASSIC_PRESETS['ssim-quantile'](a, b, { max: 3 })).toEqual(find(0.95).slice(0, 3));
  });

  it('drops what is wider or taller than half the picture', () => {
    const withBar = (width: number, height: number): RgbImage => {
      const copy = copyRgbImage(ground);
      for (let y = 20; y < 20 + height; y++) copy.data.fill(0, (y * 200 + 20) * 3, (y * 200 + 20 + width) * 3);
      return copy;
    };
    const find = (image: RgbImage) => CLASSIC_PRESETS['ssim-quantile'](ground, image, { quantile: 0.8 });
    expect(find(withBar(120, 12))).toEqual([]);
    expect(find(withBar(12, 90))).toEqual([]);
    // 80 pixels are more than half the height, but as a width less than half.
    expect(find(withBar(80, 12))).toHaveLength(1);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses the quantile %d', (quantile) => {
    expect(() => CLASSIC_PRESETS['ssim-quantile'](a, b, { quantile })).toThrow(RangeError);
  });
});

describe.each(Object.entries(CLASSIC_PRESETS))('%s', (_, preset) => {
  it('finds nothing between equal pictures', () => {
    expect(preset(ground, copyRgbImage(ground))).toEqual([]);
  });

  it('finds a thing that was added, where it is, with a score of 0 to 1', () => {
    const [found, ...more] = preset(ground, drawShapes(ground, [disc]));
    expect(more).toEqual([]);
    const { x, y, width, height } = found.box;
    expect([x + width / 2 - 60, y + height / 2 - 90].map(Math.abs).every((away) => away < 4)).toBe(true);
    expect(found.score).toBeGreaterThan(0);
    expect(found.score).toBeLessThanOrEqual(1);
  });

  it('works on the narrowest pictures', () => {
    const small = flat({ width: 3, height: 48 }, [9, 9, 9]);
    expect(preset(small, flat({ width: 3, height: 48 }, [200, 200, 200])).every(({ box }) => box.width <= 3)).toBe(
      true,
    );
  });

  it('refuses pictures of different sizes and a maximum below one', () => {
    expect(() => preset(ground, createRgbImage(140, 200))).toThrow(
      expect.objectContaining({
        code: 'pictures-differ-in-size',
        details: { widthA: 200, heightA: 140, widthB: 140, heightB: 200 },
      }),
    );
    expect(() => preset(ground, ground, { max: 0 })).toThrow(RangeError);
  });
});
