import { describe, expect, it } from 'vitest';
import type { ChartBar } from '../../../src/contract/messages.ts';
import { decodePicture } from '../../../src/imaging/codec.ts';
import { drawChart } from '../../../src/puzzle/drawing/draw-chart.ts';

const BLUE = [0, 114, 178];
const bar = (value: number, kind: ChartBar['kind']): ChartBar => ({ label: '11-20', value, kind });

/** How many pixels of a chart have just this colour. */
async function count(bars: readonly ChartBar[], [r, g, b]: readonly number[]): Promise<number> {
  const { picture } = await drawChart(bars);
  const { image } = await decodePicture(picture.bytes, 2000);
  expect([image.width, image.height]).toEqual([800, 300]);
  let pixels = 0;
  for (let at = 0; at < image.data.length; at += 3) {
    if (image.data[at] === r && image.data[at + 1] === g && image.data[at + 2] === b) pixels++;
  }
  return pixels;
}

describe('a chart', () => {
  it('draws larger values larger, and nothing for days that were missed', async () => {
    const low = await count([bar(100, 'complete'), bar(400, 'missed')], BLUE);
    const high = await count([bar(300, 'complete'), bar(400, 'missed')], BLUE);
    expect(low).toBeGreaterThan(0);
    expect(high / low).toBeCloseTo(3, 0);
    expect(await count([bar(0, 'missed')], BLUE)).toBe(0);
  });

  it('shows a value of nothing, and values below it', async () => {
    expect(await count([bar(0, 'complete'), bar(100, 'partial')], BLUE)).toBeGreaterThan(0);
    expect(await count([bar(-50, 'complete'), bar(100, 'partial')], BLUE)).toBeGreaterThan(0);
  });

  it('is the same every time', async () => {
    const bars = [bar(120, 'complete'), bar(60, 'partial'), bar(0, 'saved')];
    expect((await drawChart(bars)).picture.bytes).toEqual((await drawChart(bars)).picture.bytes);
  });
});
