import type { Circle } from '../../contract/geometry.ts';
import { labelComponents } from '../../imaging/components.ts';
import { minimumEnclosingCircle } from '../../imaging/geometry.ts';
import { createMask, type FloatMap, type Mask } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import { countSet, outlinePoints, type PlacedMask, trimMask } from '../../imaging/placed-mask.ts';

/** One place where two images differ. */
export interface DetectedDifference {
  /** Set pixels are those that differ; the box is the smallest that holds them. */
  readonly placed: PlacedMask;
  /** The smallest circle that encloses the set pixels whole. */
  readonly circle: Circle;
  /** Visibility: mean of the map over the mask, 0 to 1. */
  readonly score: number;
}

/** Parts closer than this share of the shorter side are one difference to the eye. */
export const MERGE_GAP_RATIO = 0.024;

/**
 * Gathers changed pixels into differences: parts closer than `gap` pixels belong together.
 *
 * @param map 0 to 1, of the mask's size
 */
export function gatherDifferences(changed: Mask, map: FloatMap, gap: number): DetectedDifference[] {
  const { labels, components } = labelComponents(dilate(changed, gap / 2));
  return components.map(({ label, box }) => {
    const mask = createMask(box.width, box.height);
    let sum = 0;
    for (let y = 0; y < box.height; y++) {
      for (let x = 0; x < box.width; x++) {
        const pixel = (box.y + y) * changed.width + box.x + x;
        if (!changed.data[pixel] || labels.data[pixel] !== label) continue;
        mask.data[y * box.width + x] = 1;
        sum += map.data[pixel];
      }
    }
    const placed = trimMask({ box, mask });
    return { placed, circle: minimumEnclosingCircle(outlinePoints(placed)), score: sum / countSet(mask) };
  });
}
