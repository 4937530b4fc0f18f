import { describe, expect, it } from 'vitest';
import type { Size } from '../../../src/contract/geometry.ts';
import { layOutBoard } from '../../../src/imaging/board/board-layout.ts';

describe('layOutBoard', () => {
  const sizes: Size[] = [
    { width: 300, height: 220 },
    { width: 1600, height: 400 },
    { width: 400, height: 1600 },
    { width: 48, height: 48 },
  ];

  it.each(sizes)('keeps panels of $width x $height apart, with room for their rulers, inside the board', (size) => {
    const { width, height, ruler, panels } = layOutBoard(size);
    expect([width, height, ruler, ...panels.flatMap(({ x, y }) => [x, y])].every(Number.isInteger)).toBe(true);
    expect(ruler).toBeGreaterThanOrEqual(16);
    for (const { x, y } of panels) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(ruler);
      expect(x + size.width).toBeLessThanOrEqual(width);
      expect(y + size.height).toBeLessThanOrEqual(height);
    }
    const [first, second] = panels;
    const [acrossGap, downGap] = [second.x - first.x - size.width, second.y - first.y - size.height];
    expect(Math.max(acrossGap, downGap)).toBeGreaterThan(ruler);
  });

  it('stacks wide panels and puts tall ones side by side', () => {
    const [wide, tall] = [layOutBoard({ width: 1600, height: 400 }), layOutBoard({ width: 400, height: 1600 })];
    expect(wide.panels[0].x).toBe(wide.panels[1].x);
    expect(tall.panels[0].y).toBe(tall.panels[1].y);
  });
});
