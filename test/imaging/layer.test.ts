import { describe, expect, it } from 'vitest';
import { renderSvgLayer } from '../../src/imaging/codec.ts';
import { createRgbImage } from '../../src/imaging/image.ts';
import { layOver } from '../../src/imaging/layer.ts';

const image = createRgbImage(3, 1, Uint8Array.from([10, 20, 30, 200, 100, 0, 7, 8, 9]));

describe('layOver', () => {
  it('covers where the layer is opaque, mixes where it is half clear, and leaves the rest', () => {
    const layer = { width: 3, height: 1, data: Uint8Array.from([255, 0, 0, 255, 0, 0, 255, 51, 99, 99, 99, 0]) };
    const result = layOver(image, layer);
    expect([...result.data]).toEqual([255, 0, 0, 160, 80, 51, 7, 8, 9]);
    expect([...image.data]).toEqual([10, 20, 30, 200, 100, 0, 7, 8, 9]);
  });

  it('refuses a layer of another size', () => {
    const layer = { width: 1, height: 3, data: new Uint8Array(12) };
    expect(() => layOver(image, layer)).toThrow('expected a layer of 3x1, received 1x3');
  });

  it('takes a drawing with clear parts', async () => {
    const rect = '<rect x="1" width="1" height="1" fill="#ff8000" fill-opacity="0.5"/>';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="3" height="1">${rect}</svg>`;
    const [, middle, last] = [0, 1, 2].map((pixel) => pixel * 4);
    const { data } = await renderSvgLayer(svg);
    expect(data.length).toBe(12);
    expect([data[3], data[last + 3]]).toEqual([0, 0]);
    expect(data[middle]).toBeGreaterThan(250);
    expect(Math.abs(data[middle + 3] - 128)).toBeLessThanOrEqual(1);
  });
});
