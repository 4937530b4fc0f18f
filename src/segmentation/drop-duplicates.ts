import type { PlacedMask } from '../imaging/placed-mask.ts';
import type { Union } from './proposal.ts';

/** Of two proposals that overlap more than this (intersection over union) the better one stays. */
const DUPLICATE_IOU = 0.7;
const MAX_PROPOSALS = 150;

/** Intersection over union of two placed masks. */
function overlap(a: PlacedMask, b: PlacedMask, areaA: number, areaB: number): number {
  const fromX = Math.max(a.box.x, b.box.x);
  const toX = Math.min(a.box.x + a.box.width, b.box.x + b.box.width);
  const fromY = Math.max(a.box.y, b.box.y);
  const toY = Math.min(a.box.y + a.box.height, b.box.y + b.box.height);
  let both = 0;
  for (let y = fromY; y < toY; y++) {
    for (let x = fromX; x < toX; x++) {
      const inA = a.mask.data[(y - a.box.y) * a.box.width + x - a.box.x];
      both += inA & b.mask.data[(y - b.box.y) * b.box.width + x - b.box.x];
    }
  }
  return both / (areaA + areaB - both);
}

/** Keeps the best of those that are nearly the same, up to MAX_PROPOSALS. @param sorted best first */
export function dropDuplicates(sorted: readonly Union[], pixels: number): Union[] {
  const kept: Union[] = [];
  for (const proposal of sorted) {
    if (kept.length === MAX_PROPOSALS) break;
    const isDuplicate = kept.some((better) => {
      const ratio = proposal.areaRatio / better.areaRatio;
      if (Math.min(ratio, 1 / ratio) < DUPLICATE_IOU) return false;
      const areas = [proposal.areaRatio * pixels, better.areaRatio * pixels] as const;
      return overlap(proposal.placed, better.placed, ...areas) > DUPLICATE_IOU;
    });
    if (!isDuplicate) kept.push(proposal);
  }
  return kept;
}
