import { describe, expect, it } from 'vitest';
import { ClutterMap } from '../../src/segmentation/clutter-map.ts';
import { stripGraph } from './strip-graph.ts';

/** Regions of 5 x 4 pixels, 9 by 7 of them: the middle one is white on plain grey, or all are black and grey by turns. */
const MIDDLE = { label: 31, corners: [20, 12, 24, 15] } as const;
const lone = stripGraph(9, 7, (label) => (label === MIDDLE.label ? [255, 255, 255] : [128, 128, 128]));
const chequered = stripGraph(9, 7, (label) => (label % 2 === 0 ? [10, 10, 10] : [128, 128, 128]));

describe('ClutterMap', () => {
  it('finds nothing around what stands before plain ground, only its own outline', () => {
    const { boxClutter, frameClutter } = new ClutterMap(lone).around(MIDDLE.corners);
    expect(frameClutter).toBe(0);
    // 18 pixel sides of outline, 40 Lab at most each, on 20 pixels.
    expect(boxClutter).toBeCloseTo((18 * 40) / 20, 6);
  });

  it('finds as much around a patch of a pattern as in it', () => {
    const { boxClutter, frameClutter } = new ClutterMap(chequered).around(MIDDLE.corners);
    expect(boxClutter).toBeGreaterThan(10);
    expect(frameClutter).toBeGreaterThan(5);
  });

  it('keeps within the picture', () => {
    const whole = new ClutterMap(chequered).around([0, 0, 44, 27]);
    expect(whole.frameClutter).toBe(0);
    expect(whole.boxClutter).toBeGreaterThan(5);
    expect(new ClutterMap(lone).around([40, 24, 44, 27])).toEqual({ boxClutter: 0, frameClutter: 0 });
  });
});
