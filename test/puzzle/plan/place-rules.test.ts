import { describe, expect, it } from 'vitest';
import { LEVELS } from '../../../src/contract/answer-key.ts';
import type { Box } from '../../../src/contract/geometry.ts';
import { BORDER_RATIO, BOX_AREA_RATIO, MAX_TOTAL_AREA_RATIO, MIN_GAP_RATIO } from '../../../src/puzzle/level-rules.ts';
import { countQuarters, fitsBeside, fitsLevel, quarterOf } from '../../../src/puzzle/plan/place-rules.ts';

const IMAGE = { width: 1200, height: 800 };
const GAP_PX = MIN_GAP_RATIO * Math.hypot(IMAGE.width, IMAGE.height);
const BORDER_PX = BORDER_RATIO * IMAGE.height;

/** A square box of this share of the image's area. */
function boxOf(areaRatio: number, x = 400, y = 300): Box {
  const side = Math.sqrt(areaRatio * IMAGE.width * IMAGE.height);
  return { x, y, width: side, height: side };
}
const placedAt = (box: Box) => ({ box });

describe('fitsLevel', () => {
  it.each(LEVELS)('bounds the size at level %s', (level) => {
    const { min, max } = BOX_AREA_RATIO[level];
    expect(fitsLevel(boxOf(min * 1.01), level, IMAGE)).toBe(true);
    expect(fitsLevel(boxOf(max * 0.99), level, IMAGE)).toBe(true);
    expect(fitsLevel(boxOf(min * 0.99), level, IMAGE)).toBe(false);
    expect(fitsLevel(boxOf(max * 1.01), level, IMAGE)).toBe(false);
  });

  it('refuses what is thin', () => {
    expect(fitsLevel({ x: 300, y: 300, width: 500, height: 19 }, 'medium', IMAGE)).toBe(false);
    expect(fitsLevel({ x: 300, y: 300, width: 21, height: 450 }, 'medium', IMAGE)).toBe(true);
  });

  it('keeps away from each side of the image', () => {
    const size = { width: 100, height: 100 };
    const [nearX, nearY] = [IMAGE.width - 100 - BORDER_PX, IMAGE.height - 100 - BORDER_PX];
    for (const [x, y] of [
      [BORDER_PX, 300],
      [400, BORDER_PX],
      [nearX, 300],
      [400, nearY],
    ]) {
      expect(fitsLevel({ x, y, ...size }, 'medium', IMAGE)).toBe(true);
    }
    for (const [x, y] of [
      [BORDER_PX - 1, 300],
      [400, BORDER_PX - 1],
      [nearX + 1, 300],
      [400, nearY + 1],
    ]) {
      expect(fitsLevel({ x, y, ...size }, 'medium', IMAGE)).toBe(false);
    }
  });

  it('asks for smaller things the harder the level', () => {
    const largest = LEVELS.map((level) => BOX_AREA_RATIO[level].max);
    expect(largest).toEqual([...largest].sort((a, b) => b - a));
  });
});

describe('fitsBeside', () => {
  const box = { x: 400, y: 300, width: 100, height: 80 };

  it('keeps its distance in every direction', () => {
    const shifts = [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const;
    for (const [dx, dy] of shifts) {
      const at = (gap: number) => ({ ...box, x: box.x + dx * (100 + gap), y: box.y + dy * (80 + gap) });
      expect(fitsBeside(at(GAP_PX + 1), [placedAt(box)], IMAGE)).toBe(true);
      expect(fitsBeside(at(GAP_PX - 1), [placedAt(box)], IMAGE)).toBe(false);
    }
    expect(fitsBeside(box, [placedAt(box)], IMAGE)).toBe(false);
    expect(fitsBeside(box, [], IMAGE)).toBe(true);
  });

  it('leaves most of the picture as it was', () => {
    const large = boxOf(MAX_TOTAL_AREA_RATIO * 0.6, 0, 0);
    expect(fitsBeside({ ...large, x: 1200 - large.width }, [placedAt(large)], IMAGE)).toBe(false);
  });
});

describe('quarters', () => {
  it('are told in reading order by the middle of a box', () => {
    const at = (x: number, y: number) => quarterOf({ x, y, width: 100, height: 80 }, IMAGE);
    expect([at(549, 359), at(551, 359), at(549, 361), at(551, 361)]).toEqual([0, 1, 2, 3]);
  });

  it('are counted once each', () => {
    const boxes = [boxOf(0.01, 100, 100), boxOf(0.01, 300, 100), boxOf(0.01, 900, 600)];
    expect(countQuarters(boxes.map(placedAt), IMAGE)).toBe(2);
    expect(countQuarters([], IMAGE)).toBe(0);
  });
});
